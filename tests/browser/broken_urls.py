"""Addresses of an installation in which one page fails: what does a person see then?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from foi.urls import urlpatterns as whole


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", fail, name="broken"), *whole]
