"""What does every page know about the installation?"""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """`is_demo` lets the layout say on every page that the data is invented."""
    return {"is_demo": settings.DEMO}
