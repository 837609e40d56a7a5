"""What does every page know about the installation?"""

from django.conf import settings
from django.http import HttpRequest

from requests_app.selectors.settings import authority
from requests_app.views.publications.brand import brand_url


def installation(request: HttpRequest) -> dict[str, object]:
    """The authority, read before rendering begins; `is_demo`: every page says that its data is invented."""
    row = authority()
    return {"is_demo": settings.DEMO, "authority": row, "brand_css_url": brand_url(row)}
