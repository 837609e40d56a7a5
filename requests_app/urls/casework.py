"""Which addresses does the casework audience have?"""

from django.urls import URLPattern

app_name = "casework"
urlpatterns: list[URLPattern] = []
