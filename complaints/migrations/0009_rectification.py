"""What a merchant has to put right, with its check and the sanction when it lapses (DP-10)."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0008_incidents"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicaltask",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ordinary", "Question to a desk"),
                    ("legal", "Legal opinion"),
                    ("resource", "Resource request"),
                    ("ruling", "Ruling on responsibility"),
                    ("stop_sale", "Stop of sale"),
                    ("recall", "Recall"),
                    ("rectify", "Rectification by the merchant"),
                ],
                default="ordinary",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ordinary", "Question to a desk"),
                    ("legal", "Legal opinion"),
                    ("resource", "Resource request"),
                    ("ruling", "Ruling on responsibility"),
                    ("stop_sale", "Stop of sale"),
                    ("recall", "Recall"),
                    ("rectify", "Rectification by the merchant"),
                ],
                default="ordinary",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalRectification",
            fields=[
                ("passed", models.BooleanField(null=True, verbose_name="put right")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="checked at")),
                ("check_note", models.TextField(blank=True, verbose_name="what the check found")),
                (
                    "sanction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("warning", "Written warning"),
                            ("delist", "Listing taken down"),
                            ("deposit", "Taken from the deposit"),
                            ("suspend", "Shop suspended"),
                        ],
                        max_length=12,
                        verbose_name="sanction",
                    ),
                ),
                ("sanction_why", models.TextField(blank=True, verbose_name="why a sanction is proposed")),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="proposed at")),
                ("granted", models.BooleanField(null=True, verbose_name="granted")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("decision_why", models.TextField(blank=True, verbose_name="reasons of the decision")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical rectification",
                "verbose_name_plural": "historical rectifications",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "task_id"], name="complaints__history_b83f53_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rectification",
                        serialize=False,
                        to="complaints.task",
                    ),
                ),
                ("passed", models.BooleanField(null=True, verbose_name="put right")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="checked at")),
                ("check_note", models.TextField(blank=True, verbose_name="what the check found")),
                (
                    "sanction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("warning", "Written warning"),
                            ("delist", "Listing taken down"),
                            ("deposit", "Taken from the deposit"),
                            ("suspend", "Shop suspended"),
                        ],
                        max_length=12,
                        verbose_name="sanction",
                    ),
                ),
                ("sanction_why", models.TextField(blank=True, verbose_name="why a sanction is proposed")),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="proposed at")),
                ("granted", models.BooleanField(null=True, verbose_name="granted")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("decision_why", models.TextField(blank=True, verbose_name="reasons of the decision")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "rectification",
                "verbose_name_plural": "rectifications",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed", None),
                            models.Q(("checked_by__isnull", False), models.Q(("check_note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="rectification_check_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted", None),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("proposed_by__isnull", False),
                                models.Q(("decision_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rectification_decision_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rectification_four_eyes",
                    ),
                ],
            },
        ),
    ]
