"""Where the trail ends is kept beside it, and only moves forward."""

from django.db import migrations, models

from gongkai.web.site.triggers import drop_only_forward, only_forward

TABLE = "audit_anchor"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "审计锚点",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="the_trail_has_one_end"
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="entry",
            name="act",
            field=models.CharField(
                choices=[
                    ("create", "新建"),
                    ("change", "修改"),
                    ("delete", "删除"),
                    ("view", "查看"),
                    ("export", "导出"),
                    ("sign_in", "登录"),
                    ("sign_out", "退出"),
                    ("failed", "登录失败"),
                    ("refused", "被拒绝"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at"], name="audit_entry_at_06beca_idx"),
        ),
        migrations.RunPython(
            only_forward(TABLE, "number", "the end of the audit trail only moves forward"),
            drop_only_forward(TABLE),
        ),
    ]
