# syntax=docker/dockerfile:1
# Three stages: styles, Python packages, and the image that runs as an ordinary user and holds no compiler or Node.

FROM node:22-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY static/src static/src
RUN npm run build

FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/foi/venv \
    && /opt/foi/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt

FROM python:3.13-slim-bookworm AS application
# Pango draws letters; DejaVu is what it draws with
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /home/foi foi \
    && install -d -o foi -g foi /data /data/files
WORKDIR /opt/foi/app
COPY --from=packages /opt/foi/venv /opt/foi/venv
COPY manage.py LICENSE NOTICE ./
COPY foi foi
COPY exemptions exemptions
COPY requests_app requests_app
COPY templates templates
COPY static static
COPY --from=assets /build/static/build static/build
ENV PATH=/opt/foi/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=foi.settings \
    DATA_DIR=/data \
    MEDIA_ROOT=/data/files \
    STATIC_ROOT=/opt/foi/app/staticfiles
# These values serve this one command and stay out of the image
RUN SECRET_KEY=for-collecting-styles-only SITE_URL=https://build.invalid EMAIL_URL=dummymail:// \
    DATABASE_URL=postgres://unused/unused REDIS_URL=redis://unused \
    python manage.py collectstatic --noinput
USER foi
EXPOSE 8000
CMD ["gunicorn", "foi.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
