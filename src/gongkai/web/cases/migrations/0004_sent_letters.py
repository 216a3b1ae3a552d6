"""The database refuses to change or delete a letter that is out."""

from django.db import migrations

from gongkai.web.site.triggers import drop_frozen, frozen_when

TABLE = "cases_letter"


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_letters")]
    operations = [
        migrations.RunPython(
            frozen_when(TABLE, "OLD.sent_on IS NOT NULL", "a sent letter never changes"),
            drop_frozen(TABLE),
        )
    ]
