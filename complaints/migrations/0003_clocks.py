"""Kept open for one piece of work; folded into 0001 and 0002 before the stage ends."""

import datetime
import django.db.models.deletion
from django.conf import settings
import simple_history.models
from django.db import migrations, models
import django.contrib.postgres.fields


# What was paused before there were reasons waits for the consumer.
PAUSED_BEFORE = """
UPDATE complaints_complaint SET paused_for = 'consumer', paused_until = paused_at + interval '72 hours'
WHERE paused_at IS NOT NULL;
"""

# Stretches of one clock of one complaint never overlap, and are history once they have ended. What was paused before
# there were stretches gets the one it is in.
STRETCHES = """
INSERT INTO complaints_pause (complaint_id, clock, why, started_at)
SELECT id, 'plan', 'consumer', paused_at FROM complaints_complaint WHERE paused_at IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE complaints_pause ADD CONSTRAINT pause_plan_never_overlaps EXCLUDE USING gist (
    int8range(complaint_id, complaint_id, '[]') WITH &&, tstzrange(started_at, ended_at) WITH &&
) WHERE (clock = 'plan');
ALTER TABLE complaints_pause ADD CONSTRAINT pause_redline_never_overlaps EXCLUDE USING gist (
    int8range(complaint_id, complaint_id, '[]') WITH &&, tstzrange(started_at, ended_at) WITH &&
) WHERE (clock = 'redline');
CREATE TRIGGER pause_no_delete BEFORE DELETE ON complaints_pause
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER pause_only_ends BEFORE UPDATE ON complaints_pause
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL OR (OLD.complaint_id, OLD.clock, OLD.why, OLD.started_at)
        IS DISTINCT FROM (NEW.complaint_id, NEW.clock, NEW.why, NEW.started_at)
    )
    EXECUTE FUNCTION complaints_forbid();
"""
UNDO = """
DROP TRIGGER pause_only_ends ON complaints_pause;
DROP TRIGGER pause_no_delete ON complaints_pause;
ALTER TABLE complaints_pause DROP CONSTRAINT pause_redline_never_overlaps;
ALTER TABLE complaints_pause DROP CONSTRAINT pause_plan_never_overlaps;
"""

# Reasons given before there were kinds of reasons.
EXPLAINED_BEFORE = "UPDATE complaints_clockmark SET reason_code = 'other' WHERE explanation <> '';"

