"""Who regulates from the start? The Information Commissioner; a later name is entered with its own date."""

from datetime import date

from django.db import migrations

BEGINS_ON = date(2005, 1, 1)


def load(apps, schema_editor):
    apps.get_model("requests_app", "Regulator").objects.get_or_create(
        in_force_from=BEGINS_ON,
        defaults={
            "name": "Information Commissioner",
            "address": "Wycliffe House\nWater Lane\nWilmslow\nCheshire SK9 5AF",
            "telephone": "0303 123 1113",
            "website": "https://ico.org.uk",
            "complaint_url": "https://ico.org.uk/make-a-complaint/",
        },
    )


def unload(apps, schema_editor):
    apps.get_model("requests_app", "Regulator").objects.filter(in_force_from=BEGINS_ON).delete()


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0002_seed_bank_holidays")]
    operations = [migrations.RunPython(load, unload)]
