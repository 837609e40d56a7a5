"""What is this Django app called?"""

from django.apps import AppConfig


class ExemptionsConfig(AppConfig):
    name = "exemptions"
    label = "exemptions"
    verbose_name = "Exemptions"
