"""Where does an ASGI server find the application?"""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")

application = get_asgi_application()
