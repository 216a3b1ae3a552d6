"""The applicant's name beside the request, to search by."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps: Any, _schema_editor: Any) -> None:
    """Take the names over from the applicants."""
    applicants = apps.get_model("cases", "Applicant").objects.filter(pk=OuterRef("applicant_id"))
    cases = apps.get_model("cases", "Case").objects
    cases.update(applicant_name=Subquery(applicants.values("name")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_initial"),
        ("cases", "0005_days_limit"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="applicant_name",
            field=models.CharField(default="", editable=False, max_length=80),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="case", name="case_open_by_due_day"),
    ]