# A missed time may be explained; what was missed, when, and by whom stays as it was.
MARK_FIXED = """
CREATE TRIGGER clock_mark_fixed BEFORE UPDATE ON complaints_clockmark
    FOR EACH ROW WHEN (
        (OLD.complaint_id, OLD.clock, OLD.mark, OLD.at, OLD.due_at, OLD.marked_at, OLD.owner_id, OLD.department_id)
        IS DISTINCT FROM
        (NEW.complaint_id, NEW.clock, NEW.mark, NEW.at, NEW.due_at, NEW.marked_at, NEW.owner_id, NEW.department_id)
    )
    EXECUTE FUNCTION complaints_forbid();
"""
UNDO_MARK = "DROP TRIGGER clock_mark_fixed ON complaints_clockmark;"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_walls")]
    operations = [
        migrations.AddField(
            model_name="historicallegalrule",
            name="bodies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("association", "Consumer association"),
                        ("12315", "12315 market regulator"),
                        ("12305", "12305 postal regulator"),
                        ("12378", "12378 bank and insurance regulator"),
                        ("12345", "12345 city hotline"),
                        ("arbitration", "Arbitration commission"),
                        ("court", "Court"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                help_text="Codes of outside bodies, such as 12315; the value is then a number of days or working days.",
                size=None,
                verbose_name="times the procedures of",
            ),
        ),
        migrations.AddField(
            model_name="legalrule",
            name="bodies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("association", "Consumer association"),
                        ("12315", "12315 market regulator"),
                        ("12305", "12305 postal regulator"),
                        ("12378", "12378 bank and insurance regulator"),
                        ("12345", "12345 city hotline"),
                        ("arbitration", "Arbitration commission"),
                        ("court", "Court"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                help_text="Codes of outside bodies, such as 12315; the value is then a number of days or working days.",
                size=None,
                verbose_name="times the procedures of",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bodies", []),
                    models.Q(("unit__in", ["day", "working day"]), ("value__gte", 1), ("value__isnull", False)),
                    _connector="OR",
                ),
                name="legal_rule_of_a_body_is_a_period",
            ),
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("respond", "first response"),
                            ("dispatch", "dispatch"),
                            ("plan", "plan"),
                            ("report", "high-tier report"),
                            ("update", "progress update"),
                            ("stage", "this step"),
                            ("redline", "legal red line"),
                        ],
                        max_length=12,
                        verbose_name="clock",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("consumer", "waiting for the consumer"),
                            ("inspection", "waiting for an inspection"),
                            ("external", "an outside procedure runs"),
                        ],
                        max_length=12,
                        verbose_name="why",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="since")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ["started_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="inspection_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="inspection expected by"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="paused_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("consumer", "waiting for the consumer"),
                    ("inspection", "waiting for an inspection"),
                    ("external", "an outside procedure runs"),
                ],
                max_length=12,
                verbose_name="plan clock paused for",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="paused_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused until at most"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="plan_held",
            field=models.DurationField(default=datetime.timedelta, verbose_name="plan clock stood still for"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="redline_paused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="red line paused since"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="inspection_by",
            field=models.DateTimeField(blank=True, null=True, verbose_name="inspection expected by"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="paused_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("consumer", "waiting for the consumer"),
                    ("inspection", "waiting for an inspection"),
                    ("external", "an outside procedure runs"),
                ],
                max_length=12,
                verbose_name="plan clock paused for",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="paused_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused until at most"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="plan_held",
            field=models.DurationField(default=datetime.timedelta, verbose_name="plan clock stood still for"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="redline_paused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="red line paused since"),
        ),
        migrations.AlterField(
            model_name="clockmark",
            name="mark",
            field=models.CharField(
                choices=[
                    ("warn_50", "half of the time has gone"),
                    ("warn_80", "80 % of the time has gone"),
                    ("warn_day_2", "two days have gone"),
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
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused since"),
        ),
        migrations.AlterField(
            model_name="historicalcomplaint",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused since"),
        ),
        migrations.RunSQL(PAUSED_BEFORE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("paused_until", None), _negated=True),
                fields=["paused_until"],
                name="complaint_paused_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_at", None), ("paused_for", ""), ("paused_until", None)),
                    models.Q(
                        ("paused_at__isnull", False),
                        ("paused_until__isnull", False),
                        models.Q(("paused_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="complaint_paused_for_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="complaints.complaint"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("complaint", "clock"), name="pause_one_open_per_clock"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("started_at")), _connector="OR"),
                name="pause_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clock", "plan"), ("why__in", ["consumer", "inspection"])),
                    models.Q(("clock", "redline"), ("why", "external")),
                    _connector="OR",
                ),
                name="pause_for_a_reason_of_its_clock",
            ),
        ),
        migrations.RunSQL(STRETCHES, UNDO),
        migrations.AddField(
            model_name="clockmark",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.department",
                verbose_name="department",
            ),
        ),
        migrations.AddField(
            model_name="clockmark",
            name="explained_at",
            field=models.DateTimeField(null=True, verbose_name="explained at"),
        ),
        migrations.AddField(
            model_name="clockmark",
            name="explained_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="explained by",
            ),
        ),
        migrations.AddField(
            model_name="clockmark",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="clockmark",
            name="reason_code",
            field=models.CharField(
                blank=True,
                choices=[
                    ("load", "Too many cases at once"),
                    ("oversight", "Overlooked"),
                    ("absence", "Absence without a stand-in"),
                    ("desk", "Another desk was late"),
                    ("wrong_desk", "Wrong class or desk at first"),
                    ("outside", "Merchant, carrier or laboratory was late"),
                    ("consumer", "Consumer could not be reached"),
                    ("system", "System trouble"),
                    ("other", "Something else"),
                ],
                max_length=12,
                verbose_name="kind of reason",
            ),
        ),
        migrations.RunSQL(EXPLAINED_BEFORE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="clockmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("explanation", ""), ("reason_code", "")),
                    models.Q(
                        models.Q(("reason_code", ""), _negated=True), models.Q(("explanation", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="clock_mark_explained_whole",
            ),
        ),
        migrations.RunSQL(MARK_FIXED, UNDO_MARK),
        migrations.AddField(
            model_name="department",
            name="keeps_holidays",
            field=models.BooleanField(
                default=True, help_text="Counts only for a desk with service hours.", verbose_name="closed on holidays"
            ),
        ),
        migrations.CreateModel(
            name="HistoricalServiceHours",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="opens")),
                ("closes", models.TimeField(help_text="0:00 is midnight.", verbose_name="closes")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
            ],
            options={
                "verbose_name": "historical service hours",
                "verbose_name_plural": "historical service hours",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_ed536f_idx")],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ServiceHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="opens")),
                ("closes", models.TimeField(help_text="0:00 is midnight.", verbose_name="closes")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_hours",
                        to="complaints.department",
                    ),
                ),
            ],
            options={
                "verbose_name": "service hours",
                "verbose_name_plural": "service hours",
                "ordering": ["department", "weekday", "opens"],
                "constraints": [
                    models.UniqueConstraint(fields=("department", "weekday", "opens"), name="service_hours_once"),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens")), ("closes", "00:00"), _connector="OR"),
                        name="service_hours_close_after_they_open",
                        violation_error_message="Closing comes after opening; a night is two spans, until and from 0:00.",
                    ),
                ],
            },
        ),
    ]
