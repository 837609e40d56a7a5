"""Which addresses does the publications audience have?"""

from django.urls import URLPattern, path

from requests_app.views.publications import brand, calculator

app_name = "publications"
urlpatterns: list[URLPattern] = [
    path("brand.css", brand.brand_css, name="brand"),
    path("calculator/", calculator.calculator, name="deadline_calculator"),
]
