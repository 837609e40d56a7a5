"""Which page is every other one measured against? One that makes one indexed query and draws nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from foi import urls
from requests_app.models import Case


def bare(request: HttpRequest, reference: str) -> HttpResponse:
    """Behind the same middleware and sign-in as any page of the casework."""
    return HttpResponse(Case.objects.values_list("state", flat=True).get(reference=reference))


urlpatterns: list[URLPattern | URLResolver] = [path("bare/<str:reference>/", bare), *urls.urlpatterns]
