"""Which bank holidays does an installation know from the start? Those of the packaged list; administrators add to them."""

from django.db import migrations

from requests_app.domain.calendar import packaged_holidays


def load(apps, schema_editor):
    BankHoliday = apps.get_model("requests_app", "BankHoliday")
    BankHoliday.objects.bulk_create(
        [
            BankHoliday(on=day.on, title=day.title, divisions=sorted(day.divisions), source=day.source)
            for day in packaged_holidays()
        ],
        ignore_conflicts=True,
    )


def unload(apps, schema_editor):
    """Take back what was loaded; days that administrators added stay."""
    days = [day.on for day in packaged_holidays()]
    apps.get_model("requests_app", "BankHoliday").objects.filter(on__in=days).delete()


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
