"""Declared relations and alarms of payouts just below a limit."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# Alarms about one colleague never tell of the same days twice; their figures and what was found stay as they were.
ALARMS = """
ALTER TABLE complaints_limitalarm ADD CONSTRAINT limit_alarm_once_in_a_time EXCLUDE USING gist (
    int8range(agent_id, agent_id, '[]') WITH &&, tstzrange(since, until) WITH &&
);
CREATE TRIGGER limit_alarm_no_delete BEFORE DELETE ON complaints_limitalarm
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER limit_alarm_stays BEFORE UPDATE ON complaints_limitalarm
    FOR EACH ROW WHEN (
        OLD.seen_at IS NOT NULL
        OR (OLD.agent_id, OLD.since, OLD.until, OLD.band, OLD."limit", OLD.payouts, OLD.near, OLD.others_payouts,
            OLD.others_near)
        IS DISTINCT FROM
        (NEW.agent_id, NEW.since, NEW.until, NEW.band, NEW."limit", NEW.payouts, NEW.near, NEW.others_payouts,
            NEW.others_near)
    )
    EXECUTE FUNCTION complaints_forbid();
"""

# What was declared stays as it was declared; it only ends, once.
TIES = """
CREATE TRIGGER tie_no_delete BEFORE DELETE ON complaints_tie
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER tie_only_ends BEFORE UPDATE ON complaints_tie
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL
        OR (OLD.agent_id, OLD.kind, OLD.name, OLD.merchant, OLD.phone_key, OLD.email_key, OLD.declared_at)
        IS DISTINCT FROM
        (NEW.agent_id, NEW.kind, NEW.name, NEW.merchant, NEW.phone_key, NEW.email_key, NEW.declared_at)
    )
    EXECUTE FUNCTION complaints_forbid();
