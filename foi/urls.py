"""Which address leads to which room?"""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from foi.accounts import own_address
from requests_app.views.publications import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.front, name="home"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("cases/", include("requests_app.urls.casework")),
    path("track/", include("requests_app.urls.portal")),
    path("admin/", admin.site.urls),
    path("accounts/email/", own_address, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("requests_app.urls.publications")),
]
