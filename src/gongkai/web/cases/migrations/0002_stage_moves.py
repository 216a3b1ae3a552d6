"""The database lets a case move only along the steps of ``stages.py``."""

from django.db import migrations

from gongkai.web.site.triggers import drop_trigger, stage_trigger

# As stages.moves() gave them when this migration was written: a migration does not change later.
MOVES = (
    ("registered", "handling"),
    ("handling", "in_review"),
    ("in_review", "handling"),
    ("secrecy_review", "handling"),
    ("approval", "handling"),
    ("in_review", "secrecy_review"),
    ("secrecy_review", "approval"),
    ("approval", "approved"),
    ("approved", "replied"),
    ("registered", "closed"),
    ("handling", "closed"),
    ("replied", "archived"),
    ("closed", "archived"),
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        migrations.RunPython(
            stage_trigger("cases_case", "stage", MOVES),
            drop_trigger("cases_case", "stage"),
        )
    ]
