"""Call-backs that consumers book, the hour that cannot be taken twice, and a person they ask for."""

import django.core.validators
import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models


WALLS = """
CREATE TRIGGER call_no_delete BEFORE DELETE ON complaints_call
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""
UNDO = "DROP TRIGGER call_no_delete ON complaints_call;"


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="call_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="call-back by"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="call_set_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="call-back booked at"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="person_asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="person asked for at"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="person_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answer by a person by"),
        ),
        migrations.AddField(
            model_name="department",
            name="calls_per_hour",
            field=models.PositiveSmallIntegerField(
                default=2,
                help_text="So many consumers may book the same hour with one person; 0: no call-backs.",
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="call-backs per hour and person",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="call_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="call-back by"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="call_set_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="call-back booked at"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="person_asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="person asked for at"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="person_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answer by a person by"),
        ),
        migrations.AlterField(
            model_name="clockmark",
            name="clock",
            field=models.CharField(
                choices=[
                    ("respond", "first response"),
                    ("dispatch", "dispatch"),
                    ("plan", "plan"),
                    ("report", "high-tier report"),
                    ("update", "progress update"),
                    ("stage", "this step"),
                    ("redline", "legal red line"),
                    ("call", "call-back"),
                    ("person", "a person asked for"),
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
            ),
        ),
        migrations.AlterField(
            model_name="clockmark",
            name="mark",
            field=models.CharField(
                choices=[
                    ("warn_50", "half of the time has gone"),
                    ("warn_80", "80 % of the time has gone"),
                    ("warn_day_2", "two days have gone"),
                    ("call_soon", "begins in a quarter of an hour"),
                    ("remind", "consumer reminded"),
                    ("alarm_10d", "red-line alarm at day 10"),
                    ("breach", "breached"),
                    ("double", "200 % of the time has gone"),
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="next_clock",
            field=models.CharField(
                blank=True,
                choices=[
                    ("respond", "first response"),
                    ("dispatch", "dispatch"),
                    ("plan", "plan"),
                    ("report", "high-tier report"),
                    ("update", "progress update"),
                    ("stage", "this step"),
                    ("redline", "legal red line"),
                    ("call", "call-back"),
                    ("person", "a person asked for"),
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                editable=False,
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="historicaltiertarget",
            name="clock",
            field=models.CharField(
                choices=[
                    ("respond", "first response"),
                    ("dispatch", "dispatch"),
                    ("plan", "plan"),
                    ("report", "high-tier report"),
                    ("update", "progress update"),
                    ("stage", "this step"),
                    ("redline", "legal red line"),
                    ("call", "call-back"),
                    ("person", "a person asked for"),
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
            ),
        ),
        migrations.AlterField(
            model_name="pause",
            name="clock",
            field=models.CharField(
                choices=[
                    ("respond", "first response"),
                    ("dispatch", "dispatch"),
                    ("plan", "plan"),
                    ("report", "high-tier report"),
                    ("update", "progress update"),
                    ("stage", "this step"),
                    ("redline", "legal red line"),
                    ("call", "call-back"),
                    ("person", "a person asked for"),
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
            ),
        ),
        migrations.AlterField(
            model_name="tiertarget",
            name="clock",
            field=models.CharField(
                choices=[
                    ("respond", "first response"),
                    ("dispatch", "dispatch"),
                    ("plan", "plan"),
                    ("report", "high-tier report"),
                    ("update", "progress update"),
                    ("stage", "this step"),
                    ("redline", "legal red line"),
                    ("call", "call-back"),
                    ("person", "a person asked for"),
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
            ),
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("booked", "Booked"),
                            ("reached", "Spoken with"),
                            ("unreached", "Not reached"),
                            ("missed", "Missed by us"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="call-back from")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the hour")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="number to call")),
                ("booked_at", models.DateTimeField(verbose_name="booked at")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("said", models.TextField(blank=True, verbose_name="what was said")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("heard", models.BooleanField(null=True, verbose_name="felt heard out")),
                ("heard_at", models.DateTimeField(null=True, verbose_name="said so at")),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="called by",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="complaints.complaint"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.department",
                        verbose_name="desk",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="booked with",
                    ),
                ),
            ],
            options={
                "verbose_name": "call-back",
                "verbose_name_plural": "call-backs",
                "ordering": ["starts_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "booked")), fields=["starts_at", "id"], name="call_booked"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "reached", "unreached", "missed", "cancelled"])),
                        name="call_state_is_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("place__gte", 1)), name="call_place_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "reached"), _negated=True),
                            models.Q(models.Q(("said", ""), _negated=True), ("called_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="call_reached_was_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "booked"), ("ended_at__isnull", False), _connector="OR"),
                        name="call_ended_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heard", None), ("heard_at", None)),
                            models.Q(("heard__isnull", False), ("heard_at__isnull", False), ("state", "reached")),
                            _connector="OR",
                        ),
                        name="call_heard_after_it",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked")), fields=("complaint",), name="call_booked_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked"), ("host__isnull", False)),
                        fields=("host", "starts_at", "place"),
                        name="call_place_of_host",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked"), ("host__isnull", True)),
                        fields=("department", "starts_at", "place"),
                        name="call_place_of_desk",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCall",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("booked", "Booked"),
                            ("reached", "Spoken with"),
                            ("unreached", "Not reached"),
                            ("missed", "Missed by us"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="call-back from")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the hour")),
                ("booked_at", models.DateTimeField(verbose_name="booked at")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("said", models.TextField(blank=True, verbose_name="what was said")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("heard", models.BooleanField(null=True, verbose_name="felt heard out")),
                ("heard_at", models.DateTimeField(null=True, verbose_name="said so at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="called by",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.department",
                        verbose_name="desk",
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
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="booked with",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical call-back",
                "verbose_name_plural": "historical call-backs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_e2880c_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunSQL(WALLS, UNDO),
    ]
