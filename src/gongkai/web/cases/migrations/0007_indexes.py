from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_initial"),
        ("cases", "0006_applicant_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_body_id_94fd0d_idx",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_body_id_bfaf9b_idx",
        ),
        migrations.AddIndex(
            model_name="applicant",
            index=models.Index(fields=["body", "name"], name="cases_appli_body_id_a06de2_idx"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["body", "received_on", "applicant_class", "concluded_on", "outcome"],
                name="case_received_in",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["body", "concluded_on", "outcome", "applicant_class", "received_on"],
                name="case_concluded_in",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("concluded_on__isnull", True)),
                fields=["body", "due_on", "next_due_on", "id"],
                name="case_open_by_due_day",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("re_evaluate_on__isnull", False)),
                fields=["body", "re_evaluate_on"],
                name="case_to_evaluate_again",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["body", "-registered_at", "-id", "number", "applicant_name", "title"],
                name="case_by_words",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-registered_at", "-id"], name="case_by_registration"),
        ),
    ]
