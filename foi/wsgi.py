"""Where does a WSGI server (gunicorn) find the application?"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")

application = get_wsgi_application()
