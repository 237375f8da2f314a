"""Incidents: many complaints handled as one thing, with measures and a timeline of their own (DP-15)."""

import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models


# What has hit many consumers is never forgotten.
WALL = """
CREATE TRIGGER incident_no_delete BEFORE DELETE ON complaints_incident
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""
NO_WALL = "DROP TRIGGER incident_no_delete ON complaints_incident;"


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0007_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
            ],
            options={
                "verbose_name": "complaint of an incident",
                "verbose_name_plural": "complaints of an incident",
                "ordering": ["added_at", "pk"],
            },
        ),
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
                ],
                default="ordinary",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalIncident",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("open", "Not contained yet"), ("contained", "Contained"), ("closed", "Closed")],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                ("batch", models.CharField(blank=True, max_length=100, verbose_name="batch")),
                ("merchant", models.CharField(blank=True, max_length=200, verbose_name="merchant")),
                ("because", models.TextField(verbose_name="why it is an incident")),
                (
                    "tier",
                    models.CharField(
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        default="high",
                        max_length=10,
                        verbose_name="tier",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("report_by", models.DateTimeField(verbose_name="report due by")),
                ("report_facts", models.TextField(blank=True, verbose_name="what has happened")),
                ("report_cause", models.TextField(blank=True, verbose_name="cause, as far as it is known")),
                ("report_measures", models.TextField(blank=True, verbose_name="what has been done and what follows")),
                ("report_consumer", models.TextField(blank=True, verbose_name="consumer version")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="report shared at")),
                ("contained_at", models.DateTimeField(blank=True, null=True, verbose_name="contained at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("summary", models.TextField(blank=True, verbose_name="what came of it")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "first",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.complaint",
                        verbose_name="first complaint",
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
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical incident",
                "verbose_name_plural": "historical incidents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("open", "Not contained yet"), ("contained", "Contained"), ("closed", "Closed")],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                ("batch", models.CharField(blank=True, max_length=100, verbose_name="batch")),
                ("merchant", models.CharField(blank=True, max_length=200, verbose_name="merchant")),
                ("because", models.TextField(verbose_name="why it is an incident")),
                (
                    "tier",
                    models.CharField(
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        default="high",
                        max_length=10,
                        verbose_name="tier",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("report_by", models.DateTimeField(verbose_name="report due by")),
                ("report_facts", models.TextField(blank=True, verbose_name="what has happened")),
                ("report_cause", models.TextField(blank=True, verbose_name="cause, as far as it is known")),
                ("report_measures", models.TextField(blank=True, verbose_name="what has been done and what follows")),
                ("report_consumer", models.TextField(blank=True, verbose_name="consumer version")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="report shared at")),
                ("contained_at", models.DateTimeField(blank=True, null=True, verbose_name="contained at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("summary", models.TextField(blank=True, verbose_name="what came of it")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                        verbose_name="first complaint",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="incident",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.incident",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="complaints.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("incident__isnull", False)),
                fields=["incident", "-at", "-id"],
                name="event_of_incident",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["stop_sale", "recall"]), _negated=True),
                    ("incident__isnull", False),
                    _connector="OR",
                ),
                name="task_measure_of_an_incident",
            ),
        ),
        migrations.AddField(
            model_name="incidentcase",
            name="complaint",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="incident_case", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="incidentcase",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="complaints.incident"
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="complaints",
            field=models.ManyToManyField(
                related_name="incidents", through="complaints.IncidentCase", to="complaints.complaint"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalincident",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_1f70cb_idx"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["state", "-opened_at", "-id"], name="incident_newest"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "contained", "closed"])), name="incident_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("because", ""), _negated=True)),
                name="incident_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("report_by__gt", models.F("opened_at"))), name="incident_report_after_opening"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_at", None),
                    models.Q(
                        ("report_facts", ""),
                        ("report_cause", ""),
                        ("report_measures", ""),
                        ("report_consumer", ""),
                        _connector="OR",
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="incident_report_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("closed_at__isnull", False), models.Q(("summary", ""), _negated=True)),
                    _connector="OR",
                ),
                name="incident_closed_with_a_summary",
            ),
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
