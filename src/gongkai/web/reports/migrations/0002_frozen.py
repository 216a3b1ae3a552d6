"""The database knows the steps of a report, and refuses to touch one that was signed."""

from django.db import migrations

from gongkai.web.site.triggers import (
    drop_trigger,
    drop_unchangeable,
    stage_trigger,
    unchangeable_when,
)

TABLE = "reports_annualreport"
# As stages.moves() gave them when this migration was written: a migration does not change later.
MOVES = (
    ("draft", "in_review"),
    ("in_review", "draft"),
    ("in_review", "reviewed"),
    ("reviewed", "draft"),
    ("reviewed", "signed"),
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        migrations.RunPython(stage_trigger(TABLE, "stage", MOVES), drop_trigger(TABLE, "stage")),
        migrations.RunPython(
            unchangeable_when(
                TABLE, "OLD.stage = 'signed'", "a signed report is never changed or deleted"
            ),
            drop_unchangeable(TABLE),
        ),
    ]
