"""The right desk: sub-tasks, routing table, skills, limits of open work, changes of desk, the watch list."""

import complaints.models.agent
import django.core.validators
import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models

WALLS = """
CREATE TRIGGER task_no_delete BEFORE DELETE ON complaints_task
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER reroute_append_only BEFORE UPDATE OR DELETE ON complaints_reroute
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""

NO_WALLS = """
DROP TRIGGER reroute_append_only ON complaints_reroute;
DROP TRIGGER task_no_delete ON complaints_task;
"""


def routes_from_departments(apps, schema_editor):
    """The departments of every category become the rows of the routing table, in their old order."""
    category, route = apps.get_model("complaints", "Category"), apps.get_model("complaints", "Route")
    for row in category.objects.all():
        # Legal joins; it is nobody's first desk.
        for position, department in enumerate(sorted(row.departments.all(), key=lambda d: (d.pk == "LEGAL", d.pk)), 1):
            route.objects.create(category=row, department=department, position=position)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_clocks")]

    operations = [
        migrations.CreateModel(
            name="AgentSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "learning"), (2, "sound"), (3, "expert")], default=2, verbose_name="level"
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
            ],
            options={
                "verbose_name": "skill of an agent",
                "verbose_name_plural": "skills of agents",
                "ordering": ["agent", "skill"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgentSkill",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "learning"), (2, "sound"), (3, "expert")], default=2, verbose_name="level"
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical skill of an agent",
                "verbose_name_plural": "historical skills of agents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRoute",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="position"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                        verbose_name="only tier",
                    ),
                ),
                (
                    "flag",
                    models.CharField(
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
                        verbose_name="only with the flag",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("front_line", "Front line"),
                            ("lead", "Team lead"),
                            ("mid_office", "Mid-office"),
                            ("legal", "Legal"),
                            ("pr", "Public relations"),
                        ],
                        default="front_line",
                        max_length=20,
                        verbose_name="who is alerted",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical route",
                "verbose_name_plural": "historical routing table",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSkill",
            fields=[
                ("code", models.CharField(db_index=True, max_length=20, verbose_name="code")),
                ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=60, verbose_name="English name")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical skill",
                "verbose_name_plural": "historical skills",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTask",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Question to a desk"),
                            ("legal", "Legal opinion"),
                            ("resource", "Resource request"),
                            ("ruling", "Ruling on responsibility"),
                        ],
                        default="ordinary",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("open", "Waiting to be taken"),
                            ("taken", "Taken up"),
                            ("done", "Answered"),
                            ("returned", "Returned: not ours"),
                            ("cancelled", "Waived"),
                        ],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("question", models.TextField(verbose_name="what is asked")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("due_by", models.DateTimeField(verbose_name="due by")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("because", models.TextField(blank=True, verbose_name="why it was returned or waived")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("is_gate", models.BooleanField(default=False, verbose_name="legal gate")),
                (
                    "promised_times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="times the price promised",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical sub-task",
                "verbose_name_plural": "historical sub-tasks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWatch",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("because", models.TextField(verbose_name="why it is watched")),
                (
                    "every_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="report every … days",
                    ),
                ),
                ("watched_at", models.DateTimeField(verbose_name="watched since")),
                ("report_by", models.DateTimeField(verbose_name="next report by")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="last report at")),
                ("last_report", models.TextField(blank=True, verbose_name="last report")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("ended_because", models.TextField(blank=True, verbose_name="why it ended")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical watched case",
                "verbose_name_plural": "historical watch list",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWorkLimit",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("front_line", "Front line"),
                            ("lead", "Team lead"),
                            ("mid_office", "Mid-office"),
                            ("arbiter", "Arbiter"),
                            ("back_office", "Back office"),
                            ("legal", "Legal"),
                            ("pr", "Public relations"),
                            ("social_worker", "Social worker"),
                            ("manager", "Manager"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                            ("consumer", "Consumer"),
                            ("system", "System"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        help_text="Empty: all together.",
                        max_length=8,
                        verbose_name="tier",
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="at most"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical limit of open work",
                "verbose_name_plural": "historical limits of open work",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Reroute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("override", "Another desk than suggested"),
                            ("bounce", "Bounced"),
                            ("return", "Sub-task returned"),
                            ("ruling", "Ruled by the mid-office"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "change of desk",
                "verbose_name_plural": "changes of desk",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="position"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        max_length=8,
                        verbose_name="only tier",
                    ),
                ),
                (
                    "flag",
                    models.CharField(
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
                        verbose_name="only with the flag",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("front_line", "Front line"),
                            ("lead", "Team lead"),
                            ("mid_office", "Mid-office"),
                            ("legal", "Legal"),
                            ("pr", "Public relations"),
                        ],
                        default="front_line",
                        max_length=20,
                        verbose_name="who is alerted",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "route",
                "verbose_name_plural": "routing table",
                "ordering": ["category", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="code")),
                ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                ("name_en", models.CharField(max_length=60, verbose_name="English name")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Question to a desk"),
                            ("legal", "Legal opinion"),
                            ("resource", "Resource request"),
                            ("ruling", "Ruling on responsibility"),
                        ],
                        default="ordinary",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("open", "Waiting to be taken"),
                            ("taken", "Taken up"),
                            ("done", "Answered"),
                            ("returned", "Returned: not ours"),
                            ("cancelled", "Waived"),
                        ],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("question", models.TextField(verbose_name="what is asked")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("due_by", models.DateTimeField(verbose_name="due by")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("because", models.TextField(blank=True, verbose_name="why it was returned or waived")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("is_gate", models.BooleanField(default=False, verbose_name="legal gate")),
                (
                    "promised_times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="times the price promised",
                    ),
                ),
                ("swept_at", models.DateTimeField(editable=False)),
                ("sweep_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "sub-task",
                "verbose_name_plural": "sub-tasks",
                "ordering": ["due_by", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField(verbose_name="why it is watched")),
                (
                    "every_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="report every … days",
                    ),
                ),
                ("watched_at", models.DateTimeField(verbose_name="watched since")),
                ("report_by", models.DateTimeField(verbose_name="next report by")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="last report at")),
                ("last_report", models.TextField(blank=True, verbose_name="last report")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("ended_because", models.TextField(blank=True, verbose_name="why it ended")),
            ],
            options={
                "verbose_name": "watched case",
                "verbose_name_plural": "watch list",
                "ordering": ["report_by", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("front_line", "Front line"),
                            ("lead", "Team lead"),
                            ("mid_office", "Mid-office"),
                            ("arbiter", "Arbiter"),
                            ("back_office", "Back office"),
                            ("legal", "Legal"),
                            ("pr", "Public relations"),
                            ("social_worker", "Social worker"),
                            ("manager", "Manager"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                            ("consumer", "Consumer"),
                            ("system", "System"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        help_text="Empty: all together.",
                        max_length=8,
                        verbose_name="tier",
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="at most"
                    ),
                ),
            ],
            options={
                "verbose_name": "limit of open work",
                "verbose_name_plural": "limits of open work",
                "ordering": ["role", "tier"],
            },
        ),
        migrations.AlterModelManagers(
            name="agent",
            managers=[
                ("objects", complaints.models.agent.AgentManager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="clockmark",
            name="clock_mark_once",
        ),
        migrations.AddField(
            model_name="agent",
            name="work_limit",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Empty: the limit of the role.", null=True, verbose_name="open complaints at most"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="ruled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="desk ruled at"),
        ),
        migrations.AddField(
            model_name="historicalagent",
            name="work_limit",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Empty: the limit of the role.", null=True, verbose_name="open complaints at most"
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="ruled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="desk ruled at"),
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
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
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
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                editable=False,
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("state", "Steps"),
                    ("message", "Messages"),
                    ("note", "Notes"),
                    ("evidence", "Evidence"),
                    ("decision", "Decisions"),
                    ("money", "Payouts"),
                    ("handover", "Hand-overs"),
                    ("task", "Sub-tasks"),
                    ("clock", "Clocks"),
                    ("fact", "Changes"),
                    ("privacy", "Privacy"),
                ],
                max_length=10,
                verbose_name="kind",
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
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
            ),
        ),
        migrations.AddField(
            model_name="agentskill",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="skills",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agent",
            ),
        ),
        migrations.AddField(
            model_name="historicalagentskill",
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
            model_name="historicalagentskill",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalroute",
            name="category",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.category",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="historicalroute",
            name="department",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.department",
                verbose_name="department",
            ),
        ),
        migrations.AddField(
            model_name="historicalroute",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalskill",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="complaint",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="decided",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.department",
                verbose_name="decided desk",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="department",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.department",
                verbose_name="department",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
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
            model_name="historicaltask",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalwatch",
            name="complaint",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="historicalwatch",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalwatch",
            name="watched_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reported to",
            ),
        ),
        migrations.AddField(
            model_name="historicalworklimit",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reroute",
            name="agent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="reroute",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reroutes", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="reroute",
            name="from_department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.department",
                verbose_name="from",
            ),
        ),
        migrations.AddField(
            model_name="reroute",
            name="to_department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.department",
                verbose_name="to",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="routes",
                to="complaints.category",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="routes",
                to="complaints.department",
                verbose_name="department",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="skill",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="routes",
                to="complaints.skill",
                verbose_name="skill needed",
            ),
        ),
        migrations.AddField(
            model_name="historicalroute",
            name="skill",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.skill",
                verbose_name="skill needed",
            ),
        ),
        migrations.AddField(
            model_name="historicalagentskill",
            name="skill",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.skill",
                verbose_name="skill",
            ),
        ),
        migrations.AddField(
            model_name="agentskill",
            name="skill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agents",
                to="complaints.skill",
                verbose_name="skill",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken by",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="decided",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.department",
                verbose_name="decided desk",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="complaints.department",
                verbose_name="department",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ended by",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="evidence",
            field=models.ManyToManyField(blank=True, related_name="tasks", to="complaints.evidence"),
        ),
        migrations.AddField(
            model_name="clockmark",
            name="task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="marks",
                to="complaints.task",
                verbose_name="sub-task",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="task",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.task",
            ),
        ),
        migrations.AddIndex(
            model_name="clockmark",
            index=models.Index(condition=models.Q(("clock", "age")), fields=["complaint"], name="clock_mark_aged"),
        ),
        migrations.AddConstraint(
            model_name="clockmark",
            constraint=models.UniqueConstraint(
                fields=("complaint", "clock", "mark", "at", "task"), name="clock_mark_once", nulls_distinct=False
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="watches", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="watched_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="watches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reported to",
            ),
        ),
        migrations.AddConstraint(
            model_name="worklimit",
            constraint=models.UniqueConstraint(fields=("role", "tier"), name="work_limit_once"),
        ),
        migrations.AddConstraint(
            model_name="worklimit",
            constraint=models.CheckConstraint(condition=models.Q(("most__gte", 1)), name="work_limit_positive"),
        ),
        migrations.AddIndex(
            model_name="historicalskill",
            index=models.Index(fields=["history_date", "code"], name="complaints__history_2cc73c_idx"),
        ),
        migrations.AddIndex(
            model_name="historicaltask",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_d6b617_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalwatch",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_0b4658_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalworklimit",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_a15b6a_idx"),
        ),
        migrations.AddIndex(
            model_name="reroute",
            index=models.Index(fields=["kind", "from_department", "-at"], name="reroute_by_desk"),
        ),
        migrations.AddConstraint(
            model_name="reroute",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reroute_with_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(fields=("category", "department", "tier", "flag"), name="route_once"),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(condition=models.Q(("position__gte", 1)), name="route_position_from_1"),
        ),
        migrations.AddIndex(
            model_name="historicalroute",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_b9de65_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalagentskill",
            index=models.Index(fields=["history_date", "id"], name="complaints__history_fe909b_idx"),
        ),
        migrations.AddConstraint(
            model_name="agentskill",
            constraint=models.UniqueConstraint(fields=("agent", "skill"), name="agent_skill_once"),
        ),
        migrations.AddConstraint(
            model_name="agentskill",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", [1, 2, 3])), name="agent_skill_level_is_known"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "taken"])),
                fields=["department", "due_by", "id"],
                name="task_due_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "taken"])), fields=["due_by", "id"], name="task_due"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("sweep_at__isnull", False)), fields=["sweep_at", "id"], name="task_sweep"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "taken", "done", "returned", "cancelled"])),
                name="task_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("question", ""), _negated=True)),
                name="task_asks_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_by__gt", models.F("asked_at"))), name="task_due_after_asked"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), _negated=True),
                    models.Q(("assignee__isnull", False), ("taken_at__isnull", False)),
                    _connector="OR",
                ),
                name="task_taken_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(models.Q(("answer", ""), _negated=True), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="task_done_has_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["returned", "cancelled"]), _negated=True),
                    models.Q(("because", ""), _negated=True),
                    _connector="OR",
                ),
                name="task_ended_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "taken"]), ("ended_at__isnull", False), _connector="OR"),
                name="task_ended_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "ruling"), _negated=True),
                    models.Q(("state", "done"), _negated=True),
                    ("decided__isnull", False),
                    _connector="OR",
                ),
                name="task_ruling_decides",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("is_gate", True), _negated=True), ("kind", "legal"), _connector="OR"),
                name="task_gate_is_legal",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("promised_times", None), ("promised_times__range", (1, 100)), _connector="OR"),
                name="task_promised_times_1_to_100",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("is_gate", True), models.Q(("state__in", ["returned", "cancelled"]), _negated=True)
                ),
                fields=("complaint",),
                name="task_gate_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "ruling"), ("state__in", ["open", "taken"])),
                fields=("complaint",),
                name="task_ruling_once",
            ),
        ),
        migrations.AddIndex(
            model_name="watch",
            index=models.Index(
                condition=models.Q(("ended_at", None), ("reminded_at", None)),
                fields=["report_by", "id"],
                name="watch_to_remind",
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("complaint",), name="watch_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_days__range", (1, 30))), name="watch_every_1_to_30_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="watch_with_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(("report_by__gt", models.F("watched_at"))), name="watch_report_after_begin"
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
                    ("task", "sub-task"),
                    ("ruling", "ruling"),
                    ("age", "age of the case"),
                ],
                max_length=12,
                verbose_name="clock",
            ),
        ),
        migrations.RunSQL(WALLS, NO_WALLS),
        migrations.RunPython(routes_from_departments, migrations.RunPython.noop),
        migrations.RemoveField(model_name="category", name="departments"),
    ]
