"""The database refuses to change or delete an entry of the trail."""

from django.db import migrations

from gongkai.web.site.triggers import append_only, drop_append_only

TABLE = "audit_entry"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            append_only(TABLE, "the audit trail is append-only"), drop_append_only(TABLE)
        )
    ]
