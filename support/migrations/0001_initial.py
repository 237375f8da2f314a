import complaints_site.tables
import django.contrib.postgres.fields
import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("complaints", "0002_walls"),
    ]

    operations = [
        complaints_site.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="CheckInConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="given at")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_in_consents",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins_read",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="social worker",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consent to check-ins",
                        "verbose_name_plural": "consents to check-ins",
                        "ordering": ["-given_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("agent",),
                                name="consent_one_in_force_per_agent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agent", models.F("reader")), _negated=True),
                                name="consent_names_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None), ("withdrawn_at__gte", models.F("given_at")), _connector="OR"
                                ),
                                name="consent_withdrawn_after_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("load", models.PositiveSmallIntegerField(verbose_name="how heavy is work now?")),
                        (
                            "tag",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("load", "Too much at once"),
                                    ("hard_talk", "A hard conversation"),
                                    ("threat", "A threat"),
                                    ("team", "Something in the team"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="what weighs",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="a few words")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("delete_by", models.DateTimeField(verbose_name="deleted by")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins",
                                to="support.checkinconsent",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "check-in",
                        "verbose_name_plural": "check-ins",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["agent", "-at"], name="check_in_of_agent"),
                            models.Index(fields=["delete_by"], name="check_in_delete_by"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("load__range", (0, 10))), name="check_in_load_0_to_10"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("delete_by__gt", models.F("at"))), name="check_in_is_deleted_later"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[("asked", "Asked"), ("answered", "Answered"), ("closed", "Closed")],
                                default="asked",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("question", models.TextField(verbose_name="question")),
                        ("asked_at", models.DateTimeField(verbose_name="question sent at")),
                        ("answer_text", models.TextField(blank=True, verbose_name="answer")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations_answered",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations_asked",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consultation",
                        "verbose_name_plural": "consultations",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "closed"), _negated=True),
                                fields=["asked_at", "id"],
                                name="consultation_unfinished",
                            ),
                            models.Index(fields=["complaint", "-asked_at"], name="consultation_of_complaint"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["asked", "answered", "closed"])),
                                name="consultation_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("question", ""), _negated=True), name="consultation_asks_something"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("complaint",),
                                name="consultation_one_open_question",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer_text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="consultation_answered_has_an_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    ("closed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="consultation_closed_has_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalConsultation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[("asked", "Asked"), ("answered", "Answered"), ("closed", "Closed")],
                                default="asked",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("question", models.TextField(verbose_name="question")),
                        ("asked_at", models.DateTimeField(verbose_name="question sent at")),
                        ("answer_text", models.TextField(blank=True, verbose_name="answer")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "historical consultation",
                        "verbose_name_plural": "historical consultations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="support_his_history_196947_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSupervisionRelation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("line", "Line supervisor"), ("functional", "Functional supervisor")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                blank=True,
                                help_text="For a functional supervisor: food safety, emotions, law.",
                                max_length=60,
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "every_days",
                            models.PositiveSmallIntegerField(default=14, verbose_name="every how many days"),
                        ),
                        ("began_at", models.DateTimeField(verbose_name="since")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                            "supervisee",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="supervised person",
                            ),
                        ),
                        (
                            "supervisor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="supervisor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical supervision",
                        "verbose_name_plural": "historical supervisions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="support_his_history_0d0c54_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTacticCard",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "emotion",
                            models.CharField(
                                choices=[
                                    ("anger", "Anger"),
                                    ("anxiety", "Anxiety"),
                                    ("fear", "Fear"),
                                    ("grievance", "Grievance"),
                                    ("disappointment", "Disappointment"),
                                    ("distrust", "Distrust"),
                                    ("helplessness", "Helplessness"),
                                    ("humiliation", "Humiliation"),
                                    ("fatigue", "Fatigue"),
                                    ("grief", "Grief"),
                                    ("confusion", "Confusion"),
                                    ("calm", "Calm"),
                                    ("relief", "Relief"),
                                    ("gratitude", "Gratitude"),
                                ],
                                max_length=20,
                                verbose_name="emotion",
                            ),
                        ),
                        ("intensity_from", models.PositiveSmallIntegerField(default=0, verbose_name="strength from")),
                        ("intensity_to", models.PositiveSmallIntegerField(default=10, verbose_name="strength to")),
                        (
                            "support_type",
                            models.CharField(
                                choices=[
                                    ("emotional", "Emotional"),
                                    ("informational", "Informational"),
                                    ("instrumental", "Instrumental"),
                                ],
                                max_length=15,
                                verbose_name="kind of support",
                            ),
                        ),
                        ("first_aim_zh", models.CharField(max_length=60, verbose_name="first aim (Chinese)")),
                        ("first_aim_en", models.CharField(max_length=120, verbose_name="first aim (English)")),
                        ("do_zh", models.TextField(help_text="One advice a line.", verbose_name="do (Chinese)")),
                        ("do_en", models.TextField(help_text="One advice a line.", verbose_name="do (English)")),
                        ("dont_zh", models.TextField(help_text="One advice a line.", verbose_name="do not (Chinese)")),
                        ("dont_en", models.TextField(help_text="One advice a line.", verbose_name="do not (English)")),
                        (
                            "opening_zh",
                            models.TextField(
                                blank=True, help_text="One advice a line.", verbose_name="opening lines (Chinese)"
                            ),
                        ),
                        (
                            "opening_en",
                            models.TextField(
                                blank=True, help_text="One advice a line.", verbose_name="opening lines (English)"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical tactic card",
                        "verbose_name_plural": "historical tactic cards",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="support_his_history_67a91a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SupervisionRelation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("line", "Line supervisor"), ("functional", "Functional supervisor")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                blank=True,
                                help_text="For a functional supervisor: food safety, emotions, law.",
                                max_length=60,
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "every_days",
                            models.PositiveSmallIntegerField(default=14, verbose_name="every how many days"),
                        ),
                        ("began_at", models.DateTimeField(verbose_name="since")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                        (
                            "supervisee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supervised_by",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="supervised person",
                            ),
                        ),
                        (
                            "supervisor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supervises",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="supervisor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "supervision",
                        "verbose_name_plural": "supervisions",
                        "ordering": ["kind", "began_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("kind", "line")),
                                fields=("supervisee",),
                                name="supervision_one_line_supervisor",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("kind", "functional")),
                                fields=("supervisee", "supervisor", "topic"),
                                name="supervision_functional_once_per_topic",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("supervisee", models.F("supervisor")), _negated=True),
                                name="supervision_not_of_oneself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "line"), ("topic", "")),
                                    models.Q(("kind", "functional"), models.Q(("topic", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="supervision_functional_has_a_topic",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                                ),
                                name="supervision_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("every_days__gte", 1)), name="supervision_has_a_rhythm"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSupervisionSession",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("planned_at", models.DateTimeField(verbose_name="planned for")),
                        ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                        ("agenda", models.TextField(blank=True, verbose_name="agenda")),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="recorded at")),
                        (
                            "functions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("administrative", "Administrative"),
                                        ("educational", "Educational"),
                                        ("supportive", "Supportive"),
                                    ],
                                    max_length=15,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="was for",
                            ),
                        ),
                        ("went_well", models.TextField(blank=True, verbose_name="what went well")),
                        ("difficulty", models.TextField(blank=True, verbose_name="what is difficult")),
                        ("agreement", models.TextField(blank=True, verbose_name="what we agreed")),
                        ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                            "relation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="support.supervisionrelation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical supervision session",
                        "verbose_name_plural": "historical supervision sessions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="support_his_history_d7bd61_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SupervisionSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("planned_at", models.DateTimeField(verbose_name="planned for")),
                        ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                        ("agenda", models.TextField(blank=True, verbose_name="agenda")),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="recorded at")),
                        (
                            "functions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("administrative", "Administrative"),
                                        ("educational", "Educational"),
                                        ("supportive", "Supportive"),
                                    ],
                                    max_length=15,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="was for",
                            ),
                        ),
                        ("went_well", models.TextField(blank=True, verbose_name="what went well")),
                        ("difficulty", models.TextField(blank=True, verbose_name="what is difficult")),
                        ("agreement", models.TextField(blank=True, verbose_name="what we agreed")),
                        ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
                        (
                            "relation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="support.supervisionrelation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "supervision session",
                        "verbose_name_plural": "supervision sessions",
                        "ordering": ["-planned_at", "-pk"],
                        "indexes": [models.Index(fields=["relation", "-planned_at"], name="session_of_relation")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_at", None),
                                    models.Q(
                                        models.Q(("agreement", ""), _negated=True),
                                        models.Q(("functions", []), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_held_has_an_agreement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (5, 240))), name="session_has_a_length"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrivateNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("body", models.TextField(verbose_name="private note")),
                        ("changed_at", models.DateTimeField(verbose_name="changed at")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="private_note",
                                to="support.supervisionsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "private note",
                        "verbose_name_plural": "private notes",
                    },
                ),
                migrations.CreateModel(
                    name="TacticCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "emotion",
                            models.CharField(
                                choices=[
                                    ("anger", "Anger"),
                                    ("anxiety", "Anxiety"),
                                    ("fear", "Fear"),
                                    ("grievance", "Grievance"),
                                    ("disappointment", "Disappointment"),
                                    ("distrust", "Distrust"),
                                    ("helplessness", "Helplessness"),
                                    ("humiliation", "Humiliation"),
                                    ("fatigue", "Fatigue"),
                                    ("grief", "Grief"),
                                    ("confusion", "Confusion"),
                                    ("calm", "Calm"),
                                    ("relief", "Relief"),
                                    ("gratitude", "Gratitude"),
                                ],
                                max_length=20,
                                verbose_name="emotion",
                            ),
                        ),
                        ("intensity_from", models.PositiveSmallIntegerField(default=0, verbose_name="strength from")),
                        ("intensity_to", models.PositiveSmallIntegerField(default=10, verbose_name="strength to")),
                        (
                            "support_type",
                            models.CharField(
                                choices=[
                                    ("emotional", "Emotional"),
                                    ("informational", "Informational"),
                                    ("instrumental", "Instrumental"),
                                ],
                                max_length=15,
                                verbose_name="kind of support",
                            ),
                        ),
                        ("first_aim_zh", models.CharField(max_length=60, verbose_name="first aim (Chinese)")),
                        ("first_aim_en", models.CharField(max_length=120, verbose_name="first aim (English)")),
                        ("do_zh", models.TextField(help_text="One advice a line.", verbose_name="do (Chinese)")),
                        ("do_en", models.TextField(help_text="One advice a line.", verbose_name="do (English)")),
                        ("dont_zh", models.TextField(help_text="One advice a line.", verbose_name="do not (Chinese)")),
                        ("dont_en", models.TextField(help_text="One advice a line.", verbose_name="do not (English)")),
                        (
                            "opening_zh",
                            models.TextField(
                                blank=True, help_text="One advice a line.", verbose_name="opening lines (Chinese)"
                            ),
                        ),
                        (
                            "opening_en",
                            models.TextField(
                                blank=True, help_text="One advice a line.", verbose_name="opening lines (English)"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    ],
                    options={
                        "verbose_name": "tactic card",
                        "verbose_name_plural": "tactic cards",
                        "ordering": ["emotion", "intensity_from"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("intensity_from__lte", models.F("intensity_to")), ("intensity_to__lte", 10)
                                ),
                                name="tactic_band_within_0_to_10",
                                violation_error_message="The band runs from 0 to 10, the smaller figure first.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_active", True)),
                                fields=("emotion", "intensity_from"),
                                name="tactic_one_card_per_band",
                                violation_error_message="An active card of this emotion already starts at this strength.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTacticFeedback",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "effect",
                            models.CharField(
                                choices=[("helped", "Helped"), ("no_change", "No change"), ("worse", "Worse")],
                                max_length=10,
                                verbose_name="effect",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reading",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.emotionreading",
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="support.tacticcard",
                                verbose_name="tactic card",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical effect of a tactic",
                        "verbose_name_plural": "historical effects of tactics",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="support_his_history_c89734_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="TacticFeedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                choices=[("helped", "Helped"), ("no_change", "No change"), ("worse", "Worse")],
                                max_length=10,
                                verbose_name="effect",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="support.tacticcard",
                                verbose_name="tactic card",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="complaints.complaint"
                            ),
                        ),
                        (
                            "reading",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tactic_feedback",
                                to="complaints.emotionreading",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "effect of a tactic",
                        "verbose_name_plural": "effects of tactics",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["card", "at"], name="tactic_feedback_of_card")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reading", "agent"), name="tactic_one_mark_per_reading_and_agent"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("effect__in", ["helped", "no_change", "worse"])),
                                name="tactic_effect_is_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
