"""Who looked after a complaint from when to when, absences with stand-ins, leavers; and their walls."""

import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# Ranges of one value stand for equality, so that no extension of PostgreSQL is needed.
NO_OVERLAP = """
ALTER TABLE complaints_stint ADD CONSTRAINT stint_no_overlap EXCLUDE USING gist (
    int8range(complaint_id, complaint_id, '[]') WITH &&,
    int4range(ascii(post), ascii(post), '[]') WITH &&,
    tstzrange(began_at, ended_at) WITH &&
);
ALTER TABLE complaints_absence ADD CONSTRAINT absence_no_overlap EXCLUDE USING gist (
    int8range(agent_id, agent_id, '[]') WITH &&,
    tstzrange(begins_at, ends_at) WITH &&
);
"""

ENDED_STAYS = """
CREATE FUNCTION complaints_stint_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an ended interval of responsibility never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stint_ended_stays BEFORE UPDATE OR DELETE ON complaints_stint
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION complaints_stint_stays();
"""

# What the events tell of owners and handlers so far; of two changes at the same moment the later one counts.
FOLD = """
INSERT INTO complaints_stint (complaint_id, agent_id, post, began_at, ended_at, verb, why)
SELECT complaint_id, agent_id, post, at, ended_at, verb, reason
FROM (
    SELECT *, lead(at) OVER (PARTITION BY complaint_id, post ORDER BY at) AS ended_at
    FROM (
        SELECT DISTINCT ON (event.complaint_id, change->>0, event.at)
            event.complaint_id, event.at, event.verb, event.reason,
            CASE change->>0 WHEN 'owner_id' THEN 'owner' ELSE 'handler' END AS post,
            (change->>2)::bigint AS agent_id
        FROM complaints_event event, jsonb_array_elements(event.changes) change
        WHERE change->>0 IN ('owner_id', 'handler_id')
        ORDER BY event.complaint_id, change->>0, event.at, event.id DESC
    ) told
) spans
WHERE agent_id IS NOT NULL;
"""