"""

UNDO = """
DROP TRIGGER tie_only_ends ON complaints_tie;
DROP TRIGGER tie_no_delete ON complaints_tie;
DROP TRIGGER limit_alarm_stays ON complaints_limitalarm;
DROP TRIGGER limit_alarm_no_delete ON complaints_limitalarm;
ALTER TABLE complaints_limitalarm DROP CONSTRAINT limit_alarm_once_in_a_time;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_refused_offers"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalLimitAlarm",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="from")),
                ("until", models.DateTimeField(verbose_name="to")),
                ("band", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="band from (%)")),
                ("limit", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="limit")),
                ("payouts", models.PositiveIntegerField(verbose_name="payouts decided alone")),
                ("near", models.PositiveIntegerField(verbose_name="just below the limit")),
                ("others_payouts", models.PositiveIntegerField(verbose_name="payouts of all others")),
                ("others_near", models.PositiveIntegerField(verbose_name="of all others just below")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="looked at")),
                ("note", models.TextField(blank=True, verbose_name="what was found")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical limit alarm",
                "verbose_name_plural": "historical limit alarms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTie",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "Myself, with my private contact"),
                            ("family", "Family"),
                            ("friend", "Friend"),
                            ("business", "Business"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("declared_at", models.DateTimeField(verbose_name="declared at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="why it ended")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical relation",
                "verbose_name_plural": "historical relations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LimitAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="from")),
                ("until", models.DateTimeField(verbose_name="to")),
                ("band", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="band from (%)")),
                ("limit", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="limit")),
                ("payouts", models.PositiveIntegerField(verbose_name="payouts decided alone")),
                ("near", models.PositiveIntegerField(verbose_name="just below the limit")),
                ("others_payouts", models.PositiveIntegerField(verbose_name="payouts of all others")),
                ("others_near", models.PositiveIntegerField(verbose_name="of all others just below")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="looked at")),
                ("note", models.TextField(blank=True, verbose_name="what was found")),
            ],
            options={
                "verbose_name": "limit alarm",
                "verbose_name_plural": "limit alarms",
                "ordering": ["-until", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "Myself, with my private contact"),
                            ("family", "Family"),
                            ("friend", "Friend"),
                            ("business", "Business"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                ("merchant", models.CharField(blank=True, max_length=120, verbose_name="merchant")),
                ("phone_mask", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("phone_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("email_mask", models.CharField(blank=True, max_length=80, verbose_name="e-mail")),
                ("email_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("declared_at", models.DateTimeField(verbose_name="declared at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="why it ended")),
            ],
            options={
                "verbose_name": "relation",
                "verbose_name_plural": "relations",
                "ordering": ["-declared_at", "-pk"],
            },
        ),
        migrations.AlterField(
            model_name="historicalmoneyfigure",
            name="code",
            field=models.CharField(
                choices=[
                    ("give_up_alone", "One person gives up a claim up to (CNY)"),
                    ("claim_days", "Days that a party has to answer a claim"),
                    ("minute_cost", "Cost of a minute of handling (CNY)"),
                    ("content_worth", "Worth of a content consumer in twelve months (CNY; 0: not counted)"),
                    ("near_from", "A payout is just below the limit from (% of it)"),
                    ("near_least", "Payouts just below the limit that raise an alarm, at least"),
                    ("near_days", "Days over which payouts just below the limit are counted"),
                ],
                db_index=True,
                max_length=20,
                verbose_name="figure",
            ),
        ),
        migrations.AlterField(
            model_name="moneyfigure",
            name="code",
            field=models.CharField(
                choices=[
                    ("give_up_alone", "One person gives up a claim up to (CNY)"),
                    ("claim_days", "Days that a party has to answer a claim"),
                    ("minute_cost", "Cost of a minute of handling (CNY)"),
                    ("content_worth", "Worth of a content consumer in twelve months (CNY; 0: not counted)"),
                    ("near_from", "A payout is just below the limit from (% of it)"),
                    ("near_least", "Payouts just below the limit that raise an alarm, at least"),
                    ("near_days", "Days over which payouts just below the limit are counted"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
                verbose_name="figure",
            ),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(condition=models.Q(("basis", "own_limit")), fields=["approved_at"], name="payout_alone"),
        ),
        migrations.AddField(
            model_name="historicallimitalarm",
            name="agent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agent",
            ),
        ),
        migrations.AddField(
            model_name="historicallimitalarm",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicallimitalarm",
            name="seen_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="looked at by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltie",
            name="agent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="declared by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltie",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ended by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltie",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="limitalarm",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="limit_alarms",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agent",
            ),
        ),
        migrations.AddField(
            model_name="limitalarm",
            name="seen_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="looked at by",
            ),
        ),
        migrations.AddField(
            model_name="tie",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ties",
                to=settings.AUTH_USER_MODEL,
                verbose_name="declared by",
            ),
        ),
        migrations.AddField(
            model_name="tie",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ended by",
            ),
        ),
        migrations.AddIndex(
            model_name="historicallimitalarm",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_db2a93_idx"),
        ),
        migrations.AddIndex(
            model_name="historicaltie",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_13f112_idx"),
        ),
        migrations.AddIndex(
            model_name="limitalarm",
            index=models.Index(condition=models.Q(("seen_at", None)), fields=["until", "id"], name="limit_alarm_open"),
        ),
        migrations.AddConstraint(
            model_name="limitalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="limit_alarm_has_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="limitalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("near__gt", 0),
                    ("near__lte", models.F("payouts")),
                    ("others_near__lte", models.F("others_payouts")),
                ),
                name="limit_alarm_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="limitalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_at", None), ("seen_by", None)),
                    models.Q(
                        ("seen_at__isnull", False), ("seen_by__isnull", False), models.Q(("note", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="limit_alarm_seen_with_a_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="limitalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seen_by", None), models.Q(("seen_by", models.F("agent")), _negated=True), _connector="OR"
                ),
                name="limit_alarm_not_seen_by_oneself",
            ),
        ),
        migrations.AddIndex(
            model_name="tie",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["agent"], name="tie_in_force"),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["own", "family", "friend", "business"])), name="tie_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("merchant", ""), _negated=True),
                    models.Q(("phone_key", ""), _negated=True),
                    models.Q(("email_key", ""), _negated=True),
                    _connector="OR",
                ),
                name="tie_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tie_ended_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_by", None), models.Q(("ended_by", models.F("agent")), _negated=True), _connector="OR"
                ),
                name="tie_not_ended_by_oneself",
            ),
        ),
        migrations.RunSQL(ALARMS + TIES, UNDO),
    ]
