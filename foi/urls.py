"""Which address leads to which room?"""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name=settings.LOGIN_REDIRECT_URL), name="home"),
    path("cases/", include("requests_app.urls.casework")),
    path("track/", include("requests_app.urls.portal")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("requests_app.urls.publications")),
]