UNDO = """
DROP TRIGGER stint_ended_stays ON complaints_stint;
DROP FUNCTION complaints_stint_stays();
ALTER TABLE complaints_stint DROP CONSTRAINT stint_no_overlap;
ALTER TABLE complaints_absence DROP CONSTRAINT absence_no_overlap;
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0004_desk")]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("leave", "Leave"), ("night", "Night, shift over"), ("sick", "Sick")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="away from")),
                ("ends_at", models.DateTimeField(verbose_name="back at")),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ["begins_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAbsence",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("leave", "Leave"), ("night", "Night, shift over"), ("sick", "Sick")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="away from")),
                ("ends_at", models.DateTimeField(verbose_name="back at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical absence",
                "verbose_name_plural": "historical absences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Stint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.CharField(
                        choices=[("owner", "Owner"), ("handler", "Handler"), ("stand_in", "Stand-in")],
                        max_length=10,
                        verbose_name="as",
                    ),
                ),
                ("began_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("verb", models.CharField(max_length=30, verbose_name="by which step")),
                ("why", models.TextField(blank=True, verbose_name="why")),
            ],
            options={
                "verbose_name": "interval of responsibility",
                "verbose_name_plural": "intervals of responsibility",
                "ordering": ["began_at", "pk"],
            },
        ),
        migrations.RemoveField(
            model_name="agent",
            name="away_until",
        ),
        migrations.RemoveField(
            model_name="agent",
            name="stand_in",
        ),
        migrations.RemoveField(
            model_name="historicalagent",
            name="away_until",
        ),
        migrations.RemoveField(
            model_name="historicalagent",
            name="stand_in",
        ),
        migrations.AddField(
            model_name="agent",
            name="last_day",
            field=models.DateField(
                blank=True,
                help_text="Whoever leaves takes nothing new from now on.",
                null=True,
                verbose_name="last day",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="handovers_seen",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs a lead has looked at"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="handovers_taken",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="stand_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standing_in",
                to=settings.AUTH_USER_MODEL,
                verbose_name="stand-in",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="evidence",
            field=models.TextField(blank=True, verbose_name="evidence"),
        ),
        migrations.AddField(
            model_name="handover",
            name="note",
            field=models.TextField(blank=True, verbose_name="what else to know"),
        ),
        migrations.AddField(
            model_name="historicalagent",
            name="last_day",
            field=models.DateField(
                blank=True,
                help_text="Whoever leaves takes nothing new from now on.",
                null=True,
                verbose_name="last day",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="handovers_seen",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs a lead has looked at"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="handovers_taken",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="stand_in",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="stand-in",
            ),
        ),
        migrations.AlterField(
            model_name="handover",
            name="status",
            field=models.CharField(
                choices=[
                    ("offered", "offered"),
                    ("accepted", "taken"),
                    ("declined", "declined"),
                    ("lapsed", "went back"),
                    ("given", "given by the lead"),
                ],
                default="offered",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("stand_in__isnull", False)),
                fields=["stand_in", "next_due_at", "id"],
                name="complaint_due_stand_in",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "registered",
                            "need_info",
                            "accepted",
                            "dispatched",
                            "investigating",
                            "proposing",
                            "in_review",
                            "high_review",
                            "awaiting_consumer",
                            "executing",
                            "mediation",
                            "re_review",
                            "arbitration",
                            "external",
                        ],
                    ),
                    ("handovers_taken__gt", 2),
                    ("handovers_taken__gt", models.F("handovers_seen")),
                ),
                fields=["next_due_at", "id"],
                name="complaint_handed_about",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absences",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="planned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="stand_in",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stands_in_for",
                to=settings.AUTH_USER_MODEL,
                verbose_name="stand-in",
            ),
        ),
        migrations.AddField(
            model_name="historicalabsence",
            name="agent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="historicalabsence",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalabsence",
            name="planned_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalabsence",
            name="stand_in",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="stand-in",
            ),
        ),
        migrations.AddField(
            model_name="stint",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stints", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="stint",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stints", to="complaints.complaint"
            ),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["ends_at", "begins_at"], name="absence_by_end"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("begins_at"))), name="absence_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("stand_in", models.F("agent")), _negated=True), name="absence_stand_in_is_another"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalabsence",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_ebddeb_idx"),
        ),
        migrations.AddIndex(
            model_name="stint",
            index=models.Index(fields=["complaint", "began_at", "id"], name="stint_of_complaint"),
        ),
        migrations.AddIndex(
            model_name="stint",
            index=models.Index(fields=["agent", "post", "-began_at"], name="stint_of_agent"),
        ),
        migrations.AddConstraint(
            model_name="stint",
            constraint=models.CheckConstraint(
                condition=models.Q(("post__in", ["owner", "handler", "stand_in"])), name="stint_post_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="stint",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("ended_at__gt", models.F("began_at")), _connector="OR"),
                name="stint_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="stint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("complaint", "post"), name="stint_one_running"
            ),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="flags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("safety", "Safety or injury"),
                        ("mass", "Many cases"),
                        ("exposure", "Public exposure"),
                        ("regulator", "Sent by a regulator"),
                        ("media", "Media"),
                        ("legal_clause", "Legal clause claimed"),
                        ("vulnerable", "Vulnerable consumer"),
                        ("perishable", "Perishable"),
                        ("gift", "Gift or fixed date"),
                        ("valuable", "Valuable"),
                        ("repeat", "Repeat complaint"),
                        ("repeat_story", "Had to tell it again"),
                        ("abuse", "Abuse or threat"),
                        ("self_harm", "Self-harm hint"),
                        ("check", "Words to be checked"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="historicalcomplaint",
            name="flags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("safety", "Safety or injury"),
                        ("mass", "Many cases"),
                        ("exposure", "Public exposure"),
                        ("regulator", "Sent by a regulator"),
                        ("media", "Media"),
                        ("legal_clause", "Legal clause claimed"),
                        ("vulnerable", "Vulnerable consumer"),
                        ("perishable", "Perishable"),
                        ("gift", "Gift or fixed date"),
                        ("valuable", "Valuable"),
                        ("repeat", "Repeat complaint"),
                        ("repeat_story", "Had to tell it again"),
                        ("abuse", "Abuse or threat"),
                        ("self_harm", "Self-harm hint"),
                        ("check", "Words to be checked"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="historicalkeywordrule",
            name="flag",
            field=models.CharField(
                blank=True,
                choices=[
                    ("safety", "Safety or injury"),
                    ("mass", "Many cases"),
                    ("exposure", "Public exposure"),
                    ("regulator", "Sent by a regulator"),
                    ("media", "Media"),
                    ("legal_clause", "Legal clause claimed"),
                    ("vulnerable", "Vulnerable consumer"),
                    ("perishable", "Perishable"),
                    ("gift", "Gift or fixed date"),
                    ("valuable", "Valuable"),
                    ("repeat", "Repeat complaint"),
                    ("repeat_story", "Had to tell it again"),
                    ("abuse", "Abuse or threat"),
                    ("self_harm", "Self-harm hint"),
                    ("check", "Words to be checked"),
                ],
                max_length=20,
                verbose_name="flag",
            ),
        ),
        migrations.AlterField(
            model_name="keywordrule",
            name="flag",
            field=models.CharField(
                blank=True,
                choices=[
                    ("safety", "Safety or injury"),
                    ("mass", "Many cases"),
                    ("exposure", "Public exposure"),
                    ("regulator", "Sent by a regulator"),
                    ("media", "Media"),
                    ("legal_clause", "Legal clause claimed"),
                    ("vulnerable", "Vulnerable consumer"),
                    ("perishable", "Perishable"),
                    ("gift", "Gift or fixed date"),
                    ("valuable", "Valuable"),
                    ("repeat", "Repeat complaint"),
                    ("repeat_story", "Had to tell it again"),
                    ("abuse", "Abuse or threat"),
                    ("self_harm", "Self-harm hint"),
                    ("check", "Words to be checked"),
                ],
                max_length=20,
                verbose_name="flag",
            ),
        ),
        migrations.RunSQL(NO_OVERLAP + ENDED_STAYS, UNDO),
        migrations.RunSQL(FOLD, migrations.RunSQL.noop),
    ]
