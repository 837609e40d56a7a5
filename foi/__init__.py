"""The project: settings, addresses, middleware, and the servers that it brings along."""

from foi.celery import app as celery_app

__all__ = ["celery_app"]
