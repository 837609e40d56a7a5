"""Which addresses does the portal audience have?"""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
