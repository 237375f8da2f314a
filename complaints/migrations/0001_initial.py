import complaints.models.agent
import complaints.models.evidence
import complaints.models.import_run
import complaints.models.mail
import complaints.models.partner
import complaints_site.tables
import datetime
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import django_fsm
import simple_history.models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        complaints_site.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        ("date", models.DateField(primary_key=True, serialize=False, verbose_name="date")),
                        ("is_workday", models.BooleanField(verbose_name="workday")),
                        ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "calendar day",
                        "verbose_name_plural": "working calendar",
                        "ordering": ["date"],
                    },
                ),
                migrations.CreateModel(
                    name="Department",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="code"),
                        ),
                        ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                        ("name_en", models.CharField(max_length=60, verbose_name="English name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "keeps_holidays",
                            models.BooleanField(
                                default=True,
                                help_text="Counts only for a desk with service hours.",
                                verbose_name="closed on holidays",
                            ),
                        ),
                        (
                            "calls_per_hour",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="So many consumers may book the same hour with one person; 0: no call-backs.",
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="call-backs per hour and person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "department",
                        "verbose_name_plural": "departments",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="LinkAttempt",
                    fields=[
                        ("address_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("last_at", models.DateTimeField()),
                        ("locked_until", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Payout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField(verbose_name="number within the complaint")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("refund", "Refund of the price"),
                                    ("liability", "Liability"),
                                    ("goodwill", "Goodwill"),
                                    ("statutory", "Statutory multiple"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("proposed", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("paying", "Being paid"),
                                    ("paid", "Paid"),
                                    ("failed", "Failed"),
                                    ("confirmed", "Arrived"),
                                    ("rejected", "Rejected"),
                                    ("cancelled", "Cancelled"),
                                    ("reversed", "Reversed"),
                                ],
                                default="proposed",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                        ("endorsed_at", models.DateTimeField(blank=True, null=True, verbose_name="first approval at")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved at")),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("own_limit", "own limit"),
                                    ("review", "approved with the proposal"),
                                    ("ladder", "approval ladder"),
                                    ("reversal", "reversal"),
                                ],
                                max_length=10,
                                verbose_name="basis",
                            ),
                        ),
                        ("price_applied", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                        ("limit_applied", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                        ("total_before", models.DecimalField(decimal_places=2, max_digits=12)),
                        (
                            "decision_note",
                            models.CharField(blank=True, max_length=300, verbose_name="note of the decision"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent to the payer at")),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="arrived at")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="bank reference")),
                        ("failure", models.CharField(blank=True, max_length=200, verbose_name="why it failed")),
                        ("idempotency_key", models.CharField(max_length=80, unique=True)),
                        ("request_hash", models.CharField(max_length=64)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "endorsed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts_proposed",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reverses",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversal",
                                to="complaints.payout",
                            ),
                        ),
                        (
                            "remedy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="complaints.remedy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "payout",
                        "verbose_name_plural": "payouts",
                        "ordering": ["-proposed_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["complaint", "state"], name="payout_of_complaint"),
                            models.Index(
                                condition=models.Q(("state", "proposed")),
                                fields=["proposed_at", "id"],
                                name="payout_waiting",
                            ),
                            models.Index(fields=["proposed_by", "-proposed_at"], name="payout_of_agent"),
                            models.Index(
                                condition=models.Q(("basis", "own_limit")), fields=["approved_at"], name="payout_alone"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["paying", "failed"])),
                                fields=["state", "sent_at"],
                                name="payout_stuck",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("complaint", "seq"), name="payout_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("complaint", "kind"),
                                name="payout_one_open_request_per_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("reverses", None)),
                                    models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                                    _connector="OR",
                                ),
                                name="payout_positive_unless_reversal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    ("basis__in", ["own_limit", "review", "reversal"]),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="payout_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("endorsed_by", None),
                                    models.Q(
                                        models.Q(("endorsed_by", models.F("proposed_by")), _negated=True),
                                        models.Q(
                                            ("approved_by", None),
                                            models.Q(("endorsed_by", models.F("approved_by")), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="payout_two_approvers_differ",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", "own_limit"), _negated=True),
                                    ("kind", "refund"),
                                    (
                                        "limit_applied__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("total_before"), "+", models.F("amount")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="payout_own_limit_holds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "rejected", "cancelled"]),
                                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="payout_spent_is_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["paid", "confirmed"]), _negated=True),
                                    ("paid_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="payout_paid_has_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        ("day", models.DateField(primary_key=True, serialize=False)),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Option",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("title", models.CharField(max_length=120, verbose_name="offer")),
                        (
                            "consequence",
                            models.CharField(blank=True, max_length=300, verbose_name="consequences and time"),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="complaints.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "option",
                        "verbose_name_plural": "options",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "position"), name="option_position_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
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
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken by",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "decided",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="decided desk",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="complaints.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                        (
                            "evidence",
                            models.ManyToManyField(blank=True, related_name="tasks", to="complaints.evidence"),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="complaints.incident",
                                verbose_name="incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sub-task",
                        "verbose_name_plural": "sub-tasks",
                        "ordering": ["due_by", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["open", "taken"])),
                                fields=["department", "due_by", "id"],
                                name="task_due_desk",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["open", "taken"])),
                                fields=["due_by", "id"],
                                name="task_due",
                            ),
                            models.Index(
                                condition=models.Q(("sweep_at__isnull", False)),
                                fields=["sweep_at", "id"],
                                name="task_sweep",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "taken", "done", "returned", "cancelled"])),
                                name="task_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("question", ""), _negated=True)
                                ),
                                name="task_asks_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_by__gt", models.F("asked_at"))), name="task_due_after_asked"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "taken"), _negated=True),
                                    models.Q(("assignee__isnull", False), ("taken_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="task_taken_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(models.Q(("answer", ""), _negated=True), ("ended_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="task_done_has_an_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["returned", "cancelled"]), _negated=True),
                                    models.Q(("because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="task_ended_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "taken"]), ("ended_at__isnull", False), _connector="OR"
                                ),
                                name="task_ended_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "ruling"), _negated=True),
                                    models.Q(("state", "done"), _negated=True),
                                    ("decided__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_ruling_decides",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_gate", True), _negated=True), ("kind", "legal"), _connector="OR"
                                ),
                                name="task_gate_is_legal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("promised_times", None), ("promised_times__range", (1, 100)), _connector="OR"
                                ),
                                name="task_promised_times_1_to_100",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["stop_sale", "recall"]), _negated=True),
                                    ("incident__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_measure_of_an_incident",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("is_gate", True), models.Q(("state__in", ["returned", "cancelled"]), _negated=True)
                                ),
                                fields=("complaint",),
                                name="task_gate_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "ruling"), ("state__in", ["open", "taken"])),
                                fields=("complaint",),
                                name="task_ruling_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Skill",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="code"),
                        ),
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
                    name="Agent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("display_name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "alias",
                            models.CharField(
                                help_text="The name consumers see, such as 小林.", max_length=30, verbose_name="alias"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("hotkeys_on", models.BooleanField(default=True, verbose_name="keyboard shortcuts")),
                        (
                            "last_day",
                            models.DateField(
                                blank=True,
                                help_text="Whoever leaves takes nothing new from now on.",
                                null=True,
                                verbose_name="last day",
                            ),
                        ),
                        (
                            "work_limit",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: the limit of the role.",
                                null=True,
                                verbose_name="open complaints at most",
                            ),
                        ),
                        ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                        ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="quiet until")),
                        (
                            "quiet_weekends",
                            models.BooleanField(default=False, verbose_name="quiet all Saturday and Sunday"),
                        ),
                        (
                            "mail_alerts",
                            models.CharField(
                                choices=[
                                    ("none", "none"),
                                    ("urgent", "only P1 and safety, at once"),
                                    ("all", "all; those of quiet hours in one mail at their end"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="alerts by e-mail",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proteges",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="mentor",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agents",
                                to="complaints.department",
                                verbose_name="department",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agent",
                        "verbose_name_plural": "agents",
                        "ordering": ["display_name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quiet_from", None), ("quiet_until", None)),
                                    models.Q(
                                        ("quiet_from__isnull", False),
                                        ("quiet_until__isnull", False),
                                        models.Q(("quiet_from", models.F("quiet_until")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="agent_quiet_hours_have_both_ends",
                                violation_error_message="Quiet hours need two different times, or none.",
                            )
                        ],
                    },
                    managers=[
                        ("objects", complaints.models.agent.AgentManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=8, primary_key=True, serialize=False, verbose_name="code"),
                        ),
                        ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                        ("name_en", models.CharField(max_length=60, verbose_name="English name")),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                default="P3",
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                default="low",
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "business_stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pre_sale", "Before the sale"),
                                    ("order", "Ordering"),
                                    ("pay", "Payment"),
                                    ("warehouse", "Warehouse"),
                                    ("transport", "Transport"),
                                    ("delivery", "Delivery"),
                                    ("after_sales", "After-sales"),
                                    ("platform", "Platform"),
                                ],
                                help_text="The link of the business that is suggested for this code.",
                                max_length=15,
                                verbose_name="business stage",
                            ),
                        ),
                        (
                            "benchmark_share",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Claimed by the source, never our own result.",
                                null=True,
                                verbose_name="benchmark share (%)",
                            ),
                        ),
                        (
                            "checking_zh",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what we check first, in Chinese"
                            ),
                        ),
                        (
                            "checking_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what we check first, in English"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="complaints.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "category",
                        "verbose_name_plural": "categories",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="CheckRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(unique=True, verbose_name="month")),
                        (
                            "share",
                            models.PositiveSmallIntegerField(default=10, verbose_name="share drawn at random (%)"),
                        ),
                        ("least", models.PositiveSmallIntegerField(default=5, verbose_name="at least so many")),
                        ("draw_at", models.DateTimeField(verbose_name="to be drawn at")),
                        ("seed", models.PositiveBigIntegerField(null=True, verbose_name="seed")),
                        ("drawn_at", models.DateTimeField(null=True, verbose_name="drawn at")),
                        (
                            "archived",
                            models.PositiveIntegerField(default=0, verbose_name="cases archived in the month"),
                        ),
                    ],
                    options={
                        "verbose_name": "round of file checks",
                        "verbose_name_plural": "rounds of file checks",
                        "ordering": ["-month"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("share__range", (0, 100))), name="check_round_share"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("drawn_at", None), ("seed__isnull", False), _connector="OR"),
                                name="check_round_drawn_with_a_seed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consumer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("external_id", models.CharField(blank=True, max_length=64, verbose_name="account id")),
                        ("phone_key", models.CharField(blank=True, editable=False, max_length=64)),
                        ("email_key", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "preferred_channel",
                            models.CharField(
                                blank=True,
                                choices=[("mail", "E-mail"), ("sms", "SMS"), ("page", "Only the progress page")],
                                max_length=5,
                                verbose_name="likes to hear by",
                            ),
                        ),
                        (
                            "no_surveys_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="wants no surveys since"),
                        ),
                        ("restricted_at", models.DateTimeField(blank=True, null=True, verbose_name="restricted since")),
                        ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased at")),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                    ],
                    options={
                        "verbose_name": "consumer",
                        "verbose_name_plural": "consumers",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("phone_key", ""), _negated=True),
                                fields=["phone_key"],
                                name="consumer_by_phone",
                            ),
                            models.Index(
                                condition=models.Q(("email_key", ""), _negated=True),
                                fields=["email_key"],
                                name="consumer_by_email",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=("external_id",),
                                name="consumer_account_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Complaint",
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
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                default="registered",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        ("link_nonce", models.CharField(editable=False, max_length=32)),
                        ("link_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        ("link_expires_at", models.DateTimeField(verbose_name="link expires at")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "Phone"),
                                    ("web", "Web form"),
                                    ("app", "App"),
                                    ("in_app_button", "In-app button"),
                                    ("mail", "E-mail"),
                                    ("social", "Social media"),
                                    ("chat", "Chat"),
                                    ("letter", "Letter"),
                                    ("regulator", "Regulator"),
                                    ("api", "Partner system"),
                                    ("import", "Bulk import"),
                                ],
                                max_length=15,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "source_ref",
                            models.CharField(blank=True, max_length=120, verbose_name="reference of the source"),
                        ),
                        (
                            "contact_none_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="why no contact"),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("description", models.TextField(verbose_name="the consumer's words")),
                        (
                            "demand_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("refund", "Refund"),
                                    ("return", "Return and refund"),
                                    ("exchange", "Exchange"),
                                    ("repair", "Repair"),
                                    ("compensation", "Compensation"),
                                    ("redelivery", "Delivery"),
                                    ("apology", "Apology"),
                                    ("explanation", "Explanation"),
                                    ("be_heard", "To be heard"),
                                    ("correction", "Correction of a listing or record"),
                                    ("other", "Something else"),
                                ],
                                max_length=15,
                                verbose_name="wish",
                            ),
                        ),
                        (
                            "demand_amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount wished"
                            ),
                        ),
                        ("demand_text", models.CharField(blank=True, max_length=300, verbose_name="wish in own words")),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="happened at")),
                        ("first_contact_at", models.DateTimeField(verbose_name="first enquiry at")),
                        ("order_number", models.CharField(blank=True, max_length=40, verbose_name="order number")),
                        (
                            "order_amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="price paid"
                            ),
                        ),
                        ("order_paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                        ("merchant", models.CharField(blank=True, max_length=120, verbose_name="merchant")),
                        ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                        ("brand", models.CharField(blank=True, max_length=80, verbose_name="brand")),
                        ("batch", models.CharField(blank=True, max_length=60, verbose_name="batch")),
                        ("carrier", models.CharField(blank=True, max_length=60, verbose_name="carrier")),
                        (
                            "tracking_number",
                            models.CharField(blank=True, max_length=60, verbose_name="tracking number"),
                        ),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="goods received at")),
                        ("unboxed_at", models.DateTimeField(blank=True, null=True, verbose_name="unpacked at")),
                        (
                            "order_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting", "not yet confirmed"),
                                    ("found", "confirmed by the order system"),
                                    ("unknown", "unknown to the order system"),
                                ],
                                max_length=10,
                                verbose_name="order facts",
                            ),
                        ),
                        (
                            "order_is_theirs",
                            models.BooleanField(blank=True, null=True, verbose_name="the order is the consumer's own"),
                        ),
                        ("particulars", models.JSONField(blank=True, default=dict, verbose_name="particulars")),
                        ("need_by", models.DateField(blank=True, null=True, verbose_name="needed by")),
                        (
                            "secondary_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                default="low",
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                default="P3",
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "calm_priority",
                            models.CharField(
                                blank=True,
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                editable=False,
                                max_length=2,
                            ),
                        ),
                        (
                            "flags",
                            django.contrib.postgres.fields.ArrayField(
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
                        ("matched_words", models.JSONField(blank=True, default=list, verbose_name="words that fired")),
                        (
                            "urgency_reasons",
                            models.JSONField(blank=True, default=list, verbose_name="reasons of the urgency"),
                        ),
                        (
                            "business_stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pre_sale", "Before the sale"),
                                    ("order", "Ordering"),
                                    ("pay", "Payment"),
                                    ("warehouse", "Warehouse"),
                                    ("transport", "Transport"),
                                    ("delivery", "Delivery"),
                                    ("after_sales", "After-sales"),
                                    ("platform", "Platform"),
                                ],
                                max_length=15,
                                verbose_name="business stage",
                            ),
                        ),
                        (
                            "machine_said",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="what the machine said first"
                            ),
                        ),
                        ("bounces", models.PositiveSmallIntegerField(default=0)),
                        ("ruled_at", models.DateTimeField(blank=True, null=True, verbose_name="desk ruled at")),
                        ("handovers_taken", models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs")),
                        (
                            "handovers_seen",
                            models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs a lead has looked at"),
                        ),
                        ("info_rounds", models.PositiveSmallIntegerField(default=0)),
                        ("info_items", models.TextField(blank=True, verbose_name="what is missing")),
                        ("objections", models.PositiveSmallIntegerField(default=0)),
                        ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="reopened")),
                        ("is_contested", models.BooleanField(default=False, verbose_name="the facts are contested")),
                        ("registered_at", models.DateTimeField(verbose_name="registered at")),
                        ("respond_by", models.DateTimeField(null=True, verbose_name="first response by")),
                        ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="first response at")),
                        ("dispatch_by", models.DateTimeField(null=True, verbose_name="dispatch by")),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True, verbose_name="dispatched at")),
                        ("tier_set_at", models.DateTimeField(verbose_name="tier set at")),
                        ("plan_by", models.DateTimeField(null=True, verbose_name="plan by")),
                        ("planned_at", models.DateTimeField(blank=True, null=True, verbose_name="plan sent at")),
                        ("contacted_at", models.DateTimeField(verbose_name="last contact at")),
                        (
                            "told_by",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="later date the consumer was told"
                            ),
                        ),
                        ("update_by", models.DateTimeField(blank=True, null=True, verbose_name="next contact by")),
                        ("opinion_by", models.DateTimeField(blank=True, null=True, verbose_name="first opinion by")),
                        ("opinion_at", models.DateTimeField(blank=True, null=True, verbose_name="first opinion at")),
                        ("stage_at", models.DateTimeField(verbose_name="this step since")),
                        ("stage_by", models.DateTimeField(blank=True, null=True, verbose_name="this step by")),
                        ("redline_by", models.DateTimeField(null=True, verbose_name="legal red line")),
                        (
                            "call_set_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="call-back booked at"),
                        ),
                        ("call_by", models.DateTimeField(blank=True, null=True, verbose_name="call-back by")),
                        (
                            "person_asked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="person asked for at"),
                        ),
                        (
                            "person_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="answer by a person by"),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused since"),
                        ),
                        (
                            "paused_for",
                            models.CharField(
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
                        (
                            "paused_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused until at most"),
                        ),
                        (
                            "plan_held",
                            models.DurationField(default=datetime.timedelta, verbose_name="plan clock stood still for"),
                        ),
                        (
                            "redline_paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="red line paused since"),
                        ),
                        (
                            "inspection_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="inspection expected by"),
                        ),
                        ("next_due_at", models.DateTimeField(editable=False, null=True)),
                        ("next_started_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "next_clock",
                            models.CharField(
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
                        ("swept_at", models.DateTimeField(editable=False)),
                        ("sweep_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="changed at",
                            ),
                        ),
                        (
                            "left_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "closing_code",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted_money", "Accepted, with money"),
                                    ("accepted_nonmoney", "Accepted, without money"),
                                    ("accepted_explanation", "Accepted, with an explanation"),
                                    ("mediated", "Mediated"),
                                    ("decided_for_consumer", "Decided for the consumer"),
                                    ("decided_partly", "Decided in part"),
                                    ("decided_against", "Decided against the consumer"),
                                    ("external_result", "Result of an outside procedure"),
                                    ("withdrawn", "Withdrawn"),
                                    ("no_answer", "No answer from the consumer"),
                                    ("ineligible", "Not accepted"),
                                    ("merged", "Merged"),
                                    ("duplicate", "Duplicate"),
                                    ("spam", "Spam"),
                                ],
                                max_length=25,
                                verbose_name="closing code",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "satisfaction",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Very dissatisfied"),
                                    (2, "Dissatisfied"),
                                    (3, "Neither"),
                                    (4, "Satisfied"),
                                    (5, "Very satisfied"),
                                ],
                                null=True,
                                verbose_name="satisfaction",
                            ),
                        ),
                        (
                            "felt_heard",
                            models.BooleanField(blank=True, null=True, verbose_name="someone listened fully"),
                        ),
                        ("survey_note", models.TextField(blank=True, verbose_name="survey note")),
                        ("surveyed_at", models.DateTimeField(blank=True, null=True, verbose_name="survey answered at")),
                        (
                            "handling_minutes",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="handling minutes"),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        (
                            "root_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("product", "Product or batch defect"),
                                    ("listing", "Listing or advertising"),
                                    ("warehouse", "Picking and packing"),
                                    ("transport", "Transport or cold chain"),
                                    ("delivery", "Last mile"),
                                    ("payment", "Payment system"),
                                    ("policy", "Policy or rule"),
                                    ("system", "Platform system"),
                                    ("service", "Customer service"),
                                    ("consumer", "Use or expectation of the consumer"),
                                    ("unknown", "Could not be found out"),
                                ],
                                max_length=12,
                                verbose_name="root cause",
                            ),
                        ),
                        (
                            "responsible_party",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("platform", "Platform"),
                                    ("consumer", "Consumer"),
                                    ("nobody", "Nobody"),
                                ],
                                max_length=12,
                                verbose_name="responsible party",
                            ),
                        ),
                        (
                            "has_lesson",
                            models.BooleanField(blank=True, null=True, verbose_name="there is a lesson in it"),
                        ),
                        ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived at")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased at"),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "first_owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="first_owned",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="first-contact owner",
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handled",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handler",
                            ),
                        ),
                        ("linked", models.ManyToManyField(blank=True, to="complaints.complaint")),
                        (
                            "master",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_here",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standing_in",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stand-in",
                            ),
                        ),
                        (
                            "consumer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="complaints",
                                to="complaints.consumer",
                                verbose_name="consumer",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "home_desk",
                            models.ForeignKey(
                                default="CS",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                            ),
                        ),
                        (
                            "promoted_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.promotionwindow",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "complaint",
                        "verbose_name_plural": "complaints",
                        "ordering": ["-registered_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["-registered_at", "-id"], name="complaint_newest"),
                            models.Index(fields=["state", "-registered_at", "-id"], name="complaint_by_state"),
                            models.Index(fields=["category", "-registered_at", "-id"], name="complaint_by_category"),
                            models.Index(fields=["tier", "-registered_at", "-id"], name="complaint_by_tier"),
                            models.Index(fields=["consumer", "-registered_at"], name="complaint_of_consumer"),
                            models.Index(
                                condition=models.Q(("order_number", ""), _negated=True),
                                fields=["order_number"],
                                name="complaint_by_order",
                            ),
                            models.Index(
                                condition=models.Q(("batch", ""), _negated=True),
                                fields=["batch", "-registered_at", "-id"],
                                name="complaint_by_batch",
                            ),
                            models.Index(
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
                                    ("need_by__isnull", False),
                                ),
                                fields=["need_by"],
                                name="complaint_need_by",
                            ),
                            models.Index(
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
                                    )
                                ),
                                fields=["next_due_at", "id"],
                                name="complaint_due",
                            ),
                            models.Index(
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
                                    )
                                ),
                                fields=["state", "next_due_at", "id"],
                                name="complaint_due_state",
                            ),
                            models.Index(
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
                                    )
                                ),
                                fields=["owner", "next_due_at", "id"],
                                name="complaint_due_owner",
                            ),
                            models.Index(
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
                                    )
                                ),
                                fields=["handler", "next_due_at", "id"],
                                name="complaint_due_handler",
                            ),
                            models.Index(
                                condition=models.Q(("stand_in__isnull", False)),
                                fields=["stand_in", "next_due_at", "id"],
                                name="complaint_due_stand_in",
                            ),
                            models.Index(
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
                            models.Index(
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
                                    )
                                ),
                                fields=["department", "next_due_at", "id"],
                                name="complaint_due_desk",
                            ),
                            models.Index(
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
                                    )
                                ),
                                fields=["tier", "next_due_at", "id"],
                                name="complaint_due_tier",
                            ),
                            models.Index(
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
                                    ("responded_at", None),
                                ),
                                fields=["respond_by"],
                                name="complaint_respond_by",
                            ),
                            models.Index(
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
                                    ("dispatched_at", None),
                                ),
                                fields=["dispatch_by"],
                                name="complaint_dispatch_by",
                            ),
                            models.Index(
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
                                    ("planned_at", None),
                                ),
                                fields=["plan_by"],
                                name="complaint_plan_by",
                            ),
                            models.Index(
                                condition=models.Q(("paused_until", None), _negated=True),
                                fields=["paused_until"],
                                name="complaint_paused_until",
                            ),
                            models.Index(
                                condition=models.Q(("sweep_at__isnull", False)),
                                fields=["sweep_at", "id"],
                                name="complaint_sweep",
                            ),
                            models.Index(fields=["changed_at", "id"], name="complaint_changed"),
                            models.Index(
                                condition=models.Q(
                                    ("erased_at", None),
                                    ("state__in", ["archived", "withdrawn", "merged", "ineligible"]),
                                ),
                                fields=["stage_at", "id"],
                                name="complaint_to_erase",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "registered",
                                            "need_info",
                                            "ineligible",
                                            "accepted",
                                            "dispatched",
                                            "investigating",
                                            "proposing",
                                            "in_review",
                                            "high_review",
                                            "awaiting_consumer",
                                            "executing",
                                            "resolved",
                                            "mediation",
                                            "re_review",
                                            "arbitration",
                                            "external",
                                            "closed",
                                            "archived",
                                            "withdrawn",
                                            "merged",
                                        ],
                                    )
                                ),
                                name="complaint_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("registered", "need_info", "ineligible", "withdrawn", "merged")),
                                    models.Q(("first_owner__isnull", False), ("owner__isnull", False)),
                                    _connector="OR",
                                ),
                                name="complaint_never_ownerless",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "merged"), _negated=True),
                                    ("master__isnull", False),
                                    _connector="OR",
                                ),
                                name="complaint_merged_has_a_master",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("master", None),
                                    models.Q(("master", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="complaint_not_its_own_master",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["closed", "archived"]), _negated=True),
                                    models.Q(
                                        models.Q(("closing_code", ""), _negated=True), ("closed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="complaint_closed_with_a_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "archived"), _negated=True),
                                    models.Q(
                                        models.Q(("summary", ""), _negated=True),
                                        models.Q(("root_cause", ""), _negated=True),
                                        models.Q(("responsible_party", ""), _negated=True),
                                        ("has_lesson__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="complaint_archived_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("demand_amount", None), ("demand_amount__gte", 0), _connector="OR"),
                                name="complaint_demand_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("order_amount", None), ("order_amount__gte", 0), _connector="OR"),
                                name="complaint_price_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("order_status", ""), models.Q(("order_number", ""), _negated=True), _connector="OR"
                                ),
                                name="complaint_order_status_has_an_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("calm_priority", ""), ("promoted_by", None)),
                                    models.Q(
                                        ("promoted_by__isnull", False), models.Q(("calm_priority", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="complaint_promoted_keeps_its_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("description", ""), _negated=True), name="complaint_has_words"
                            ),
                            models.CheckConstraint(
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
                            models.UniqueConstraint(
                                condition=models.Q(("source_ref", ""), _negated=True),
                                fields=("channel", "source_ref"),
                                name="complaint_source_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correspondent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("merchant", "Merchant"), ("carrier", "Carrier")],
                                max_length=15,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Written as it stands in complaints.", max_length=80, verbose_name="name"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    ],
                    options={
                        "verbose_name": "contact outside",
                        "verbose_name_plural": "contacts outside",
                        "ordering": ["side", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("side", "name"), name="correspondent_once"),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["merchant", "carrier"])),
                                name="correspondent_side_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True), models.Q(("email", ""), _negated=True)
                                ),
                                name="correspondent_has_an_address",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EligibilityAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criterion",
                            models.CharField(
                                choices=[
                                    ("competent", "The platform is competent for it"),
                                    ("nowhere_else", "No court, authority or other body handles it already"),
                                    ("for_living", "Bought for living, and there is proof of a dispute"),
                                    ("in_time", "Not too long since the harm was known"),
                                    ("papers", "The papers are there and genuine"),
                                    ("identity", "True name and a contact; the consumer cooperates"),
                                    ("only_once", "Not filed before under another number"),
                                ],
                                max_length=20,
                                verbose_name="criterion",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                                max_length=8,
                                verbose_name="answer",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("answered_at", models.DateTimeField(verbose_name="answered at")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="eligibility",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer on eligibility",
                        "verbose_name_plural": "answers on eligibility",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("complaint", "criterion"), name="eligibility_once_a_criterion"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "criterion__in",
                                        [
                                            "competent",
                                            "nowhere_else",
                                            "for_living",
                                            "in_time",
                                            "papers",
                                            "identity",
                                            "only_once",
                                        ],
                                    )
                                ),
                                name="eligibility_criterion_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer__in", ["yes", "no", "unknown"])),
                                name="eligibility_answer_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmotionReading",
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
                        (
                            "second_emotion",
                            models.CharField(
                                blank=True,
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
                                verbose_name="second emotion",
                            ),
                        ),
                        ("intensity", models.PositiveSmallIntegerField(verbose_name="intensity")),
                        (
                            "moment",
                            models.CharField(
                                choices=[
                                    ("intake", "At intake"),
                                    ("first_reply", "After the first reply"),
                                    ("proposal", "At the proposal"),
                                    ("close", "At the close"),
                                ],
                                max_length=15,
                                verbose_name="moment",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("words", "Words"), ("voice", "Voice"), ("behaviour", "Behaviour")],
                                max_length=12,
                                verbose_name="basis",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("read_at", models.DateTimeField(verbose_name="read at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emotion_readings",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "rater",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emotion_readings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rater",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "emotion reading",
                        "verbose_name_plural": "emotion readings",
                        "ordering": ["read_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("intensity__range", (0, 10))), name="emotion_intensity_0_to_10"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("second_emotion", models.F("emotion")), _negated=True),
                                name="emotion_second_differs",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "evaluator",
                            models.CharField(
                                choices=[("owner", "Owner"), ("reviewer", "Reviewer")],
                                max_length=8,
                                verbose_name="who evaluates",
                            ),
                        ),
                        (
                            "process",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="the way it was handled",
                            ),
                        ),
                        (
                            "result",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="what came of it",
                            ),
                        ),
                        ("good", models.TextField(blank=True, verbose_name="what went well")),
                        ("better", models.TextField(blank=True, verbose_name="what should go better")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evaluation",
                        "verbose_name_plural": "evaluations",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("complaint", "evaluator"), name="evaluation_once_each"),
                            models.CheckConstraint(
                                condition=models.Q(("process__range", (1, 5)), ("result__range", (1, 5))),
                                name="evaluation_one_to_five",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("consumer", "Consumer"),
                                    ("platform", "Platform"),
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("third_party", "Third party"),
                                ],
                                max_length=15,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "Photo"),
                                    ("video", "Video"),
                                    ("order", "Order record"),
                                    ("logistics", "Logistics record"),
                                    ("chat", "Chat record"),
                                    ("listing", "Listing snapshot"),
                                    ("batch", "Batch record"),
                                    ("receipt", "Receipt or proof of payment"),
                                    ("inspection", "Inspection report"),
                                    ("statement", "Statement"),
                                    ("other", "Other"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what")),
                        ("says", models.CharField(blank=True, max_length=300, verbose_name="what it shows")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("received", "received"),
                                    ("waived", "waived"),
                                    ("silent", "no answer"),
                                ],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "disclosure",
                            models.CharField(
                                choices=[
                                    ("internal", "Internal only"),
                                    ("consumer", "May be shown to the consumer"),
                                    ("merchant", "May be shown to the merchant"),
                                    ("both", "May be shown to both sides"),
                                ],
                                default="internal",
                                max_length=10,
                                verbose_name="disclosure",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked at")),
                        ("due_by", models.DateTimeField(blank=True, null=True, verbose_name="due by")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="received at")),
                        (
                            "waived_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="why it is not needed"),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="recorded at")),
                        ("chase_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "chased",
                            models.CharField(
                                blank=True,
                                choices=[("reminded", "reminded"), ("escalated", "a team lead knows")],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("silent_at", models.DateTimeField(blank=True, null=True, verbose_name="judged without since")),
                        (
                            "mailed_to",
                            models.EmailField(blank=True, editable=False, max_length=254, verbose_name="mailed to"),
                        ),
                        ("body", models.CharField(blank=True, max_length=80, verbose_name="inspection body")),
                        (
                            "cost",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="cost"
                            ),
                        ),
                        (
                            "borne_by",
                            models.CharField(
                                blank=True,
                                choices=[("platform", "Platform"), ("merchant", "Merchant"), ("carrier", "Carrier")],
                                max_length=12,
                                verbose_name="borne by",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("consumer", "It bears out the consumer"),
                                    ("others", "It speaks against the complaint"),
                                    ("open", "It leaves it open"),
                                ],
                                max_length=10,
                                verbose_name="whom it bears out",
                            ),
                        ),
                        ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="decided on at")),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=complaints.models.evidence.evidence_path, verbose_name="file"
                            ),
                        ),
                        ("file_key", models.CharField(blank=True, editable=False, max_length=40)),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                        ("media_type", models.CharField(blank=True, max_length=60, verbose_name="media type")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        (
                            "original",
                            models.FileField(
                                blank=True,
                                editable=False,
                                upload_to=complaints.models.evidence.original_path,
                                verbose_name="original",
                            ),
                        ),
                        (
                            "shown_sha256",
                            models.CharField(
                                blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the copy shown"
                            ),
                        ),
                        (
                            "scan",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting", "being checked"),
                                    ("clean", "checked, clean"),
                                    ("refused", "refused: malware"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="malware scan",
                            ),
                        ),
                        ("scan_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("scan_tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "scanned_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="scanned at"),
                        ),
                        (
                            "scan_said",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="what the scanner said"
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "evidence",
                        "ordering": ["side", "pk"],
                        "indexes": [
                            models.Index(fields=["complaint", "side"], name="evidence_of_complaint"),
                            models.Index(
                                condition=models.Q(("chase_at__isnull", False)),
                                fields=["chase_at", "id"],
                                name="evidence_chase",
                            ),
                            models.Index(
                                condition=models.Q(("scan", "waiting")),
                                fields=["scan_at", "id"],
                                name="evidence_to_scan",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("asked_at__isnull", False), ("kind", "inspection"), ("side", "third_party")
                                ),
                                fields=["-asked_at", "-id"],
                                name="evidence_inspections",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "received"), _negated=True),
                                    ("received_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="evidence_received_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "waived"), _negated=True),
                                    models.Q(("waived_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="evidence_waived_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "silent"), _negated=True),
                                    ("silent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="evidence_silent_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("file", ""), models.Q(("sha256", ""), _negated=True), _connector="OR"
                                ),
                                name="evidence_file_has_a_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("original", ""), models.Q(("shown_sha256", ""), _negated=True), _connector="OR"
                                ),
                                name="evidence_copy_has_a_hash_of_its_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cost__isnull", True),
                                    models.Q(
                                        ("cost__gte", 0),
                                        ("kind", "inspection"),
                                        models.Q(("borne_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_cost_of_an_inspection_is_borne",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", ""),
                                    models.Q(("kind", "inspection"), ("status", "received")),
                                    _connector="OR",
                                ),
                                name="evidence_outcome_of_a_report",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scan", "waiting"), _negated=True),
                                    ("scan_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="evidence_waiting_is_asked_about",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "drawn",
                            models.CharField(
                                choices=[
                                    ("high", "high tier"),
                                    ("reopened", "was reopened"),
                                    ("random", "drawn at random"),
                                ],
                                max_length=10,
                                verbose_name="why it was drawn",
                            ),
                        ),
                        ("drawn_at", models.DateTimeField(verbose_name="drawn at")),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="looked at")),
                        (
                            "agreement",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agree", "I would have decided the same"),
                                    ("partly", "Partly the same"),
                                    ("disagree", "Something else"),
                                ],
                                max_length=10,
                                verbose_name="would have decided the same",
                            ),
                        ),
                        ("why_not", models.TextField(blank=True, verbose_name="what should have been decided")),
                        ("lesson", models.TextField(blank=True, verbose_name="lesson")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="looked at by",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="file_checks",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="complaints.checkround",
                                verbose_name="round",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file check",
                        "verbose_name_plural": "file checks",
                        "ordering": ["-drawn_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("checked_at", None)),
                                fields=["drawn_at", "id"],
                                name="file_check_open",
                            ),
                            models.Index(
                                condition=models.Q(("checked_at__isnull", False)),
                                fields=["-checked_at", "-id"],
                                name="file_check_done",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "complaint"), name="file_check_once_a_round"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_at", None),
                                    models.Q(("checked_by__isnull", False), models.Q(("agreement", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="file_check_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreement__in", ["", "agree"]),
                                    models.Q(("why_not", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="file_check_disagrees_with_reasons",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "point",
                            models.CharField(
                                choices=[
                                    ("heard", "The consumer was heard and kept informed"),
                                    ("evidence", "Evidence of both sides is complete"),
                                    ("reasons", "The decision follows from it, with reasons"),
                                    ("remedy", "The remedy fits and was carried out"),
                                    ("letter", "Letters are plain, polite and without a bare no"),
                                    ("record", "Category, cause and responsibility are right"),
                                ],
                                max_length=10,
                                verbose_name="point",
                            ),
                        ),
                        (
                            "found",
                            models.CharField(
                                choices=[
                                    ("good", "in order"),
                                    ("weak", "could be better"),
                                    ("wrong", "wrong"),
                                    ("none", "does not apply"),
                                ],
                                max_length=6,
                                verbose_name="found",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        (
                            "check_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="complaints.filecheck",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "finding of a file check",
                        "verbose_name_plural": "findings of file checks",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("check_of", "point"), name="file_finding_once_a_point"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("found", "wrong"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="file_finding_wrong_says_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ask_at", models.DateTimeField(verbose_name="to be asked at")),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked at")),
                        ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped at")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        (
                            "satisfaction",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Very dissatisfied"),
                                    (2, "Dissatisfied"),
                                    (3, "Neither"),
                                    (4, "Satisfied"),
                                    (5, "Very satisfied"),
                                ],
                                null=True,
                                verbose_name="satisfaction",
                            ),
                        ),
                        (
                            "felt_heard",
                            models.BooleanField(blank=True, null=True, verbose_name="someone listened fully"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="survey note")),
                        ("call_by", models.DateTimeField(blank=True, null=True, verbose_name="call by")),
                        ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="called at")),
                        ("said", models.TextField(blank=True, verbose_name="what was said")),
                        ("lead_told_at", models.DateTimeField(blank=True, null=True, verbose_name="lead told at")),
                        (
                            "called_by",
                            models.ForeignKey(
                                blank=True,
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "second survey",
                        "verbose_name_plural": "second surveys",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("asked_at", None), ("dropped_at", None)),
                                fields=["ask_at", "id"],
                                name="follow_up_pending",
                            ),
                            models.Index(
                                condition=models.Q(("call_by__isnull", False), ("called_at", None)),
                                fields=["call_by", "id"],
                                name="follow_up_owes_a_call",
                            ),
                            models.Index(
                                condition=models.Q(("asked_at__isnull", False)),
                                fields=["asked_at"],
                                name="follow_up_asked",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("asked_at", None), ("dropped_at", None)),
                                fields=("complaint",),
                                name="follow_up_one_pending",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked_at", None), ("dropped_at", None), _connector="OR"),
                                name="follow_up_asked_or_dropped",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answered_at", None), ("asked_at__isnull", False), _connector="OR"),
                                name="follow_up_answered_was_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("satisfaction", None), ("satisfaction__range", (1, 5)), _connector="OR"
                                ),
                                name="follow_up_1_to_5",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("called_at", None), ("called_by", None)),
                                    models.Q(("called_at__isnull", False), ("called_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="follow_up_called_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Freeze",
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
                                choices=[
                                    ("asked", "To be decided"),
                                    ("granted", "To be carried out"),
                                    ("in_force", "In effect"),
                                    ("refused", "Not granted"),
                                    ("withdrawn", "Taken back"),
                                    ("lifted", "Lifted"),
                                ],
                                default="asked",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("payouts", "Freeze payouts to the merchant"),
                                    ("shop", "Freeze the shop"),
                                    ("listing", "Limit the listing"),
                                ],
                                max_length=10,
                                verbose_name="measure",
                            ),
                        ),
                        ("merchant", models.CharField(max_length=120, verbose_name="merchant")),
                        ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                        ("facts", models.TextField(verbose_name="facts established")),
                        ("reason", models.TextField(verbose_name="why it cannot wait")),
                        ("basis", models.CharField(max_length=300, verbose_name="rule or law it rests on")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("due_by", models.DateTimeField(verbose_name="decision due by")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        ("decision_why", models.TextField(blank=True, verbose_name="reasons of the decision")),
                        ("review_by", models.DateTimeField(blank=True, null=True, verbose_name="looked at again by")),
                        (
                            "extent",
                            models.CharField(
                                blank=True,
                                choices=[("whole", "In full"), ("part", "In part")],
                                max_length=10,
                                verbose_name="carried out",
                            ),
                        ),
                        ("carried_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out at")),
                        ("carried_note", models.TextField(blank=True, verbose_name="what was done")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        ("ended_why", models.TextField(blank=True, verbose_name="why it ended")),
                        ("alert_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "carried_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="carried out by",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="freezes",
                                to="complaints.complaint",
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
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "freeze",
                        "verbose_name_plural": "freezes",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["asked", "granted", "in_force"])),
                                fields=["due_by", "id"],
                                name="freeze_open",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["asked", "granted", "in_force"]), ("alert_at__isnull", False)
                                ),
                                fields=["alert_at", "id"],
                                name="freeze_alert",
                            ),
                            models.Index(fields=["-asked_at", "-id"], name="freeze_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "granted", "in_force", "refused", "withdrawn", "lifted"])
                                ),
                                name="freeze_state_is_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "granted", "in_force"])),
                                fields=("merchant", "kind", "product"),
                                name="freeze_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merchant", ""), _negated=True),
                                    models.Q(("facts", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    models.Q(("basis", ""), _negated=True),
                                ),
                                name="freeze_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="freeze_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "withdrawn"]),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("decision_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="freeze_decided_with_reasons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["granted", "in_force"]), _negated=True),
                                    ("review_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="freeze_looked_at_again",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "in_force"), _negated=True),
                                    models.Q(
                                        ("carried_at__isnull", False),
                                        ("carried_by__isnull", False),
                                        models.Q(("extent", ""), _negated=True),
                                        models.Q(("carried_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="freeze_in_force_is_shown",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["withdrawn", "lifted"]), _negated=True),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        models.Q(("ended_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="freeze_ended_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("absence", "Absence"),
                                    ("leave", "Leave or resignation"),
                                    ("skill", "Skill or language"),
                                    ("conflict", "Conflict of interest"),
                                    ("about_agent", "Complaint about the agent"),
                                    ("wish", "Consumer's wish"),
                                    ("safety", "Safety or abuse"),
                                    ("load", "Load, decided by the lead"),
                                ],
                                max_length=15,
                                verbose_name="reason",
                            ),
                        ),
                        ("story", models.TextField(verbose_name="the story in five lines")),
                        ("promises", models.TextField(blank=True, verbose_name="promises made")),
                        (
                            "emotion",
                            models.CharField(blank=True, max_length=200, verbose_name="how the consumer feels"),
                        ),
                        ("evidence", models.TextField(blank=True, verbose_name="evidence")),
                        ("next_contact_at", models.DateTimeField(blank=True, null=True, verbose_name="next contact")),
                        ("note", models.TextField(blank=True, verbose_name="what else to know")),
                        (
                            "status",
                            models.CharField(
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
                        ("offered_at", models.DateTimeField(verbose_name="offered at")),
                        ("accept_by", models.DateTimeField(verbose_name="to be taken by")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        (
                            "declined_because",
                            models.CharField(blank=True, max_length=200, verbose_name="why it was declined"),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "from_agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers_offered",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hand-over",
                        "verbose_name_plural": "hand-overs",
                        "ordering": ["-offered_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "offered")),
                                fields=("complaint",),
                                name="handover_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_agent", models.F("to_agent")), _negated=True),
                                name="handover_to_somebody_else",
                            ),
                        ],
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
                                verbose_name="who",
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
                            "planned_by",
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
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stand-in",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical absence",
                        "verbose_name_plural": "historical absences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_ebddeb_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAgent",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                db_index=True,
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("display_name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "alias",
                            models.CharField(
                                help_text="The name consumers see, such as 小林.", max_length=30, verbose_name="alias"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("hotkeys_on", models.BooleanField(default=True, verbose_name="keyboard shortcuts")),
                        (
                            "last_day",
                            models.DateField(
                                blank=True,
                                help_text="Whoever leaves takes nothing new from now on.",
                                null=True,
                                verbose_name="last day",
                            ),
                        ),
                        (
                            "work_limit",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: the limit of the role.",
                                null=True,
                                verbose_name="open complaints at most",
                            ),
                        ),
                        ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                        ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="quiet until")),
                        (
                            "quiet_weekends",
                            models.BooleanField(default=False, verbose_name="quiet all Saturday and Sunday"),
                        ),
                        (
                            "mail_alerts",
                            models.CharField(
                                choices=[
                                    ("none", "none"),
                                    ("urgent", "only P1 and safety, at once"),
                                    ("all", "all; those of quiet hours in one mail at their end"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="alerts by e-mail",
                            ),
                        ),
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
                            "department",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="department",
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
                            "mentor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="mentor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical agent",
                        "verbose_name_plural": "historical agents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_eb519a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
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
                migrations.CreateModel(
                    name="HistoricalCategory",
                    fields=[
                        ("code", models.CharField(db_index=True, max_length=8, verbose_name="code")),
                        ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                        ("name_en", models.CharField(max_length=60, verbose_name="English name")),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                default="P3",
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                default="low",
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "business_stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pre_sale", "Before the sale"),
                                    ("order", "Ordering"),
                                    ("pay", "Payment"),
                                    ("warehouse", "Warehouse"),
                                    ("transport", "Transport"),
                                    ("delivery", "Delivery"),
                                    ("after_sales", "After-sales"),
                                    ("platform", "Platform"),
                                ],
                                help_text="The link of the business that is suggested for this code.",
                                max_length=15,
                                verbose_name="business stage",
                            ),
                        ),
                        (
                            "benchmark_share",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Claimed by the source, never our own result.",
                                null=True,
                                verbose_name="benchmark share (%)",
                            ),
                        ),
                        (
                            "checking_zh",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what we check first, in Chinese"
                            ),
                        ),
                        (
                            "checking_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what we check first, in English"
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
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical category",
                        "verbose_name_plural": "historical categories",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [
                            models.Index(fields=["history_date", "code"], name="complaints__history_2aafae_idx")
                        ],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCorrespondent",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "side",
                            models.CharField(
                                choices=[("merchant", "Merchant"), ("carrier", "Carrier")],
                                max_length=15,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Written as it stands in complaints.", max_length=80, verbose_name="name"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                default="zh-hans",
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
                        "verbose_name": "historical contact outside",
                        "verbose_name_plural": "historical contacts outside",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_b92385_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDataRequest",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("open", "To be answered"),
                                    ("granted", "Done"),
                                    ("restricted", "Restricted until it may be erased"),
                                    ("refused", "Refused with reasons"),
                                ],
                                default="open",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("access", "A copy of my data"),
                                    ("correction", "Correct my data"),
                                    ("erasure", "Erase my data"),
                                ],
                                max_length=10,
                                verbose_name="what the person asks",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("due_by", models.DateTimeField(verbose_name="answer due by")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="restricted until")),
                        ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased at")),
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
                                verbose_name="answered by",
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
                            "consumer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.consumer",
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
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical data request",
                        "verbose_name_plural": "historical data requests",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_7cd279_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvaluation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "evaluator",
                            models.CharField(
                                choices=[("owner", "Owner"), ("reviewer", "Reviewer")],
                                max_length=8,
                                verbose_name="who evaluates",
                            ),
                        ),
                        (
                            "process",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="the way it was handled",
                            ),
                        ),
                        (
                            "result",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="what came of it",
                            ),
                        ),
                        ("good", models.TextField(blank=True, verbose_name="what went well")),
                        ("better", models.TextField(blank=True, verbose_name="what should go better")),
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
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
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
                        "verbose_name": "historical evaluation",
                        "verbose_name_plural": "historical evaluations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_a097c9_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvidence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("consumer", "Consumer"),
                                    ("platform", "Platform"),
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("third_party", "Third party"),
                                ],
                                max_length=15,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "Photo"),
                                    ("video", "Video"),
                                    ("order", "Order record"),
                                    ("logistics", "Logistics record"),
                                    ("chat", "Chat record"),
                                    ("listing", "Listing snapshot"),
                                    ("batch", "Batch record"),
                                    ("receipt", "Receipt or proof of payment"),
                                    ("inspection", "Inspection report"),
                                    ("statement", "Statement"),
                                    ("other", "Other"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what")),
                        ("says", models.CharField(blank=True, max_length=300, verbose_name="what it shows")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("received", "received"),
                                    ("waived", "waived"),
                                    ("silent", "no answer"),
                                ],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "disclosure",
                            models.CharField(
                                choices=[
                                    ("internal", "Internal only"),
                                    ("consumer", "May be shown to the consumer"),
                                    ("merchant", "May be shown to the merchant"),
                                    ("both", "May be shown to both sides"),
                                ],
                                default="internal",
                                max_length=10,
                                verbose_name="disclosure",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked at")),
                        ("due_by", models.DateTimeField(blank=True, null=True, verbose_name="due by")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="received at")),
                        (
                            "waived_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="why it is not needed"),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="recorded at")),
                        ("chase_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "chased",
                            models.CharField(
                                blank=True,
                                choices=[("reminded", "reminded"), ("escalated", "a team lead knows")],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("silent_at", models.DateTimeField(blank=True, null=True, verbose_name="judged without since")),
                        (
                            "mailed_to",
                            models.EmailField(blank=True, editable=False, max_length=254, verbose_name="mailed to"),
                        ),
                        ("body", models.CharField(blank=True, max_length=80, verbose_name="inspection body")),
                        (
                            "cost",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="cost"
                            ),
                        ),
                        (
                            "borne_by",
                            models.CharField(
                                blank=True,
                                choices=[("platform", "Platform"), ("merchant", "Merchant"), ("carrier", "Carrier")],
                                max_length=12,
                                verbose_name="borne by",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("consumer", "It bears out the consumer"),
                                    ("others", "It speaks against the complaint"),
                                    ("open", "It leaves it open"),
                                ],
                                max_length=10,
                                verbose_name="whom it bears out",
                            ),
                        ),
                        ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="decided on at")),
                        ("file", models.TextField(blank=True, max_length=100, verbose_name="file")),
                        ("file_key", models.CharField(blank=True, editable=False, max_length=40)),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                        ("media_type", models.CharField(blank=True, max_length=60, verbose_name="media type")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                        (
                            "original",
                            models.TextField(blank=True, editable=False, max_length=100, verbose_name="original"),
                        ),
                        (
                            "shown_sha256",
                            models.CharField(
                                blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the copy shown"
                            ),
                        ),
                        (
                            "scan",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting", "being checked"),
                                    ("clean", "checked, clean"),
                                    ("refused", "refused: malware"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="malware scan",
                            ),
                        ),
                        (
                            "scanned_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="scanned at"),
                        ),
                        (
                            "scan_said",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="what the scanner said"
                            ),
                        ),
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
                            "given_by",
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
                        "verbose_name": "historical evidence",
                        "verbose_name_plural": "historical evidence",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_be444b_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFreeze",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("asked", "To be decided"),
                                    ("granted", "To be carried out"),
                                    ("in_force", "In effect"),
                                    ("refused", "Not granted"),
                                    ("withdrawn", "Taken back"),
                                    ("lifted", "Lifted"),
                                ],
                                default="asked",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("payouts", "Freeze payouts to the merchant"),
                                    ("shop", "Freeze the shop"),
                                    ("listing", "Limit the listing"),
                                ],
                                max_length=10,
                                verbose_name="measure",
                            ),
                        ),
                        ("merchant", models.CharField(max_length=120, verbose_name="merchant")),
                        ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                        ("facts", models.TextField(verbose_name="facts established")),
                        ("reason", models.TextField(verbose_name="why it cannot wait")),
                        ("basis", models.CharField(max_length=300, verbose_name="rule or law it rests on")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("due_by", models.DateTimeField(verbose_name="decision due by")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        ("decision_why", models.TextField(blank=True, verbose_name="reasons of the decision")),
                        ("review_by", models.DateTimeField(blank=True, null=True, verbose_name="looked at again by")),
                        (
                            "extent",
                            models.CharField(
                                blank=True,
                                choices=[("whole", "In full"), ("part", "In part")],
                                max_length=10,
                                verbose_name="carried out",
                            ),
                        ),
                        ("carried_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out at")),
                        ("carried_note", models.TextField(blank=True, verbose_name="what was done")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        ("ended_why", models.TextField(blank=True, verbose_name="why it ended")),
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
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "carried_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="carried out by",
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
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
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
                        "verbose_name": "historical freeze",
                        "verbose_name_plural": "historical freezes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_9b2128_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIncident",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("open", "Not contained yet"),
                                    ("contained", "Contained"),
                                    ("closed", "Closed"),
                                ],
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
                        ("alert_at", models.DateTimeField(editable=False, null=True, verbose_name="next reminder")),
                        ("report_facts", models.TextField(blank=True, verbose_name="what has happened")),
                        ("report_cause", models.TextField(blank=True, verbose_name="cause, as far as it is known")),
                        (
                            "report_measures",
                            models.TextField(blank=True, verbose_name="what has been done and what follows"),
                        ),
                        ("report_consumer", models.TextField(blank=True, verbose_name="consumer version")),
                        (
                            "report_texts",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="consumer version in other languages"
                            ),
                        ),
                        ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="report shared at")),
                        ("contained_at", models.DateTimeField(blank=True, null=True, verbose_name="contained at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        ("summary", models.TextField(blank=True, verbose_name="what came of it")),
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
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_1f70cb_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalKeywordRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("term", models.CharField(max_length=80, verbose_name="term")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh", "中文"), ("en", "English")], max_length=2, verbose_name="language"
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="weight",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                blank=True,
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                blank=True,
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier hint",
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
                                verbose_name="flag",
                            ),
                        ),
                        ("active_from", models.DateTimeField(blank=True, null=True, verbose_name="active from")),
                        ("active_to", models.DateTimeField(blank=True, null=True, verbose_name="active until")),
                        ("changed_at", models.DateTimeField(blank=True, editable=False, verbose_name="changed at")),
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
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
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
                        "verbose_name": "historical keyword rule",
                        "verbose_name_plural": "historical keyword rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_01d8a8_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLadderRung",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Total for this complaint and order; empty for no upper end.",
                                max_digits=12,
                                null=True,
                                verbose_name="up to",
                            ),
                        ),
                        (
                            "statutory",
                            models.BooleanField(default=False, verbose_name="statutory multiples and promise clauses"),
                        ),
                        (
                            "owner_alone",
                            models.BooleanField(default=False, verbose_name="owner alone, within the own limit"),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                ),
                                size=None,
                                verbose_name="approver wears all of",
                            ),
                        ),
                        (
                            "second_roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="second approver wears all of",
                            ),
                        ),
                        (
                            "legal_if_clause",
                            models.BooleanField(default=False, verbose_name="legal too if a clause is claimed"),
                        ),
                        ("tell_finance", models.BooleanField(default=False, verbose_name="tell finance")),
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
                        "verbose_name": "historical approval rung",
                        "verbose_name_plural": "historical approval ladder",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_10c5bd_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLearnedModel",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("version", models.PositiveIntegerField(db_index=True, verbose_name="version")),
                        ("trained_at", models.DateTimeField(verbose_name="trained at")),
                        ("samples", models.PositiveIntegerField(verbose_name="complaints learnt from")),
                        ("held_back", models.PositiveIntegerField(verbose_name="complaints it was measured on")),
                        ("accuracy", models.FloatField(verbose_name="first suggestion right")),
                        ("top_three", models.FloatField(verbose_name="right among three")),
                        ("rules_accuracy", models.FloatField(verbose_name="words and likeness on the same complaints")),
                        ("file_name", models.CharField(editable=False, max_length=100)),
                        ("sha256", models.CharField(editable=False, max_length=64)),
                        ("is_on", models.BooleanField(default=False, verbose_name="switched on")),
                        ("switched_at", models.DateTimeField(blank=True, null=True, verbose_name="switched at")),
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
                        "verbose_name": "historical learned suggestions",
                        "verbose_name_plural": "historical learned suggestions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_09281b_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLegalHold",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("because", models.TextField(verbose_name="why it has to be kept")),
                        ("placed_at", models.DateTimeField(verbose_name="placed at")),
                        ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                        ("lifted_because", models.TextField(blank=True, verbose_name="why it was lifted")),
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
                            "lifted_by",
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
                            "placed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical legal hold",
                        "verbose_name_plural": "historical legal holds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_7b4b0a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLegalRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.CharField(max_length=30, verbose_name="code")),
                        ("law", models.CharField(max_length=120, verbose_name="law")),
                        (
                            "law_en",
                            models.CharField(blank=True, max_length=120, verbose_name="the law's name in English"),
                        ),
                        ("article", models.CharField(blank=True, max_length=30, verbose_name="article of the law")),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="in force until")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="value"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20, verbose_name="unit")),
                        (
                            "bodies",
                            django.contrib.postgres.fields.ArrayField(
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
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("note_zh", models.CharField(blank=True, max_length=300, verbose_name="note in Chinese")),
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
                        "verbose_name": "historical legal rule",
                        "verbose_name_plural": "historical legal rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_bfe869_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
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
                                verbose_name="agent",
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
                            "seen_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="looked at by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical limit alarm",
                        "verbose_name_plural": "historical limit alarms",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_db2a93_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLongerWait",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(31),
                                    django.core.validators.MaxValueValidator(10080),
                                ],
                                verbose_name="a person answers after about … minutes",
                            ),
                        ),
                        ("text_zh", models.CharField(max_length=200, verbose_name="why, in Chinese")),
                        ("text_en", models.CharField(blank=True, max_length=200, verbose_name="why, in English")),
                        ("begins_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
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
                            "announced_by",
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
                        "verbose_name": "historical longer wait",
                        "verbose_name_plural": "historical longer waits",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_6c771f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMoneyFigure",
                    fields=[
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("give_up_alone", "One person gives up a claim up to (CNY)"),
                                    ("claim_days", "Days that a party has to answer a claim"),
                                    ("hold_days", "Days that a payment body has to answer while a payout is held"),
                                    ("minute_cost", "Cost of a minute of handling (CNY)"),
                                    (
                                        "content_worth",
                                        "Worth of a content consumer in twelve months (CNY; 0: not counted)",
                                    ),
                                    ("near_from", "A payout is just below the limit from (% of it)"),
                                    ("near_least", "Payouts just below the limit that raise an alarm, at least"),
                                    ("near_days", "Days over which payouts just below the limit are counted"),
                                ],
                                db_index=True,
                                max_length=20,
                                verbose_name="figure",
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="value")),
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
                        "verbose_name": "historical figure of the money",
                        "verbose_name_plural": "historical figures of the money",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [
                            models.Index(fields=["history_date", "code"], name="complaints__history_5c8e66_idx")
                        ],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalNoticeWording",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("because", models.CharField(max_length=200, verbose_name="why it was changed")),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="in force since")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("event", models.CharField(max_length=30, verbose_name="event")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("sms", "SMS"),
                                    ("page", "Progress page"),
                                    ("in_app", "In-app alert"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=120, verbose_name="subject")),
                        ("body", models.TextField(verbose_name="text")),
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
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="put into force by",
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
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical wording of a notice",
                        "verbose_name_plural": "historical wordings of notices",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_3d410a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPartner",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("file", "file complaints"),
                                        ("read_own", "read the complaints it has filed"),
                                        ("read_all", "read every complaint"),
                                        ("write_messages", "pass on what the consumer writes, where it may read"),
                                        ("write_evidence", "pass on the consumer's files, where it may read"),
                                        ("report_payments", "report what became of payment orders"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                                verbose_name="scopes",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                help_text="Which system this is, and who answers for it.",
                                max_length=200,
                                verbose_name="purpose",
                            ),
                        ),
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
                                verbose_name="account",
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
                        "verbose_name": "historical partner system",
                        "verbose_name_plural": "historical partner systems",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_ddf7b7_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPayoutLimit",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "daily_pot",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Optional: the most this agent may pay alone in one day.",
                                max_digits=12,
                                null=True,
                                verbose_name="daily pot",
                            ),
                        ),
                        ("valid_from", models.DateTimeField(verbose_name="valid from")),
                        ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
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
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="granted by",
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
                        "verbose_name": "historical payout limit",
                        "verbose_name_plural": "historical payout limits",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_203e4d_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPromotionWindow",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8),
                                help_text="Beginnings of codes, such as F for everything about delivery.",
                                size=None,
                                verbose_name="category codes",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(verbose_name="ends at")),
                        (
                            "priority_delta",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3),
                                ],
                                verbose_name="steps up",
                            ),
                        ),
                        (
                            "is_applied",
                            models.BooleanField(default=None, editable=False, null=True, verbose_name="applied"),
                        ),
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
                        "verbose_name": "historical promotion window",
                        "verbose_name_plural": "historical promotion windows",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_2a8ece_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReachStep",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "at_least",
                            models.PositiveIntegerField(
                                db_index=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="reposts, at least",
                            ),
                        ),
                        (
                            "tells",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("front_line", "Front line"),
                                        ("lead", "Team lead"),
                                        ("mid_office", "Mid-office"),
                                        ("arbiter", "Arbiter"),
                                        ("back_office", "Back office"),
                                        ("legal", "Legal"),
                                        ("pr", "Public relations"),
                                        ("manager", "Manager"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                                verbose_name="tells, beside the owner",
                            ),
                        ),
                        (
                            "asks_pr",
                            models.BooleanField(default=False, verbose_name="public relations are asked for an answer"),
                        ),
                        (
                            "is_high",
                            models.BooleanField(
                                default=False,
                                help_text="Tier high and a report in 12 hours; what is not decided yet goes to the back office.",
                                verbose_name="is a high-risk case",
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
                        "verbose_name": "historical step of reach",
                        "verbose_name_plural": "historical steps of reach",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_02b066_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReferral",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("draft", "Being prepared"),
                                    ("sent", "Waits for the authority"),
                                    ("asked", "They ask us"),
                                    ("closed", "Closed"),
                                    ("dropped", "Not sent"),
                                ],
                                default="draft",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                choices=[
                                    ("market", "Market regulation"),
                                    ("police", "Police"),
                                    ("customs", "Customs"),
                                    ("payment", "Payment regulator"),
                                    ("cyberspace", "Cyberspace administration"),
                                    ("tax", "Tax office"),
                                    ("other", "Another authority"),
                                ],
                                max_length=12,
                                verbose_name="authority",
                            ),
                        ),
                        ("office", models.CharField(max_length=120, verbose_name="which office")),
                        ("subject", models.CharField(max_length=120, verbose_name="what it is about")),
                        ("says", models.TextField(verbose_name="what is reported")),
                        ("drafted_at", models.DateTimeField(verbose_name="written at")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("portal", "Their online portal"),
                                    ("mail", "E-mail"),
                                    ("letter", "Letter"),
                                    ("phone", "Phone"),
                                    ("visit", "In person"),
                                ],
                                max_length=10,
                                verbose_name="by which way",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=80, verbose_name="their reference number"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("due_by", models.DateTimeField(blank=True, null=True, verbose_name="due by")),
                        ("answer", models.TextField(blank=True, verbose_name="what they answered last")),
                        ("heard_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("demand", models.TextField(blank=True, verbose_name="what they want of us")),
                        ("our_answer", models.TextField(blank=True, verbose_name="what we answered")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("case_opened", "They have opened a case"),
                                    ("sanction", "They have imposed a penalty"),
                                    ("passed_on", "Passed on to another authority"),
                                    ("not_theirs", "Not competent"),
                                    ("no_action", "No action"),
                                    ("no_answer", "No answer"),
                                ],
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
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
                            "drafted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
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
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical report to an authority",
                        "verbose_name_plural": "historical reports to authorities",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_1a9d29_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRetentionPolicy",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("case", "Case file: words, evidence, letters, decisions, history"),
                                    ("contact", "Contact data shown to colleagues after the end"),
                                    ("profile", "What we remember of a consumer, after it has expired"),
                                    ("original", "Originals of photos, with place and device, after the end"),
                                    ("mail", "Originals of mails, after the archive"),
                                    ("import", "Files of imports, after the import"),
                                ],
                                max_length=10,
                                verbose_name="kind of data",
                            ),
                        ),
                        ("days", models.PositiveIntegerField(verbose_name="kept for … days")),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("basis", models.CharField(max_length=200, verbose_name="grounds")),
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
                        "verbose_name": "historical retention policy",
                        "verbose_name_plural": "historical retention policies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_0ff11a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReturnCheck",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "goods",
                            models.CharField(
                                choices=[
                                    ("ordinary", "Ordinary goods"),
                                    ("made_to_order", "Made to order"),
                                    ("perishable", "Fresh and perishable"),
                                    ("digital", "Digital goods, downloaded or unsealed"),
                                    ("papers", "Newspapers and magazines delivered"),
                                    ("confirmed", "Other goods that were said not to be returnable"),
                                ],
                                max_length=15,
                                verbose_name="kind of goods",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="signed for on")),
                        ("asked_on", models.DateField(verbose_name="asked for the return on")),
                        ("last_day", models.DateField(verbose_name="last day to ask")),
                        ("is_intact", models.BooleanField(verbose_name="goods intact")),
                        (
                            "was_confirmed",
                            models.BooleanField(
                                default=False, verbose_name="the buyer confirmed at the order that there is no return"
                            ),
                        ),
                        (
                            "is_promised",
                            models.BooleanField(
                                default=False, verbose_name="the listing promised the return all the same"
                            ),
                        ),
                        ("checked_at", models.DateTimeField(verbose_name="checked at")),
                        ("back_at", models.DateTimeField(blank=True, null=True, verbose_name="goods back at")),
                        ("refund_by", models.DateTimeField(blank=True, null=True, verbose_name="refund due by")),
                        ("remind_at", models.DateTimeField(blank=True, null=True, verbose_name="next reminder")),
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
                            "checked_by",
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
                        "verbose_name": "historical return without a reason",
                        "verbose_name_plural": "historical returns without a reason",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_81d332_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSavedFilter",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("me", "Only me"),
                                    ("desk", "My desk"),
                                    ("role", "Everybody with one role"),
                                    ("everybody", "Everybody"),
                                ],
                                default="me",
                                max_length=10,
                                verbose_name="shared with",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
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
                        ("queue", models.CharField(max_length=20, verbose_name="queue")),
                        ("conditions", models.JSONField(blank=True, default=dict, verbose_name="conditions")),
                        ("sort", models.CharField(default="due", max_length=10, verbose_name="sorting")),
                        ("is_queue", models.BooleanField(default=True, verbose_name="queue in the rail")),
                        ("is_alert", models.BooleanField(default=False, verbose_name="alert threshold")),
                        ("is_rule", models.BooleanField(default=False, verbose_name="intake rule")),
                        ("is_report", models.BooleanField(default=False, verbose_name="report")),
                        (
                            "alert_count",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="more than so many"),
                        ),
                        (
                            "alert_minutes",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="the oldest older than (minutes)"
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("priority", "Raise the priority by one step"),
                                    ("flag", "Add a mark"),
                                    ("desk", "Give it to a desk"),
                                    ("tell", "Tell a colleague"),
                                ],
                                max_length=10,
                                verbose_name="effect",
                            ),
                        ),
                        (
                            "effect_flag",
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
                                verbose_name="mark",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="deleted at")),
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
                            "desk",
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
                            "effect_agent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tell",
                            ),
                        ),
                        (
                            "effect_desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="to the desk",
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
                        "verbose_name": "historical saved filter",
                        "verbose_name_plural": "historical saved filters",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_3db82f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical skill",
                        "verbose_name_plural": "historical skills",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [
                            models.Index(fields=["history_date", "code"], name="complaints__history_2cc73c_idx")
                        ],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStandardOption",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("because", models.CharField(max_length=200, verbose_name="why it was changed")),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="in force since")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "remedy",
                            models.CharField(
                                choices=[
                                    ("refund", "Refund of the price"),
                                    ("return_refund", "Return and refund"),
                                    ("exchange", "Exchange"),
                                    ("repair", "Repair"),
                                    ("redeliver", "Send again"),
                                    ("compensation", "Compensation"),
                                    ("goodwill", "Goodwill payment"),
                                    ("coupon", "Coupon"),
                                    ("discount", "Discount on a new one"),
                                    ("service_upgrade", "Service upgrade"),
                                    ("apology", "Apology"),
                                    ("explanation", "Written explanation"),
                                    ("rectification", "Merchant rectifies"),
                                ],
                                max_length=20,
                                verbose_name="remedy",
                            ),
                        ),
                        (
                            "share",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="share of the price (%)",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"
                            ),
                        ),
                        ("title_zh", models.CharField(max_length=120, verbose_name="offer in Chinese")),
                        ("title_en", models.CharField(max_length=120, verbose_name="offer in English")),
                        ("words_zh", models.TextField(verbose_name="reasons in Chinese")),
                        ("words_en", models.TextField(verbose_name="reasons in English")),
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
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="put into force by",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
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
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical standard option",
                        "verbose_name_plural": "historical standard options",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_cd6c01_idx")],
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
                                verbose_name="declared by",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
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
                        "verbose_name": "historical relation",
                        "verbose_name_plural": "historical relations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_13f112_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTierTarget",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
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
                        (
                            "state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="minutes"
                            ),
                        ),
                        (
                            "in_working_days",
                            models.BooleanField(
                                default=False,
                                help_text="1,440 minutes then count as one working day.",
                                verbose_name="in working days",
                            ),
                        ),
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
                        "verbose_name": "historical target",
                        "verbose_name_plural": "historical targets",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_094845_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUrgencyThreshold",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("order", "Price paid"),
                                    ("demand", "Amount wished"),
                                    ("reach", "Reposts of a public post"),
                                ],
                                max_length=8,
                                verbose_name="measure",
                            ),
                        ),
                        (
                            "at_least",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="CNY, or reposts.",
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="at least",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                max_length=2,
                                verbose_name="is at least",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
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
                        "verbose_name": "historical urgency threshold",
                        "verbose_name_plural": "historical urgency thresholds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_571ff5_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalWantedItem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("consumer", "Consumer"),
                                    ("platform", "Platform"),
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("third_party", "Third party"),
                                ],
                                max_length=15,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "Photo"),
                                    ("video", "Video"),
                                    ("order", "Order record"),
                                    ("logistics", "Logistics record"),
                                    ("chat", "Chat record"),
                                    ("listing", "Listing snapshot"),
                                    ("batch", "Batch record"),
                                    ("receipt", "Receipt or proof of payment"),
                                    ("inspection", "Inspection report"),
                                    ("statement", "Statement"),
                                    ("other", "Other"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                        ("name_en", models.CharField(max_length=60, verbose_name="English name")),
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
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
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
                        "verbose_name": "historical wanted item",
                        "verbose_name_plural": "historical wanted items",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_44756c_idx")],
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
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                            "watched_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reported to",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical watched case",
                        "verbose_name_plural": "historical watch list",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_0b4658_idx")],
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
                        "verbose_name": "historical limit of open work",
                        "verbose_name_plural": "historical limits of open work",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_a15b6a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(upload_to=complaints.models.import_run.import_path, verbose_name="file"),
                        ),
                        ("file_name", models.CharField(max_length=120, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                        ("columns", models.JSONField(default=list, verbose_name="columns")),
                        ("mapping", models.JSONField(default=dict, verbose_name="mapping")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "Phone"),
                                    ("web", "Web form"),
                                    ("app", "App"),
                                    ("in_app_button", "In-app button"),
                                    ("mail", "E-mail"),
                                    ("social", "Social media"),
                                    ("chat", "Chat"),
                                    ("letter", "Letter"),
                                    ("regulator", "Regulator"),
                                    ("api", "Partner system"),
                                    ("import", "Bulk import"),
                                ],
                                default="import",
                                max_length=15,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Being prepared"),
                                    ("waiting", "Waiting"),
                                    ("running", "Running"),
                                    ("tried", "Tried, nothing written"),
                                    ("done", "Done"),
                                    ("cancelled", "Cancelled"),
                                    ("failed", "Failed"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("is_trial", models.BooleanField(default=False, verbose_name="dry run")),
                        ("created_at", models.DateTimeField(verbose_name="uploaded at")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="begun at")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        ("beat_at", models.DateTimeField(editable=False, null=True)),
                        ("claim", models.CharField(blank=True, editable=False, max_length=32)),
                        ("rows", models.PositiveIntegerField(default=0, verbose_name="rows, about")),
                        ("read", models.PositiveIntegerField(default=0, verbose_name="read")),
                        ("created", models.PositiveIntegerField(default=0, verbose_name="created")),
                        ("skipped", models.PositiveIntegerField(default=0, verbose_name="skipped")),
                        ("rejected", models.PositiveIntegerField(default=0, verbose_name="rejected")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it failed")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["-created_at", "-id"], name="import_newest"),
                            models.Index(
                                condition=models.Q(("status__in", ["waiting", "running"])),
                                fields=["started_at"],
                                name="import_to_do",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "running"), _negated=True),
                                    models.Q(models.Q(("claim", ""), _negated=True), ("beat_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="import_running_has_a_worker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["tried", "done", "cancelled", "failed"]), _negated=True),
                                    ("ended_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="import_over_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "failed"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="import_failed_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRejection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.PositiveIntegerField(verbose_name="row")),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rejections",
                                to="complaints.importrun",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["row", "pk"],
                        "indexes": [models.Index(fields=["run", "row"], name="rejection_of_import")],
                        "constraints": [models.UniqueConstraint(fields=("run", "row"), name="rejection_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
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
                                choices=[
                                    ("open", "Not contained yet"),
                                    ("contained", "Contained"),
                                    ("closed", "Closed"),
                                ],
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
                        ("alert_at", models.DateTimeField(editable=False, null=True, verbose_name="next reminder")),
                        ("report_facts", models.TextField(blank=True, verbose_name="what has happened")),
                        ("report_cause", models.TextField(blank=True, verbose_name="cause, as far as it is known")),
                        (
                            "report_measures",
                            models.TextField(blank=True, verbose_name="what has been done and what follows"),
                        ),
                        ("report_consumer", models.TextField(blank=True, verbose_name="consumer version")),
                        (
                            "report_texts",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="consumer version in other languages"
                            ),
                        ),
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
                        (
                            "complaints",
                            models.ManyToManyField(
                                related_name="incidents", through="complaints.IncidentCase", to="complaints.complaint"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incident",
                        "verbose_name_plural": "incidents",
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "-opened_at", "-id"], name="incident_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "contained", "closed"])),
                                name="incident_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("because", ""), _negated=True)
                                ),
                                name="incident_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("report_by__gt", models.F("opened_at"))),
                                name="incident_report_after_opening",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(("closed_at__isnull", False), models.Q(("summary", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="incident_closed_with_a_summary",
                            ),
                        ],
                    },
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
                                    ("stop_sale", "Stop of sale"),
                                    ("recall", "Recall"),
                                    ("rectify", "Rectification by the merchant"),
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
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken by",
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
                            "decided",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="decided desk",
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
                                verbose_name="department",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
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
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.incident",
                                verbose_name="incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical sub-task",
                        "verbose_name_plural": "historical sub-tasks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_d6b617_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCorrectiveAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("open", "Under way"),
                                    ("done", "Carried out, effect not checked yet"),
                                    ("effective", "Effective"),
                                    ("dropped", "Given up"),
                                ],
                                default="open",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("corrective", "Corrective"), ("preventive", "Preventive")],
                                default="corrective",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what is done")),
                        ("because", models.TextField(verbose_name="why")),
                        ("lesson", models.CharField(blank=True, max_length=200, verbose_name="lesson it follows from")),
                        (
                            "root_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("product", "Product or batch defect"),
                                    ("listing", "Listing or advertising"),
                                    ("warehouse", "Picking and packing"),
                                    ("transport", "Transport or cold chain"),
                                    ("delivery", "Last mile"),
                                    ("payment", "Payment system"),
                                    ("policy", "Policy or rule"),
                                    ("system", "Platform system"),
                                    ("service", "Customer service"),
                                    ("consumer", "Use or expectation of the consumer"),
                                    ("unknown", "Could not be found out"),
                                ],
                                max_length=12,
                                verbose_name="root cause",
                            ),
                        ),
                        ("merchant", models.CharField(blank=True, max_length=120, verbose_name="merchant")),
                        ("opened_at", models.DateTimeField(verbose_name="planned at")),
                        ("due_by", models.DateTimeField(verbose_name="due by")),
                        (
                            "check_days",
                            models.PositiveSmallIntegerField(default=30, verbose_name="effect checked after … days"),
                        ),
                        ("proof", models.TextField(blank=True, verbose_name="proof")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out at")),
                        (
                            "check_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="effect to be checked from"),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="effect checked at")),
                        ("verdict", models.TextField(blank=True, verbose_name="what the check found")),
                        ("figures", models.JSONField(blank=True, default=dict, verbose_name="figures of the check")),
                        (
                            "reopened",
                            models.PositiveSmallIntegerField(default=0, verbose_name="how often it had no effect"),
                        ),
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
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
                            ),
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
                                verbose_name="effect checked by",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="carried out by",
                            ),
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
                                verbose_name="planned by",
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
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical corrective action",
                        "verbose_name_plural": "historical corrective actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_8ae7f9_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="CorrectiveAction",
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
                                choices=[
                                    ("open", "Under way"),
                                    ("done", "Carried out, effect not checked yet"),
                                    ("effective", "Effective"),
                                    ("dropped", "Given up"),
                                ],
                                default="open",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("corrective", "Corrective"), ("preventive", "Preventive")],
                                default="corrective",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="what is done")),
                        ("because", models.TextField(verbose_name="why")),
                        ("lesson", models.CharField(blank=True, max_length=200, verbose_name="lesson it follows from")),
                        (
                            "root_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("product", "Product or batch defect"),
                                    ("listing", "Listing or advertising"),
                                    ("warehouse", "Picking and packing"),
                                    ("transport", "Transport or cold chain"),
                                    ("delivery", "Last mile"),
                                    ("payment", "Payment system"),
                                    ("policy", "Policy or rule"),
                                    ("system", "Platform system"),
                                    ("service", "Customer service"),
                                    ("consumer", "Use or expectation of the consumer"),
                                    ("unknown", "Could not be found out"),
                                ],
                                max_length=12,
                                verbose_name="root cause",
                            ),
                        ),
                        ("merchant", models.CharField(blank=True, max_length=120, verbose_name="merchant")),
                        ("opened_at", models.DateTimeField(verbose_name="planned at")),
                        ("due_by", models.DateTimeField(verbose_name="due by")),
                        (
                            "check_days",
                            models.PositiveSmallIntegerField(default=30, verbose_name="effect checked after … days"),
                        ),
                        ("proof", models.TextField(blank=True, verbose_name="proof")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out at")),
                        (
                            "check_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="effect to be checked from"),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="effect checked at")),
                        ("verdict", models.TextField(blank=True, verbose_name="what the check found")),
                        ("figures", models.JSONField(blank=True, default=dict, verbose_name="figures of the check")),
                        (
                            "reopened",
                            models.PositiveSmallIntegerField(default=0, verbose_name="how often it had no effect"),
                        ),
                        ("alert_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="effect checked by",
                            ),
                        ),
                        (
                            "complaints",
                            models.ManyToManyField(related_name="corrective_actions", to="complaints.complaint"),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="carried out by",
                            ),
                        ),
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
                                verbose_name="planned by",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrective_actions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "evidence",
                            models.ManyToManyField(
                                blank=True, related_name="corrective_actions", to="complaints.evidence"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrective_actions",
                                to="complaints.incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "corrective action",
                        "verbose_name_plural": "corrective actions",
                        "ordering": ["due_by", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["open", "done"])),
                                fields=["due_by", "id"],
                                name="capa_live",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["open", "done"]), ("alert_at__isnull", False)),
                                fields=["alert_at", "id"],
                                name="capa_alert",
                            ),
                            models.Index(fields=["-opened_at", "-id"], name="capa_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "done", "effective", "dropped"])),
                                name="capa_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("because", ""), _negated=True)
                                ),
                                name="capa_says_what_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("root_cause", ""), _negated=True),
                                    ("category__isnull", False),
                                    models.Q(("merchant", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="capa_can_be_counted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("check_days__range", (7, 365))), name="capa_checked_within_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["done", "effective"]), _negated=True),
                                    models.Q(
                                        models.Q(("proof", ""), _negated=True),
                                        ("check_by__isnull", False),
                                        ("done_at__isnull", False),
                                        ("done_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="capa_done_with_proof",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "effective"), _negated=True),
                                    models.Q(models.Q(("verdict", ""), _negated=True), ("checked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="capa_effective_was_checked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "effective"), _negated=True),
                                    models.Q(
                                        models.Q(("checked_by", models.F("owner")), _negated=True),
                                        models.Q(("checked_by", models.F("done_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="capa_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="report sent to this consumer at"),
                        ),
                        (
                            "complaint",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incident_case",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="complaints.incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "complaint of an incident",
                        "verbose_name_plural": "complaints of an incident",
                        "ordering": ["added_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="KeywordRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("term", models.CharField(max_length=80, verbose_name="term")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh", "中文"), ("en", "English")], max_length=2, verbose_name="language"
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="weight",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                blank=True,
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                blank=True,
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier hint",
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
                                verbose_name="flag",
                            ),
                        ),
                        ("active_from", models.DateTimeField(blank=True, null=True, verbose_name="active from")),
                        ("active_to", models.DateTimeField(blank=True, null=True, verbose_name="active until")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "keyword rule",
                        "verbose_name_plural": "keyword rules",
                        "ordering": ["category", "term"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("term", "category", "flag"),
                                name="keyword_once_per_category",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__range", (1, 5))), name="keyword_weight_1_to_5"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("category__isnull", False), models.Q(("flag", ""), _negated=True), _connector="OR"
                                ),
                                name="keyword_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("active_from", None),
                                    ("active_to", None),
                                    ("active_to__gt", models.F("active_from")),
                                    _connector="OR",
                                ),
                                name="keyword_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderRung",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Total for this complaint and order; empty for no upper end.",
                                max_digits=12,
                                null=True,
                                verbose_name="up to",
                            ),
                        ),
                        (
                            "statutory",
                            models.BooleanField(default=False, verbose_name="statutory multiples and promise clauses"),
                        ),
                        (
                            "owner_alone",
                            models.BooleanField(default=False, verbose_name="owner alone, within the own limit"),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                ),
                                size=None,
                                verbose_name="approver wears all of",
                            ),
                        ),
                        (
                            "second_roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="second approver wears all of",
                            ),
                        ),
                        (
                            "legal_if_clause",
                            models.BooleanField(default=False, verbose_name="legal too if a clause is claimed"),
                        ),
                        ("tell_finance", models.BooleanField(default=False, verbose_name="tell finance")),
                    ],
                    options={
                        "verbose_name": "approval rung",
                        "verbose_name_plural": "approval ladder",
                        "ordering": ["tier", "statutory", models.OrderBy(models.F("up_to"), nulls_last=True)],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("tier", "up_to", "statutory"), name="rung_once", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("up_to", None), ("up_to__gt", 0), _connector="OR"),
                                name="rung_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LearnedModel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(unique=True, verbose_name="version")),
                        ("trained_at", models.DateTimeField(verbose_name="trained at")),
                        ("samples", models.PositiveIntegerField(verbose_name="complaints learnt from")),
                        ("held_back", models.PositiveIntegerField(verbose_name="complaints it was measured on")),
                        ("accuracy", models.FloatField(verbose_name="first suggestion right")),
                        ("top_three", models.FloatField(verbose_name="right among three")),
                        ("rules_accuracy", models.FloatField(verbose_name="words and likeness on the same complaints")),
                        ("by_code", models.JSONField(default=list)),
                        ("by_share", models.JSONField(default=list)),
                        ("file_name", models.CharField(editable=False, max_length=100)),
                        ("sha256", models.CharField(editable=False, max_length=64)),
                        ("is_on", models.BooleanField(default=False, verbose_name="switched on")),
                        ("switched_at", models.DateTimeField(blank=True, null=True, verbose_name="switched at")),
                    ],
                    options={
                        "verbose_name": "learned suggestions",
                        "verbose_name_plural": "learned suggestions",
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_on", True)), fields=("is_on",), name="learned_model_one_is_on"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accuracy__range", (0, 1)),
                                    ("rules_accuracy__range", (0, 1)),
                                    ("top_three__range", (0, 1)),
                                ),
                                name="learned_model_shares",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Coding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "was_priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                max_length=2,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "secondary_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                            ),
                        ),
                        ("suggested", models.CharField(blank=True, max_length=8, verbose_name="suggested")),
                        ("suggested_share", models.FloatField(blank=True, null=True, verbose_name="how sure")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "was",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category before",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="codings",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "learned",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="codings",
                                to="complaints.learnedmodel",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "coding",
                        "verbose_name_plural": "codings",
                        "ordering": ["-decided_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["complaint", "-id"], name="coding_of_complaint"),
                            models.Index(fields=["-decided_at"], name="coding_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("learned", None), ("suggested", ""), ("suggested_share", None)),
                                    models.Q(
                                        ("learned__isnull", False),
                                        ("suggested_share__isnull", False),
                                        models.Q(("suggested", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="coding_suggestion_is_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("because", models.TextField(verbose_name="why it has to be kept")),
                        ("placed_at", models.DateTimeField(verbose_name="placed at")),
                        ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                        ("lifted_because", models.TextField(blank=True, verbose_name="why it was lifted")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "legal hold",
                        "verbose_name_plural": "legal holds",
                        "ordering": ["-placed_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)), fields=("complaint",), name="hold_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("because", ""), _negated=True), name="hold_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lifted_at", None),
                                    models.Q(
                                        ("lifted_by__isnull", False), models.Q(("lifted_because", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="hold_lifted_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=30, verbose_name="code")),
                        ("law", models.CharField(max_length=120, verbose_name="law")),
                        (
                            "law_en",
                            models.CharField(blank=True, max_length=120, verbose_name="the law's name in English"),
                        ),
                        ("article", models.CharField(blank=True, max_length=30, verbose_name="article of the law")),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="in force until")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="value"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20, verbose_name="unit")),
                        (
                            "bodies",
                            django.contrib.postgres.fields.ArrayField(
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
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("note_zh", models.CharField(blank=True, max_length=300, verbose_name="note in Chinese")),
                    ],
                    options={
                        "verbose_name": "legal rule",
                        "verbose_name_plural": "legal rules",
                        "ordering": ["code", "-effective_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "effective_from"), name="legal_rule_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("bodies", []),
                                    models.Q(
                                        ("unit__in", ["day", "working day"]),
                                        ("value__gte", 1),
                                        ("value__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="legal_rule_of_a_body_is_a_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFinding",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("platform", "Platform"),
                                    ("consumer", "Consumer"),
                                    ("nobody", "Nobody"),
                                ],
                                max_length=12,
                                verbose_name="party",
                            ),
                        ),
                        ("share", models.PositiveSmallIntegerField(default=100, verbose_name="share (%)")),
                        ("grounds", models.TextField(verbose_name="grounds")),
                        (
                            "rule_note",
                            models.CharField(blank=True, max_length=200, verbose_name="rule of the platform"),
                        ),
                        (
                            "whys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="why, step by step",
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
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
                            "author",
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
                            "law",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.legalrule",
                                verbose_name="legal rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical finding",
                        "verbose_name_plural": "historical findings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_acb474_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClause",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("text", models.CharField(max_length=500, verbose_name="words of the clause")),
                        (
                            "times",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="times the price promised",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("paid", "the price paid"), ("listed", "the price of the listing")],
                                max_length=8,
                                verbose_name="basis of the amount",
                            ),
                        ),
                        (
                            "price",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="price it is reckoned from"
                            ),
                        ),
                        (
                            "promised_ceiling",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="ceiling of the promise"),
                        ),
                        (
                            "statutory_ceiling",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="ceiling of the law",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
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
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.evidence",
                                verbose_name="snapshot of the listing",
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
                            "recorded_by",
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
                            "law",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.legalrule",
                                verbose_name="legal rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical clause",
                        "verbose_name_plural": "historical clauses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_98de5d_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("platform", "Platform"),
                                    ("consumer", "Consumer"),
                                    ("nobody", "Nobody"),
                                ],
                                max_length=12,
                                verbose_name="party",
                            ),
                        ),
                        ("share", models.PositiveSmallIntegerField(default=100, verbose_name="share (%)")),
                        ("grounds", models.TextField(verbose_name="grounds")),
                        (
                            "rule_note",
                            models.CharField(blank=True, max_length=200, verbose_name="rule of the platform"),
                        ),
                        (
                            "whys",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="why, step by step",
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "evidence",
                            models.ManyToManyField(blank=True, related_name="findings", to="complaints.evidence"),
                        ),
                        (
                            "law",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.legalrule",
                                verbose_name="legal rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "finding",
                        "verbose_name_plural": "findings",
                        "ordering": ["-found_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("share__range", (0, 100))), name="finding_share_0_to_100"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grounds", ""), _negated=True), name="finding_with_grounds"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("whys__len__lte", 5)), name="finding_five_whys_at_most"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="words of the clause")),
                        (
                            "times",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="times the price promised",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("paid", "the price paid"), ("listed", "the price of the listing")],
                                max_length=8,
                                verbose_name="basis of the amount",
                            ),
                        ),
                        (
                            "price",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="price it is reckoned from"
                            ),
                        ),
                        (
                            "promised_ceiling",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="ceiling of the promise"),
                        ),
                        (
                            "statutory_ceiling",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="ceiling of the law",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clauses",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.evidence",
                                verbose_name="snapshot of the listing",
                            ),
                        ),
                        (
                            "law",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.legalrule",
                                verbose_name="legal rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clause",
                        "verbose_name_plural": "clauses",
                        "ordering": ["-recorded_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="clause_has_words"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("times__range", (1, 100))), name="clause_times_1_to_100"
                            ),
                            models.CheckConstraint(condition=models.Q(("price__gt", 0)), name="clause_price_positive"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LimitAlarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="limit_alarms",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "seen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="looked at by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "limit alarm",
                        "verbose_name_plural": "limit alarms",
                        "ordering": ["-until", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("seen_at", None)), fields=["until", "id"], name="limit_alarm_open"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("since"))), name="limit_alarm_has_a_time"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("near__gt", 0),
                                    ("near__lte", models.F("payouts")),
                                    ("others_near__lte", models.F("others_payouts")),
                                ),
                                name="limit_alarm_counts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("seen_at", None), ("seen_by", None)),
                                    models.Q(
                                        ("seen_at__isnull", False),
                                        ("seen_by__isnull", False),
                                        models.Q(("note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="limit_alarm_seen_with_a_note",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seen_by", None),
                                    models.Q(("seen_by", models.F("agent")), _negated=True),
                                    _connector="OR",
                                ),
                                name="limit_alarm_not_seen_by_oneself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LongerWait",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(31),
                                    django.core.validators.MaxValueValidator(10080),
                                ],
                                verbose_name="a person answers after about … minutes",
                            ),
                        ),
                        ("text_zh", models.CharField(max_length=200, verbose_name="why, in Chinese")),
                        ("text_en", models.CharField(blank=True, max_length=200, verbose_name="why, in English")),
                        ("begins_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        (
                            "announced_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "longer wait",
                        "verbose_name_plural": "longer waits",
                        "ordering": ["-begins_at", "-pk"],
                        "indexes": [models.Index(fields=["ends_at"], name="longer_wait_by_end")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (31, 10080))), name="longer_wait_is_longer"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gte", models.F("begins_at"))),
                                name="longer_wait_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text_zh", ""), _negated=True), name="longer_wait_says_why"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LossSplit",
                    fields=[
                        (
                            "payout",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="split",
                                serialize=False,
                                to="complaints.payout",
                            ),
                        ),
                        (
                            "platform",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Platform"
                            ),
                        ),
                        (
                            "merchant",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Merchant"
                            ),
                        ),
                        (
                            "carrier",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Carrier"
                            ),
                        ),
                        (
                            "insurer",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Insurer"
                            ),
                        ),
                        (
                            "payment_body",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=12,
                                verbose_name="Payment institution",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("finding", "from the finding"), ("decided", "decided otherwise")],
                                max_length=10,
                                verbose_name="basis",
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="why not as found")),
                        ("split_at", models.DateTimeField(verbose_name="split at")),
                        (
                            "split_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="split by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "split of a loss",
                        "verbose_name_plural": "splits of losses",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("carrier__gte", 0),
                                    ("insurer__gte", 0),
                                    ("merchant__gte", 0),
                                    ("payment_body__gte", 0),
                                    ("platform__gte", 0),
                                ),
                                name="loss_split_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", "decided"), _negated=True),
                                    models.Q(("because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="loss_split_decided_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRecovery",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("claimed", "Claim made"),
                                    ("agreed", "Agrees to pay"),
                                    ("refused", "Refuses to pay"),
                                    ("part", "Received in part"),
                                    ("received", "Received in full"),
                                    ("given_up", "Given up"),
                                    ("lapsed", "Fallen away: the payout came back"),
                                    ("owed_back", "To be paid back"),
                                    ("repaid", "Paid back"),
                                ],
                                default="claimed",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("platform", "Platform"),
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("insurer", "Insurer"),
                                    ("payment_body", "Payment institution"),
                                ],
                                max_length=12,
                                verbose_name="party",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("grounds", models.CharField(max_length=300, verbose_name="grounds")),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("due_by", models.DateTimeField(verbose_name="due by")),
                        (
                            "agreed",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="agreed amount"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(blank=True, max_length=300, verbose_name="what the party answered"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        (
                            "recovered",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="recovered amount"
                            ),
                        ),
                        ("recovered_at", models.DateTimeField(blank=True, null=True, verbose_name="recovered at")),
                        (
                            "give_up_asked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="giving up asked at"),
                        ),
                        (
                            "give_up_why",
                            models.CharField(blank=True, max_length=300, verbose_name="why it is given up"),
                        ),
                        ("given_up_at", models.DateTimeField(blank=True, null=True, verbose_name="given up at")),
                        (
                            "alone_up_to",
                            models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True),
                        ),
                        (
                            "repaid_reference",
                            models.CharField(blank=True, max_length=80, verbose_name="bank reference of the repayment"),
                        ),
                        ("repaid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid back at")),
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
                            "give_up_asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="giving up asked by",
                            ),
                        ),
                        (
                            "given_up_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given up by",
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
                            "repaid_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="paid back by",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.payout",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical recovery",
                        "verbose_name_plural": "historical recoveries",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_2645a0_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPaymentHold",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("running", "Held"),
                                    ("answered", "Answered"),
                                    ("released", "Released without an answer"),
                                    ("dropped", "Nothing left to hold"),
                                ],
                                default="running",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "body",
                            models.CharField(
                                choices=[
                                    ("bank", "Bank"),
                                    ("wallet", "Wallet"),
                                    ("card_scheme", "Card scheme"),
                                    ("acquirer", "Payment processor"),
                                    ("other", "Another payment body"),
                                ],
                                max_length=12,
                                verbose_name="payment body",
                            ),
                        ),
                        ("body_name", models.CharField(max_length=80, verbose_name="name of the payment body")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="their reference")),
                        ("opened_at", models.DateTimeField(verbose_name="asked at")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("clear", "Nothing stands against it: pay"),
                                    ("returned", "They give the money back themselves: our payout is cancelled"),
                                    ("stopped", "It must not be paid this way: our payout is cancelled"),
                                    ("paid", "It has been paid"),
                                ],
                                max_length=10,
                                verbose_name="what follows",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="what they answered")),
                        (
                            "refund_reference",
                            models.CharField(blank=True, max_length=80, verbose_name="reference of the refund"),
                        ),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="why it was released")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
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
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
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
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.evidence",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.payout",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical held payment",
                        "verbose_name_plural": "historical held payments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_83cfa5_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLossSplit",
                    fields=[
                        (
                            "platform",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Platform"
                            ),
                        ),
                        (
                            "merchant",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Merchant"
                            ),
                        ),
                        (
                            "carrier",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Carrier"
                            ),
                        ),
                        (
                            "insurer",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Insurer"
                            ),
                        ),
                        (
                            "payment_body",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=12,
                                verbose_name="Payment institution",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("finding", "from the finding"), ("decided", "decided otherwise")],
                                max_length=10,
                                verbose_name="basis",
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="why not as found")),
                        ("split_at", models.DateTimeField(verbose_name="split at")),
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
                            "split_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="split by",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.payout",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical split of a loss",
                        "verbose_name_plural": "historical splits of losses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [
                            models.Index(fields=["history_date", "payout_id"], name="complaints__history_b1d391_idx")
                        ],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="MerchantFeedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("merchant", models.CharField(max_length=120, verbose_name="merchant")),
                        (
                            "fair",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="fair",
                            ),
                        ),
                        (
                            "clear",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="clear",
                            ),
                        ),
                        (
                            "quick",
                            models.PositiveSmallIntegerField(
                                choices=[(5, "Very good"), (4, "Good"), (3, "Fair"), (2, "Poor"), (1, "Very poor")],
                                verbose_name="quick",
                            ),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="in own words")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "complaint",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merchant_feedback",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "feedback of the merchant",
                        "verbose_name_plural": "feedback of merchants",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["-at"], name="merchant_feedback_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("clear__range", (1, 5)), ("fair__range", (1, 5)), ("quick__range", (1, 5))
                                ),
                                name="merchant_feedback_one_to_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("from_consumer", "From the consumer"),
                                    ("to_consumer", "To the consumer"),
                                    ("unproved", "From an unproved sender"),
                                    ("note", "Internal note"),
                                ],
                                max_length=15,
                                verbose_name="direction",
                            ),
                        ),
                        ("body", models.TextField(verbose_name="text")),
                        ("sent_at", models.DateTimeField(verbose_name="sent at")),
                        ("recalled_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back at")),
                        ("is_template", models.BooleanField(default=False, verbose_name="sent by template")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "messages",
                        "ordering": ["sent_at", "pk"],
                        "indexes": [models.Index(fields=["complaint", "sent_at"], name="message_of_complaint")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), _negated=True), name="message_not_empty"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("direction", "note"), _negated=True),
                                    ("author__isnull", False),
                                    _connector="OR",
                                ),
                                name="note_has_an_author",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncomingMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=64, unique=True)),
                        ("mail_id", models.CharField(blank=True, max_length=250, verbose_name="Message-ID")),
                        ("sender", models.CharField(blank=True, max_length=254, verbose_name="sender")),
                        ("sender_name", models.CharField(blank=True, max_length=60, verbose_name="sender's name")),
                        ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("received_at", models.DateTimeField(verbose_name="received at")),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("waiting", "to be read"),
                                    ("opened", "became a complaint"),
                                    ("joined", "joined its complaint"),
                                    ("doubtful", "joined, sender unproved"),
                                    ("bounce", "report of a letter that did not arrive"),
                                    ("automatic", "written by a machine"),
                                    ("held", "waits for a person"),
                                    ("unreadable", "could not be read"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "refused",
                            models.JSONField(blank=True, default=list, verbose_name="files that were not taken"),
                        ),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                        ("next_try_at", models.DateTimeField(verbose_name="next try at")),
                        (
                            "source",
                            models.FileField(upload_to=complaints.models.mail.mail_path, verbose_name="original"),
                        ),
                        ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("is_cut", models.BooleanField(default=False, verbose_name="only its beginning was fetched")),
                        ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mails",
                                to="complaints.complaint",
                                verbose_name="complaint",
                            ),
                        ),
                        (
                            "message",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mail",
                                to="complaints.message",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incoming mail",
                        "verbose_name_plural": "incoming mails",
                        "ordering": ["-received_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("fate", "waiting")), fields=["next_try_at", "id"], name="mail_due"
                            ),
                            models.Index(fields=["fate", "-received_at", "-id"], name="mail_by_fate"),
                            models.Index(fields=["sender", "-received_at"], name="mail_of_sender"),
                            models.Index(
                                condition=models.Q(("erased_at", None)), fields=["complaint"], name="mail_kept"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fate__in", ["opened", "joined", "doubtful", "bounce"]), _negated=True),
                                    ("complaint__isnull", False),
                                    _connector="OR",
                                ),
                                name="mail_filed_has_a_complaint",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fate__in", ["held", "unreadable"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="mail_left_over_has_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("fate", "opened")),
                                fields=("complaint",),
                                name="mail_opens_one_complaint",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MoneyFigure",
                    fields=[
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("give_up_alone", "One person gives up a claim up to (CNY)"),
                                    ("claim_days", "Days that a party has to answer a claim"),
                                    ("hold_days", "Days that a payment body has to answer while a payout is held"),
                                    ("minute_cost", "Cost of a minute of handling (CNY)"),
                                    (
                                        "content_worth",
                                        "Worth of a content consumer in twelve months (CNY; 0: not counted)",
                                    ),
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
                        ("value", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="value")),
                    ],
                    options={
                        "verbose_name": "figure of the money",
                        "verbose_name_plural": "figures of the money",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0)), name="money_figure_not_negative"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("event", models.CharField(max_length=30, verbose_name="event")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("sms", "SMS"),
                                    ("page", "Progress page"),
                                    ("in_app", "In-app alert"),
                                    ("payer", "Payment system"),
                                    ("webhook", "Webhook"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("language", models.CharField(default="zh-hans", max_length=10, verbose_name="language")),
                        ("context", models.JSONField(default=dict, verbose_name="facts")),
                        ("once", models.CharField(max_length=120, unique=True, verbose_name="key")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("sent", "Sent"),
                                    ("failed", "Failed"),
                                    ("read", "Read"),
                                ],
                                default="queued",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                        ("next_try_at", models.DateTimeField(verbose_name="next try at")),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                        ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                        ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                        ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject as sent")),
                        ("body", models.TextField(blank=True, verbose_name="text as sent")),
                        (
                            "agent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "consumer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="complaints.consumer",
                            ),
                        ),
                        (
                            "correspondent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="complaints.correspondent",
                            ),
                        ),
                        (
                            "subscriber",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="complaints.subscriber",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "queued")),
                                fields=["next_try_at", "id"],
                                name="notice_due",
                            ),
                            models.Index(
                                condition=models.Q(("channel", "in_app"), ("read_at", None)),
                                fields=["agent", "-created_at"],
                                name="notice_unread",
                            ),
                            models.Index(fields=["complaint", "-created_at"], name="notice_of_complaint"),
                            models.Index(
                                condition=models.Q(("subscriber__isnull", False)),
                                fields=["subscriber", "-created_at"],
                                name="notice_of_subscriber",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "sent"), _negated=True),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="notice_sent_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "webhook"), _negated=True),
                                    ("subscriber__isnull", False),
                                    _connector="OR",
                                ),
                                name="notice_webhook_has_a_subscriber",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[],
                    options={
                        "verbose_name": "webhook delivery",
                        "verbose_name_plural": "webhook deliveries",
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("complaints.notice",),
                ),
                migrations.CreateModel(
                    name="NoticeWording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("because", models.CharField(max_length=200, verbose_name="why it was changed")),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="in force since")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("event", models.CharField(max_length=30, verbose_name="event")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("sms", "SMS"),
                                    ("page", "Progress page"),
                                    ("in_app", "In-app alert"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=120, verbose_name="subject")),
                        ("body", models.TextField(verbose_name="text")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="put into force by",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wording of a notice",
                        "verbose_name_plural": "wordings of notices",
                        "ordering": ["-written_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("approved_at", None), _negated=True),
                                fields=["channel", "event"],
                                name="wording_of_event",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("approved_at__isnull", False), ("ended_at", None)),
                                fields=("event", "channel", "language"),
                                name="wording_one_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("approved_at", None), ("ended_at", None)),
                                fields=("event", "channel", "language"),
                                name="wording_one_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at", None), ("approved_by", None)),
                                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="wording_approved_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("written_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="wording_by_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), _negated=True), name="wording_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "mail"), _negated=True),
                                    models.Q(("subject", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="wording_of_a_mail_has_a_subject",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRemedy",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("refund", "Refund of the price"),
                                    ("return_refund", "Return and refund"),
                                    ("exchange", "Exchange"),
                                    ("repair", "Repair"),
                                    ("redeliver", "Send again"),
                                    ("compensation", "Compensation"),
                                    ("goodwill", "Goodwill payment"),
                                    ("coupon", "Coupon"),
                                    ("discount", "Discount on a new one"),
                                    ("service_upgrade", "Service upgrade"),
                                    ("apology", "Apology"),
                                    ("explanation", "Written explanation"),
                                    ("rectification", "Merchant rectifies"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200, verbose_name="detail")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("offered", "offered"),
                                    ("due", "to be carried out"),
                                    ("done", "done"),
                                    ("failed", "failed"),
                                ],
                                default="offered",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                        ("proof", models.CharField(blank=True, max_length=200, verbose_name="proof")),
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
                            "done_by",
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.option",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical remedy",
                        "verbose_name_plural": "historical remedies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_e2c30f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OrderSnapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="order number")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "not yet confirmed"),
                                    ("found", "confirmed by the order system"),
                                    ("unknown", "unknown to the order system"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("facts", models.JSONField(blank=True, default=dict, verbose_name="facts")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("tries", models.PositiveIntegerField(default=0, verbose_name="tries")),
                        ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="next try at")),
                        ("last_error", models.CharField(blank=True, max_length=200, verbose_name="last error")),
                        (
                            "complaint",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order_snapshot",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "order snapshot",
                        "verbose_name_plural": "order snapshots",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_try_at__isnull", False)),
                                fields=["next_try_at", "id"],
                                name="order_snapshot_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["waiting", "found", "unknown"])),
                                name="order_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "found"), _negated=True),
                                    models.Q(models.Q(("facts", {}), _negated=True), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="order_found_has_facts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartialUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=32, unique=True)),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                        ("received", models.PositiveBigIntegerField(default=0, verbose_name="received bytes")),
                        ("pieces", models.JSONField(default=list)),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("expires_at", models.DateTimeField(verbose_name="kept until")),
                        ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uploads",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uploads",
                                to="complaints.evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "upload on its way",
                        "verbose_name_plural": "uploads on their way",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["expires_at"], name="upload_by_end"),
                            models.Index(
                                condition=models.Q(("used_at__isnull", False)), fields=["used_at"], name="upload_used"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("complaint__isnull", True), ("item__isnull", False)),
                                    models.Q(("complaint__isnull", False), ("item__isnull", True)),
                                    _connector="OR",
                                ),
                                name="upload_is_of_one_page",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("received__lte", models.F("size"))),
                                name="upload_never_exceeds_its_size",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Partner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("file", "file complaints"),
                                        ("read_own", "read the complaints it has filed"),
                                        ("read_all", "read every complaint"),
                                        ("write_messages", "pass on what the consumer writes, where it may read"),
                                        ("write_evidence", "pass on the consumer's files, where it may read"),
                                        ("report_payments", "report what became of payment orders"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                                verbose_name="scopes",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                help_text="Which system this is, and who answers for it.",
                                max_length=200,
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "agent",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partner",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "partner system",
                        "verbose_name_plural": "partner systems",
                        "ordering": ["agent__username"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "scopes__contained_by",
                                        [
                                            "file",
                                            "read_own",
                                            "read_all",
                                            "write_messages",
                                            "write_evidence",
                                            "report_payments",
                                        ],
                                    )
                                ),
                                name="partner_scopes_are_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSubscriber",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "url",
                            models.URLField(
                                help_text="https; an address inside our own network is refused.", verbose_name="address"
                            ),
                        ),
                        (
                            "topics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[("state", "Steps"), ("message", "Messages")], max_length=10
                                ),
                                size=None,
                                verbose_name="topics",
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
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.partner",
                                verbose_name="partner system",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical webhook subscriber",
                        "verbose_name_plural": "historical webhook subscribers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_0509c9_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Pause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pause",
                        "verbose_name_plural": "pauses",
                        "ordering": ["started_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("complaint", "clock"),
                                name="pause_one_open_per_clock",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("ended_at__gte", models.F("started_at")), _connector="OR"
                                ),
                                name="pause_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("clock", "plan"), ("why__in", ["consumer", "inspection"])),
                                    models.Q(("clock", "redline"), ("why", "external")),
                                    _connector="OR",
                                ),
                                name="pause_for_a_reason_of_its_clock",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayerReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "word",
                            models.CharField(
                                choices=[
                                    ("accepted", "order taken"),
                                    ("paid", "paid"),
                                    ("failed", "could not be paid"),
                                    ("arrived", "has arrived"),
                                    ("returned", "came back from the bank"),
                                ],
                                max_length=10,
                                verbose_name="what it says",
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="bank reference")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "doubt",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("paid_twice", "paid twice, under two references"),
                                    ("not_ordered", "paid, though it was never approved, or was cancelled"),
                                    ("taken_back", "paid, though it was reversed"),
                                    ("failed_after", "failed, after it was paid"),
                                    ("came_back", "came back from the bank: reverse it and settle it anew"),
                                    ("not_paid", "came back, though nothing was paid"),
                                    ("held", "paid, though it is held while a payment body looks into it"),
                                    ("refused", "could not be carried out here"),
                                ],
                                max_length=12,
                                verbose_name="what is doubtful",
                            ),
                        ),
                        ("cleared_at", models.DateTimeField(blank=True, null=True, verbose_name="cleared up at")),
                        ("cleared_note", models.CharField(blank=True, max_length=300, verbose_name="what was found")),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="complaints.payout",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "word of the payment system",
                        "verbose_name_plural": "words of the payment system",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(models.Q(("doubt", ""), _negated=True), ("cleared_at", None)),
                                fields=["at"],
                                name="payer_in_doubt",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("payout", "word", "reference"), name="payer_word_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cleared_at", None), ("cleared_by", None), ("cleared_note", "")),
                                    models.Q(
                                        ("cleared_at__isnull", False),
                                        ("cleared_by__isnull", False),
                                        models.Q(("cleared_note", ""), _negated=True),
                                        models.Q(("doubt", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="payer_cleared_with_a_note",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("word__in", ["paid", "arrived"]), _negated=True),
                                    models.Q(("reference", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="payer_paid_has_a_reference",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentHold",
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
                                choices=[
                                    ("running", "Held"),
                                    ("answered", "Answered"),
                                    ("released", "Released without an answer"),
                                    ("dropped", "Nothing left to hold"),
                                ],
                                default="running",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "body",
                            models.CharField(
                                choices=[
                                    ("bank", "Bank"),
                                    ("wallet", "Wallet"),
                                    ("card_scheme", "Card scheme"),
                                    ("acquirer", "Payment processor"),
                                    ("other", "Another payment body"),
                                ],
                                max_length=12,
                                verbose_name="payment body",
                            ),
                        ),
                        ("body_name", models.CharField(max_length=80, verbose_name="name of the payment body")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="their reference")),
                        ("opened_at", models.DateTimeField(verbose_name="asked at")),
                        ("remind_at", models.DateTimeField(editable=False, null=True)),
                        ("reminded", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("clear", "Nothing stands against it: pay"),
                                    ("returned", "They give the money back themselves: our payout is cancelled"),
                                    ("stopped", "It must not be paid this way: our payout is cancelled"),
                                    ("paid", "It has been paid"),
                                ],
                                max_length=10,
                                verbose_name="what follows",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="what they answered")),
                        (
                            "refund_reference",
                            models.CharField(blank=True, max_length=80, verbose_name="reference of the refund"),
                        ),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="why it was released")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_holds",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="complaints.payout",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_holds",
                                to="complaints.evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "held payment",
                        "verbose_name_plural": "held payments",
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "running")),
                                fields=["remind_at", "id"],
                                name="payment_hold_due",
                            ),
                            models.Index(fields=["complaint", "state"], name="payment_hold_of_complaint"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["running", "answered", "released", "dropped"])),
                                name="payment_hold_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("body_name", ""), _negated=True), name="payment_hold_names_the_body"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running"), ("payout__isnull", False)),
                                fields=("payout",),
                                name="payment_hold_once_a_payout",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running"), ("payout", None)),
                                fields=("complaint",),
                                name="payment_hold_once_a_complaint",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "running"), ("ended_at__isnull", False), _connector="OR"),
                                name="payment_hold_ended_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="payment_hold_answer_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "returned"), _negated=True),
                                    models.Q(("refund_reference", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="payment_hold_refund_has_a_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "released"), _negated=True),
                                    models.Q(
                                        ("ended_by__isnull", False),
                                        models.Q(("ended_by", models.F("opened_by")), _negated=True),
                                        models.Q(("because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="payment_hold_released_by_a_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "daily_pot",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Optional: the most this agent may pay alone in one day.",
                                max_digits=12,
                                null=True,
                                verbose_name="daily pot",
                            ),
                        ),
                        ("valid_from", models.DateTimeField(verbose_name="valid from")),
                        ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payout_limits",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="granted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "payout limit",
                        "verbose_name_plural": "payout limits",
                        "ordering": ["-valid_from", "-pk"],
                        "indexes": [models.Index(fields=["agent", "-valid_from"], name="limit_of_agent")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="limit_not_negative"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                                ),
                                name="limit_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("granted_by", None),
                                    models.Q(("granted_by", models.F("agent")), _negated=True),
                                    _connector="OR",
                                ),
                                name="limit_not_granted_to_oneself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlatformRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("order", "Order"),
                                    ("track", "Logistics track"),
                                    ("batch", "Goods batch"),
                                    ("warehouse", "Warehouse position"),
                                    ("chat", "Chat with customer service"),
                                ],
                                max_length=10,
                                verbose_name="part",
                            ),
                        ),
                        ("reference", models.CharField(max_length=40, verbose_name="order number")),
                        ("source", models.CharField(blank=True, max_length=80, verbose_name="source")),
                        ("content", models.JSONField(default=dict, verbose_name="as told")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("taken_at", models.DateTimeField(verbose_name="taken at")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="platform_records",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="platform_records",
                                to="complaints.evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "platform record",
                        "verbose_name_plural": "platform records",
                        "ordering": ["-taken_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["complaint", "part", "-taken_at"], name="platform_record_newest")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256", ""), _negated=True), name="platform_record_has_a_hash"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_writing",
                            models.CharField(blank=True, choices=[("reply", "reply"), ("note", "note")], max_length=5),
                        ),
                        ("seen_at", models.DateTimeField()),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("complaint", "agent"), name="presence_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileFact",
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
                                choices=[
                                    ("age_band", "Age band"),
                                    ("habit", "Habit"),
                                    ("preference", "Preference"),
                                    ("time_pattern", "Time pattern"),
                                    ("promise", "Promise we made"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("value", models.CharField(max_length=200, verbose_name="value")),
                        (
                            "source",
                            models.CharField(
                                choices=[("stated", "said by the consumer"), ("inferred", "inferred by us")],
                                max_length=20,
                                verbose_name="source",
                            ),
                        ),
                        ("consent_at", models.DateTimeField(blank=True, null=True, verbose_name="consent given at")),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        ("expires_at", models.DateTimeField(verbose_name="expires at")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="corrected at")),
                        ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="why corrected")),
                        (
                            "complaint",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "consumer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="profile_facts",
                                to="complaints.consumer",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replaced_by",
                                to="complaints.profilefact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "profile fact",
                        "verbose_name_plural": "profile facts",
                        "ordering": ["kind", "-recorded_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "age_band"), _negated=True),
                                    ("value__in", ["under_18", "18_39", "40_64", "65_plus"]),
                                    _connector="OR",
                                ),
                                name="profile_age_is_a_band",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source", "inferred"), ("consent_at__isnull", False), _connector="OR"
                                ),
                                name="profile_stated_with_consent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromotionWindow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8),
                                help_text="Beginnings of codes, such as F for everything about delivery.",
                                size=None,
                                verbose_name="category codes",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(verbose_name="ends at")),
                        (
                            "priority_delta",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3),
                                ],
                                verbose_name="steps up",
                            ),
                        ),
                        (
                            "is_applied",
                            models.BooleanField(default=None, editable=False, null=True, verbose_name="applied"),
                        ),
                    ],
                    options={
                        "verbose_name": "promotion window",
                        "verbose_name_plural": "promotion windows",
                        "ordering": ["-starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="promotion_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalComplaint",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                default="registered",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("number", models.CharField(db_index=True, max_length=20, verbose_name="number")),
                        ("link_expires_at", models.DateTimeField(verbose_name="link expires at")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("phone", "Phone"),
                                    ("web", "Web form"),
                                    ("app", "App"),
                                    ("in_app_button", "In-app button"),
                                    ("mail", "E-mail"),
                                    ("social", "Social media"),
                                    ("chat", "Chat"),
                                    ("letter", "Letter"),
                                    ("regulator", "Regulator"),
                                    ("api", "Partner system"),
                                    ("import", "Bulk import"),
                                ],
                                max_length=15,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "source_ref",
                            models.CharField(blank=True, max_length=120, verbose_name="reference of the source"),
                        ),
                        (
                            "contact_none_reason",
                            models.CharField(blank=True, max_length=120, verbose_name="why no contact"),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "demand_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("refund", "Refund"),
                                    ("return", "Return and refund"),
                                    ("exchange", "Exchange"),
                                    ("repair", "Repair"),
                                    ("compensation", "Compensation"),
                                    ("redelivery", "Delivery"),
                                    ("apology", "Apology"),
                                    ("explanation", "Explanation"),
                                    ("be_heard", "To be heard"),
                                    ("correction", "Correction of a listing or record"),
                                    ("other", "Something else"),
                                ],
                                max_length=15,
                                verbose_name="wish",
                            ),
                        ),
                        (
                            "demand_amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount wished"
                            ),
                        ),
                        ("demand_text", models.CharField(blank=True, max_length=300, verbose_name="wish in own words")),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="happened at")),
                        ("first_contact_at", models.DateTimeField(verbose_name="first enquiry at")),
                        ("order_number", models.CharField(blank=True, max_length=40, verbose_name="order number")),
                        (
                            "order_amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="price paid"
                            ),
                        ),
                        ("order_paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                        ("merchant", models.CharField(blank=True, max_length=120, verbose_name="merchant")),
                        ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                        ("brand", models.CharField(blank=True, max_length=80, verbose_name="brand")),
                        ("batch", models.CharField(blank=True, max_length=60, verbose_name="batch")),
                        ("carrier", models.CharField(blank=True, max_length=60, verbose_name="carrier")),
                        (
                            "tracking_number",
                            models.CharField(blank=True, max_length=60, verbose_name="tracking number"),
                        ),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="goods received at")),
                        ("unboxed_at", models.DateTimeField(blank=True, null=True, verbose_name="unpacked at")),
                        (
                            "order_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting", "not yet confirmed"),
                                    ("found", "confirmed by the order system"),
                                    ("unknown", "unknown to the order system"),
                                ],
                                max_length=10,
                                verbose_name="order facts",
                            ),
                        ),
                        (
                            "order_is_theirs",
                            models.BooleanField(blank=True, null=True, verbose_name="the order is the consumer's own"),
                        ),
                        ("particulars", models.JSONField(blank=True, default=dict, verbose_name="particulars")),
                        ("need_by", models.DateField(blank=True, null=True, verbose_name="needed by")),
                        (
                            "secondary_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                default="low",
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                default="P3",
                                max_length=2,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "calm_priority",
                            models.CharField(
                                blank=True,
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                editable=False,
                                max_length=2,
                            ),
                        ),
                        (
                            "flags",
                            django.contrib.postgres.fields.ArrayField(
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
                        (
                            "business_stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pre_sale", "Before the sale"),
                                    ("order", "Ordering"),
                                    ("pay", "Payment"),
                                    ("warehouse", "Warehouse"),
                                    ("transport", "Transport"),
                                    ("delivery", "Delivery"),
                                    ("after_sales", "After-sales"),
                                    ("platform", "Platform"),
                                ],
                                max_length=15,
                                verbose_name="business stage",
                            ),
                        ),
                        ("bounces", models.PositiveSmallIntegerField(default=0)),
                        ("ruled_at", models.DateTimeField(blank=True, null=True, verbose_name="desk ruled at")),
                        ("handovers_taken", models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs")),
                        (
                            "handovers_seen",
                            models.PositiveSmallIntegerField(default=0, verbose_name="hand-overs a lead has looked at"),
                        ),
                        ("info_rounds", models.PositiveSmallIntegerField(default=0)),
                        ("info_items", models.TextField(blank=True, verbose_name="what is missing")),
                        ("objections", models.PositiveSmallIntegerField(default=0)),
                        ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="reopened")),
                        ("is_contested", models.BooleanField(default=False, verbose_name="the facts are contested")),
                        ("registered_at", models.DateTimeField(verbose_name="registered at")),
                        ("respond_by", models.DateTimeField(null=True, verbose_name="first response by")),
                        ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="first response at")),
                        ("dispatch_by", models.DateTimeField(null=True, verbose_name="dispatch by")),
                        ("dispatched_at", models.DateTimeField(blank=True, null=True, verbose_name="dispatched at")),
                        ("tier_set_at", models.DateTimeField(verbose_name="tier set at")),
                        ("plan_by", models.DateTimeField(null=True, verbose_name="plan by")),
                        ("planned_at", models.DateTimeField(blank=True, null=True, verbose_name="plan sent at")),
                        ("contacted_at", models.DateTimeField(verbose_name="last contact at")),
                        (
                            "told_by",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="later date the consumer was told"
                            ),
                        ),
                        ("update_by", models.DateTimeField(blank=True, null=True, verbose_name="next contact by")),
                        ("opinion_by", models.DateTimeField(blank=True, null=True, verbose_name="first opinion by")),
                        ("opinion_at", models.DateTimeField(blank=True, null=True, verbose_name="first opinion at")),
                        ("stage_at", models.DateTimeField(verbose_name="this step since")),
                        ("stage_by", models.DateTimeField(blank=True, null=True, verbose_name="this step by")),
                        ("redline_by", models.DateTimeField(null=True, verbose_name="legal red line")),
                        (
                            "call_set_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="call-back booked at"),
                        ),
                        ("call_by", models.DateTimeField(blank=True, null=True, verbose_name="call-back by")),
                        (
                            "person_asked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="person asked for at"),
                        ),
                        (
                            "person_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="answer by a person by"),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused since"),
                        ),
                        (
                            "paused_for",
                            models.CharField(
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
                        (
                            "paused_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="plan clock paused until at most"),
                        ),
                        (
                            "plan_held",
                            models.DurationField(default=datetime.timedelta, verbose_name="plan clock stood still for"),
                        ),
                        (
                            "redline_paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="red line paused since"),
                        ),
                        (
                            "inspection_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="inspection expected by"),
                        ),
                        (
                            "left_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "closing_code",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted_money", "Accepted, with money"),
                                    ("accepted_nonmoney", "Accepted, without money"),
                                    ("accepted_explanation", "Accepted, with an explanation"),
                                    ("mediated", "Mediated"),
                                    ("decided_for_consumer", "Decided for the consumer"),
                                    ("decided_partly", "Decided in part"),
                                    ("decided_against", "Decided against the consumer"),
                                    ("external_result", "Result of an outside procedure"),
                                    ("withdrawn", "Withdrawn"),
                                    ("no_answer", "No answer from the consumer"),
                                    ("ineligible", "Not accepted"),
                                    ("merged", "Merged"),
                                    ("duplicate", "Duplicate"),
                                    ("spam", "Spam"),
                                ],
                                max_length=25,
                                verbose_name="closing code",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "satisfaction",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Very dissatisfied"),
                                    (2, "Dissatisfied"),
                                    (3, "Neither"),
                                    (4, "Satisfied"),
                                    (5, "Very satisfied"),
                                ],
                                null=True,
                                verbose_name="satisfaction",
                            ),
                        ),
                        (
                            "felt_heard",
                            models.BooleanField(blank=True, null=True, verbose_name="someone listened fully"),
                        ),
                        ("survey_note", models.TextField(blank=True, verbose_name="survey note")),
                        ("surveyed_at", models.DateTimeField(blank=True, null=True, verbose_name="survey answered at")),
                        (
                            "handling_minutes",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="handling minutes"),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        (
                            "root_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("product", "Product or batch defect"),
                                    ("listing", "Listing or advertising"),
                                    ("warehouse", "Picking and packing"),
                                    ("transport", "Transport or cold chain"),
                                    ("delivery", "Last mile"),
                                    ("payment", "Payment system"),
                                    ("policy", "Policy or rule"),
                                    ("system", "Platform system"),
                                    ("service", "Customer service"),
                                    ("consumer", "Use or expectation of the consumer"),
                                    ("unknown", "Could not be found out"),
                                ],
                                max_length=12,
                                verbose_name="root cause",
                            ),
                        ),
                        (
                            "responsible_party",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("platform", "Platform"),
                                    ("consumer", "Consumer"),
                                    ("nobody", "Nobody"),
                                ],
                                max_length=12,
                                verbose_name="responsible party",
                            ),
                        ),
                        (
                            "has_lesson",
                            models.BooleanField(blank=True, null=True, verbose_name="there is a lesson in it"),
                        ),
                        ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived at")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased at"),
                        ),
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
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "consumer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.consumer",
                                verbose_name="consumer",
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
                                verbose_name="department",
                            ),
                        ),
                        (
                            "first_owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="first-contact owner",
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handler",
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
                            "home_desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                default="CS",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.department",
                            ),
                        ),
                        (
                            "master",
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
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stand-in",
                            ),
                        ),
                        (
                            "promoted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.promotionwindow",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical complaint",
                        "verbose_name_plural": "historical complaints",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_30c1a6_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("what_we_did", models.TextField(verbose_name="what we did")),
                        ("reasons", models.TextField(verbose_name="reasons")),
                        (
                            "refuses_wish",
                            models.BooleanField(default=False, verbose_name="refuses the wish, or part of it"),
                        ),
                        ("alternatives", models.TextField(blank=True, verbose_name="alternatives")),
                        (
                            "rule_note",
                            models.CharField(blank=True, max_length=200, verbose_name="rule of the platform"),
                        ),
                        ("rules_day", models.DateField(blank=True, null=True, verbose_name="rules of the day")),
                        (
                            "rules_version",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="published version"),
                        ),
                        ("laws_then", models.JSONField(blank=True, default=list, verbose_name="rules of the law then")),
                        (
                            "deviation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("same", "as the standard"),
                                    ("above", "more than the standard"),
                                    ("below", "less than the standard"),
                                    ("other", "another remedy"),
                                ],
                                max_length=8,
                                verbose_name="deviation",
                            ),
                        ),
                        (
                            "deviates_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it departs from the standard"
                            ),
                        ),
                        ("next_step", models.CharField(blank=True, max_length=300, verbose_name="next step")),
                        ("next_step_by", models.DateTimeField(blank=True, null=True, verbose_name="next step by")),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed at")),
                        ("review_note", models.TextField(blank=True, verbose_name="reviewer's note")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires at")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("rejected_because", models.TextField(blank=True, verbose_name="why it was rejected")),
                        (
                            "rejected_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("too_little", "Too little"),
                                    ("too_late", "Too late, or it takes too long"),
                                    ("wrong_kind", "Another kind of solution wanted"),
                                    ("replacement", "Repair, exchange or a new one wanted"),
                                    ("no_apology", "No apology or explanation"),
                                    ("not_as_it_was", "What happened is told wrongly"),
                                    ("no_trust", "No trust that it will be done"),
                                    ("other", "Another reason"),
                                ],
                                max_length=13,
                                verbose_name="reason of the refusal",
                            ),
                        ),
                        ("cause", models.TextField(blank=True, verbose_name="cause")),
                        ("scope", models.TextField(blank=True, verbose_name="who and what is affected")),
                        ("measures", models.TextField(blank=True, verbose_name="measures taken")),
                        ("prevention", models.TextField(blank=True, verbose_name="prevention")),
                        ("consumer_version", models.TextField(blank=True, verbose_name="consumer version")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "chosen_option",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.option",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "law",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.legalrule",
                                verbose_name="legal rule",
                            ),
                        ),
                        (
                            "legal_approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="complaints.standardoption",
                                verbose_name="standard option",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposal",
                        "verbose_name_plural": "proposals",
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("complaint", "version"), name="proposal_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_by", None),
                                    models.Q(("reviewed_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="proposal_not_reviewed_by_its_author",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at", None),
                                    models.Q(
                                        models.Q(("what_we_did", ""), _negated=True),
                                        models.Q(("reasons", ""), _negated=True),
                                        ("expires_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_sent_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at", None),
                                    ("refuses_wish", False),
                                    models.Q(("alternatives", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="proposal_refusal_names_an_alternative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deviation__in", ["", "same"]),
                                    models.Q(
                                        models.Q(("deviates_because", ""), _negated=True), ("standard__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_deviation_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rejected_for", ""),
                                    models.Q(
                                        (
                                            "rejected_for__in",
                                            [
                                                "too_little",
                                                "too_late",
                                                "wrong_kind",
                                                "replacement",
                                                "no_apology",
                                                "not_as_it_was",
                                                "no_trust",
                                                "other",
                                            ],
                                        ),
                                        models.Q(("rejected_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_refusal_code_beside_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDispute",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("mediation", "Mediation"),
                                    ("re_review", "Second review"),
                                    ("arbitration", "Arbitration"),
                                    ("external", "Outside procedure"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("because", models.TextField(verbose_name="why")),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("due_by", models.DateTimeField(blank=True, null=True, verbose_name="due by")),
                        (
                            "consumer_agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="consumer agreed at"),
                        ),
                        (
                            "merchant_agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="merchant agreed at"),
                        ),
                        ("both_heard", models.BooleanField(default=False, verbose_name="both sides were heard")),
                        (
                            "body",
                            models.CharField(
                                blank=True,
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
                                verbose_name="outside body",
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="reference")),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("result", models.CharField(blank=True, max_length=30, verbose_name="result")),
                        ("result_reasons", models.TextField(blank=True, verbose_name="reasons of the result")),
                        ("rule_version", models.CharField(blank=True, max_length=60, verbose_name="rule version")),
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
                            "officer",
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
                            "proposal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical dispute",
                        "verbose_name_plural": "historical disputes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_a79b8b_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Dispute",
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
                                choices=[
                                    ("mediation", "Mediation"),
                                    ("re_review", "Second review"),
                                    ("arbitration", "Arbitration"),
                                    ("external", "Outside procedure"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("because", models.TextField(verbose_name="why")),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("due_by", models.DateTimeField(blank=True, null=True, verbose_name="due by")),
                        (
                            "consumer_agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="consumer agreed at"),
                        ),
                        (
                            "merchant_agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="merchant agreed at"),
                        ),
                        ("both_heard", models.BooleanField(default=False, verbose_name="both sides were heard")),
                        (
                            "body",
                            models.CharField(
                                blank=True,
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
                                verbose_name="outside body",
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="reference")),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                        ("result", models.CharField(blank=True, max_length=30, verbose_name="result")),
                        ("result_reasons", models.TextField(blank=True, verbose_name="reasons of the result")),
                        ("rule_version", models.CharField(blank=True, max_length=60, verbose_name="rule version")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="complaints.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dispute",
                        "verbose_name_plural": "disputes",
                        "ordering": ["-opened_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)), fields=("complaint",), name="dispute_one_open"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "re_review")),
                                fields=("proposal",),
                                name="re_review_once_per_proposal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "external"), _negated=True),
                                    models.Q(
                                        models.Q(("body", ""), _negated=True),
                                        models.Q(("reference", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dispute_outside_has_a_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None), models.Q(("result", ""), _negated=True), _connector="OR"
                                ),
                                name="dispute_closed_has_a_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "arbitration"), _negated=True),
                                    ("closed_at", None),
                                    ("result", "referred"),
                                    ("result", "left"),
                                    models.Q(models.Q(("result_reasons", ""), _negated=True), ("both_heard", True)),
                                    _connector="OR",
                                ),
                                name="arbitration_heard_and_reasoned",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicPost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "platform",
                            models.CharField(
                                choices=[
                                    ("weibo", "Weibo"),
                                    ("xiaohongshu", "Xiaohongshu"),
                                    ("douyin", "Douyin"),
                                    ("kuaishou", "Kuaishou"),
                                    ("wechat", "WeChat"),
                                    ("bilibili", "Bilibili"),
                                    ("zhihu", "Zhihu"),
                                    ("tousu", "Public complaint platform"),
                                    ("x", "X"),
                                    ("facebook", "Facebook"),
                                    ("other", "Something else"),
                                ],
                                max_length=15,
                                verbose_name="platform",
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                        ("author", models.CharField(blank=True, max_length=100, verbose_name="author")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("reposts", models.PositiveIntegerField(blank=True, null=True, verbose_name="reposts")),
                        ("likes", models.PositiveIntegerField(blank=True, null=True, verbose_name="likes")),
                        ("seen_at", models.DateTimeField(verbose_name="seen at")),
                        (
                            "read_again_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be looked at again"),
                        ),
                        (
                            "alarmed_from",
                            models.PositiveIntegerField(default=0, verbose_name="step alarmed so far, in reposts"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="our public answer")),
                        (
                            "answer_url",
                            models.URLField(blank=True, max_length=500, verbose_name="address of the answer"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="public_posts",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "watcher",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who watches it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "public post",
                        "verbose_name_plural": "public posts",
                        "ordering": ["seen_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("read_again_at__isnull", False)),
                                fields=["read_again_at"],
                                name="post_to_read",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("complaint", "platform", "url"), name="post_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="post_answer_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reposts", models.PositiveIntegerField(blank=True, null=True, verbose_name="reposts")),
                        ("likes", models.PositiveIntegerField(blank=True, null=True, verbose_name="likes")),
                        ("read_at", models.DateTimeField(verbose_name="read at")),
                        (
                            "read_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="complaints.publicpost",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reading of a reach",
                        "verbose_name_plural": "readings of a reach",
                        "ordering": ["read_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reposts__isnull", False), ("likes__isnull", False), _connector="OR"
                                ),
                                name="reading_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReachStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at_least",
                            models.PositiveIntegerField(
                                unique=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="reposts, at least",
                            ),
                        ),
                        (
                            "tells",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("front_line", "Front line"),
                                        ("lead", "Team lead"),
                                        ("mid_office", "Mid-office"),
                                        ("arbiter", "Arbiter"),
                                        ("back_office", "Back office"),
                                        ("legal", "Legal"),
                                        ("pr", "Public relations"),
                                        ("manager", "Manager"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                                verbose_name="tells, beside the owner",
                            ),
                        ),
                        (
                            "asks_pr",
                            models.BooleanField(default=False, verbose_name="public relations are asked for an answer"),
                        ),
                        (
                            "is_high",
                            models.BooleanField(
                                default=False,
                                help_text="Tier high and a report in 12 hours; what is not decided yet goes to the back office.",
                                verbose_name="is a high-risk case",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    ],
                    options={
                        "verbose_name": "step of reach",
                        "verbose_name_plural": "steps of reach",
                        "ordering": ["at_least"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("at_least__gt", 0)), name="reach_step_positive")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recovery",
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
                                choices=[
                                    ("claimed", "Claim made"),
                                    ("agreed", "Agrees to pay"),
                                    ("refused", "Refuses to pay"),
                                    ("part", "Received in part"),
                                    ("received", "Received in full"),
                                    ("given_up", "Given up"),
                                    ("lapsed", "Fallen away: the payout came back"),
                                    ("owed_back", "To be paid back"),
                                    ("repaid", "Paid back"),
                                ],
                                default="claimed",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("platform", "Platform"),
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("insurer", "Insurer"),
                                    ("payment_body", "Payment institution"),
                                ],
                                max_length=12,
                                verbose_name="party",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("grounds", models.CharField(max_length=300, verbose_name="grounds")),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("due_by", models.DateTimeField(verbose_name="due by")),
                        ("alerted", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "agreed",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="agreed amount"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(blank=True, max_length=300, verbose_name="what the party answered"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        (
                            "recovered",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="recovered amount"
                            ),
                        ),
                        ("recovered_at", models.DateTimeField(blank=True, null=True, verbose_name="recovered at")),
                        (
                            "give_up_asked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="giving up asked at"),
                        ),
                        (
                            "give_up_why",
                            models.CharField(blank=True, max_length=300, verbose_name="why it is given up"),
                        ),
                        ("given_up_at", models.DateTimeField(blank=True, null=True, verbose_name="given up at")),
                        (
                            "alone_up_to",
                            models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True),
                        ),
                        (
                            "repaid_reference",
                            models.CharField(blank=True, max_length=80, verbose_name="bank reference of the repayment"),
                        ),
                        ("repaid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid back at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recoveries",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "give_up_asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="giving up asked by",
                            ),
                        ),
                        (
                            "given_up_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given up by",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="opened by",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recoveries",
                                to="complaints.payout",
                            ),
                        ),
                        (
                            "repaid_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="paid back by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recovery",
                        "verbose_name_plural": "recoveries",
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["claimed", "agreed", "refused", "part", "owed_back"])
                                ),
                                fields=["due_by", "id"],
                                name="recovery_due",
                            ),
                            models.Index(fields=["-opened_at", "-id"], name="recovery_newest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("payout", "party"), name="recovery_once_per_party"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "claimed",
                                            "agreed",
                                            "refused",
                                            "part",
                                            "received",
                                            "given_up",
                                            "lapsed",
                                            "owed_back",
                                            "repaid",
                                        ],
                                    )
                                ),
                                name="recovery_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("party__in", ["merchant", "carrier", "insurer", "payment_body"])),
                                name="recovery_from_somebody_else",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recovery_positive"),
                            models.CheckConstraint(
                                condition=models.Q(("recovered__gte", 0), ("recovered__lte", models.F("amount"))),
                                name="recovery_not_more_than_claimed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed", None),
                                    models.Q(("agreed__gt", 0), ("agreed__lte", models.F("amount"))),
                                    _connector="OR",
                                ),
                                name="recovery_agreed_within_claim",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "received"), _negated=True),
                                    models.Q(("recovered", models.F("amount")), ("recovered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="recovery_received_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "part"), _negated=True),
                                    models.Q(("recovered__gt", 0), ("recovered__lt", models.F("amount"))),
                                    _connector="OR",
                                ),
                                name="recovery_part_is_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="recovery_refused_with_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "given_up"), _negated=True),
                                    models.Q(
                                        ("given_up_at__isnull", False),
                                        ("given_up_by__isnull", False),
                                        models.Q(("give_up_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="recovery_given_up_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "given_up"), _negated=True),
                                    ("give_up_asked_by__isnull", False),
                                    (
                                        "alone_up_to__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("amount"), "-", models.F("recovered")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="recovery_large_needs_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["owed_back", "repaid"]), _negated=True),
                                    ("recovered__gt", 0),
                                    _connector="OR",
                                ),
                                name="recovery_owed_back_came_in",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "repaid"), _negated=True),
                                    models.Q(
                                        ("repaid_at__isnull", False),
                                        ("repaid_by__isnull", False),
                                        models.Q(("repaid_reference", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="recovery_repaid_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("given_up_by", None),
                                    ("give_up_asked_by", None),
                                    models.Q(("given_up_by", models.F("give_up_asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="recovery_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("reference", models.CharField(max_length=80, verbose_name="bank reference")),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "recovery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="complaints.recovery",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "receipt",
                        "verbose_name_plural": "receipts",
                        "ordering": ["recorded_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("recovery", "reference"), name="receipt_reference_once"),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="receipt_positive"),
                            models.CheckConstraint(
                                condition=models.Q(("reference", ""), _negated=True), name="receipt_has_a_reference"
                            ),
                        ],
                    },
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
                                    models.Q(
                                        ("checked_by__isnull", False), models.Q(("check_note", ""), _negated=True)
                                    ),
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
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
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
                        "indexes": [
                            models.Index(fields=["history_date", "task_id"], name="complaints__history_b83f53_idx")
                        ],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "kind",
                            models.CharField(
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
                        ("verb", models.CharField(max_length=30, verbose_name="verb")),
                        (
                            "actor_kind",
                            models.CharField(
                                choices=[("agent", "Agent"), ("consumer", "Consumer"), ("system", "System")],
                                max_length=10,
                                verbose_name="actor kind",
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("changes", models.JSONField(default=list, verbose_name="changes")),
                        ("data", models.JSONField(default=dict, verbose_name="facts")),
                        ("source", models.CharField(max_length=20, verbose_name="from where")),
                        ("request_id", models.CharField(blank=True, max_length=40, verbose_name="request")),
                        ("address", models.CharField(blank=True, max_length=45, verbose_name="address")),
                        (
                            "agent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.evidence",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.incident",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="complaints.payout",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.message",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.proposal",
                            ),
                        ),
                        (
                            "recovery",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.recovery",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.task",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "event",
                        "verbose_name_plural": "events",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["complaint", "-at", "-id"], name="event_of_complaint"),
                            models.Index(fields=["-at", "-id"], name="event_newest"),
                            models.Index(fields=["agent", "-at", "-id"], name="event_of_agent"),
                            models.Index(
                                condition=models.Q(("incident__isnull", False)),
                                fields=["incident", "-at", "-id"],
                                name="event_of_incident",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("complaint__isnull", False), ("kind", "privacy"), _connector="OR"),
                                name="event_of_a_complaint",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "mark",
                            models.CharField(
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
                        ("at", models.DateTimeField(verbose_name="fell due at")),
                        ("due_at", models.DateTimeField(verbose_name="due time of the clock")),
                        ("marked_at", models.DateTimeField(verbose_name="noticed at")),
                        (
                            "reason_code",
                            models.CharField(
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
                        (
                            "explanation",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the breach"),
                        ),
                        ("explained_at", models.DateTimeField(null=True, verbose_name="explained at")),
                        (
                            "explained_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="explained by",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clock_marks",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="complaints.task",
                                verbose_name="sub-task",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clock mark",
                        "verbose_name_plural": "clock marks",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["mark", "-at"], name="clock_mark_newest"),
                            models.Index(
                                condition=models.Q(("clock", "age")), fields=["complaint"], name="clock_mark_aged"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("complaint", "clock", "mark", "at", "task"),
                                name="clock_mark_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("explanation", ""), ("reason_code", "")),
                                    models.Q(
                                        models.Q(("reason_code", ""), _negated=True),
                                        models.Q(("explanation", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="clock_mark_explained_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
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
                                choices=[
                                    ("draft", "Being prepared"),
                                    ("sent", "Waits for the authority"),
                                    ("asked", "They ask us"),
                                    ("closed", "Closed"),
                                    ("dropped", "Not sent"),
                                ],
                                default="draft",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                choices=[
                                    ("market", "Market regulation"),
                                    ("police", "Police"),
                                    ("customs", "Customs"),
                                    ("payment", "Payment regulator"),
                                    ("cyberspace", "Cyberspace administration"),
                                    ("tax", "Tax office"),
                                    ("other", "Another authority"),
                                ],
                                max_length=12,
                                verbose_name="authority",
                            ),
                        ),
                        ("office", models.CharField(max_length=120, verbose_name="which office")),
                        ("subject", models.CharField(max_length=120, verbose_name="what it is about")),
                        ("says", models.TextField(verbose_name="what is reported")),
                        ("drafted_at", models.DateTimeField(verbose_name="written at")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("portal", "Their online portal"),
                                    ("mail", "E-mail"),
                                    ("letter", "Letter"),
                                    ("phone", "Phone"),
                                    ("visit", "In person"),
                                ],
                                max_length=10,
                                verbose_name="by which way",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=80, verbose_name="their reference number"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("due_by", models.DateTimeField(blank=True, null=True, verbose_name="due by")),
                        ("alert_at", models.DateTimeField(editable=False, null=True)),
                        ("answer", models.TextField(blank=True, verbose_name="what they answered last")),
                        ("heard_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("demand", models.TextField(blank=True, verbose_name="what they want of us")),
                        ("our_answer", models.TextField(blank=True, verbose_name="what we answered")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("case_opened", "They have opened a case"),
                                    ("sanction", "They have imposed a penalty"),
                                    ("passed_on", "Passed on to another authority"),
                                    ("not_theirs", "Not competent"),
                                    ("no_action", "No action"),
                                    ("no_answer", "No answer"),
                                ],
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                        (
                            "evidence",
                            models.ManyToManyField(
                                blank=True,
                                related_name="referrals",
                                to="complaints.evidence",
                                verbose_name="evidence that goes along",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report to an authority",
                        "verbose_name_plural": "reports to authorities",
                        "ordering": ["-drafted_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["draft", "sent", "asked"])),
                                fields=["due_by", "id"],
                                name="referral_running",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["draft", "sent", "asked"]), ("alert_at__isnull", False)
                                ),
                                fields=["alert_at", "id"],
                                name="referral_alert",
                            ),
                            models.Index(fields=["-drafted_at", "-id"], name="referral_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "sent", "asked", "closed", "dropped"])),
                                name="referral_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("office", ""), _negated=True),
                                    models.Q(("subject", ""), _negated=True),
                                    models.Q(("says", ""), _negated=True),
                                ),
                                name="referral_says_what_to_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["sent", "asked", "closed"]), _negated=True),
                                    models.Q(
                                        ("sent_at__isnull", False),
                                        ("sent_by__isnull", False),
                                        models.Q(("channel", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_sent_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "asked"), _negated=True),
                                    models.Q(models.Q(("demand", ""), _negated=True), ("due_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="referral_asked_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(
                                        models.Q(("result", ""), _negated=True),
                                        models.Q(("outcome", ""), _negated=True),
                                        ("ended_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_closed_with_a_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dropped"), _negated=True),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        ("ended_by__isnull", False),
                                        ("sent_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_dropped_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Refusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason_code",
                            models.CharField(
                                choices=[
                                    ("not_ours", "The platform is not competent for it"),
                                    ("already_handled", "A court, an authority or another body already handles it"),
                                    ("not_consumption", "Not bought for living, or no proof of a dispute"),
                                    ("over_three_years", "More than three years since the harm was known"),
                                    ("papers_missing", "Papers missing or not genuine"),
                                    ("false_name", "False name, or no cooperation"),
                                    ("other", "Another reason"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("letter", models.TextField(verbose_name="letter to the consumer")),
                        (
                            "routes",
                            django.contrib.postgres.fields.ArrayField(
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
                                size=None,
                                verbose_name="outside routes",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                        ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped at")),
                        ("dropped_because", models.TextField(blank=True, verbose_name="why it was returned")),
                        ("objected_because", models.TextField(blank=True, verbose_name="why the consumer objects")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusals",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dropped_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "refusal",
                        "verbose_name_plural": "refusals",
                        "ordering": ["-proposed_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="refusal_four_eyes",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("confirmed_at", None), ("dropped_at", None)),
                                fields=("complaint",),
                                name="refusal_one_pending",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remedy",
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
                                choices=[
                                    ("refund", "Refund of the price"),
                                    ("return_refund", "Return and refund"),
                                    ("exchange", "Exchange"),
                                    ("repair", "Repair"),
                                    ("redeliver", "Send again"),
                                    ("compensation", "Compensation"),
                                    ("goodwill", "Goodwill payment"),
                                    ("coupon", "Coupon"),
                                    ("discount", "Discount on a new one"),
                                    ("service_upgrade", "Service upgrade"),
                                    ("apology", "Apology"),
                                    ("explanation", "Written explanation"),
                                    ("rectification", "Merchant rectifies"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200, verbose_name="detail")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("offered", "offered"),
                                    ("due", "to be carried out"),
                                    ("done", "done"),
                                    ("failed", "failed"),
                                ],
                                default="offered",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                        ("proof", models.CharField(blank=True, max_length=200, verbose_name="proof")),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remedies",
                                to="complaints.option",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "remedy",
                        "verbose_name_plural": "remedies",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["refund", "return_refund", "compensation", "goodwill", "coupon"]),
                                        _negated=True,
                                    ),
                                    ("amount__gt", 0),
                                    _connector="OR",
                                ),
                                name="remedy_money_has_an_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "done"), _negated=True),
                                    ("done_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="remedy_done_has_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPayout",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("seq", models.PositiveSmallIntegerField(verbose_name="number within the complaint")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("refund", "Refund of the price"),
                                    ("liability", "Liability"),
                                    ("goodwill", "Goodwill"),
                                    ("statutory", "Statutory multiple"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("proposed", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("paying", "Being paid"),
                                    ("paid", "Paid"),
                                    ("failed", "Failed"),
                                    ("confirmed", "Arrived"),
                                    ("rejected", "Rejected"),
                                    ("cancelled", "Cancelled"),
                                    ("reversed", "Reversed"),
                                ],
                                default="proposed",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                        ("endorsed_at", models.DateTimeField(blank=True, null=True, verbose_name="first approval at")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved at")),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("own_limit", "own limit"),
                                    ("review", "approved with the proposal"),
                                    ("ladder", "approval ladder"),
                                    ("reversal", "reversal"),
                                ],
                                max_length=10,
                                verbose_name="basis",
                            ),
                        ),
                        ("price_applied", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                        ("limit_applied", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                        ("total_before", models.DecimalField(decimal_places=2, max_digits=12)),
                        (
                            "decision_note",
                            models.CharField(blank=True, max_length=300, verbose_name="note of the decision"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent to the payer at")),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="arrived at")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="bank reference")),
                        ("failure", models.CharField(blank=True, max_length=200, verbose_name="why it failed")),
                        ("idempotency_key", models.CharField(db_index=True, max_length=80)),
                        ("request_hash", models.CharField(max_length=64)),
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
                            "approved_by",
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
                            "endorsed_by",
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
                            ),
                        ),
                        (
                            "reverses",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.payout",
                            ),
                        ),
                        (
                            "remedy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.remedy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical payout",
                        "verbose_name_plural": "historical payouts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_9255f9_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Reroute",
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
                        (
                            "agent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reroutes",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "from_department",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_department",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="to",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of desk",
                        "verbose_name_plural": "changes of desk",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["kind", "from_department", "-at"], name="reroute_by_desk")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="reroute_with_a_reason"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionPolicy",
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
                                choices=[
                                    ("case", "Case file: words, evidence, letters, decisions, history"),
                                    ("contact", "Contact data shown to colleagues after the end"),
                                    ("profile", "What we remember of a consumer, after it has expired"),
                                    ("original", "Originals of photos, with place and device, after the end"),
                                    ("mail", "Originals of mails, after the archive"),
                                    ("import", "Files of imports, after the import"),
                                ],
                                max_length=10,
                                verbose_name="kind of data",
                            ),
                        ),
                        ("days", models.PositiveIntegerField(verbose_name="kept for … days")),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("basis", models.CharField(max_length=200, verbose_name="grounds")),
                    ],
                    options={
                        "verbose_name": "retention policy",
                        "verbose_name_plural": "retention policies",
                        "ordering": ["kind", "-effective_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "effective_from"), name="retention_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "case"), _negated=True), ("days__gte", 1095), _connector="OR"
                                ),
                                name="retention_case_three_years",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "goods",
                            models.CharField(
                                choices=[
                                    ("ordinary", "Ordinary goods"),
                                    ("made_to_order", "Made to order"),
                                    ("perishable", "Fresh and perishable"),
                                    ("digital", "Digital goods, downloaded or unsealed"),
                                    ("papers", "Newspapers and magazines delivered"),
                                    ("confirmed", "Other goods that were said not to be returnable"),
                                ],
                                max_length=15,
                                verbose_name="kind of goods",
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="signed for on")),
                        ("asked_on", models.DateField(verbose_name="asked for the return on")),
                        ("last_day", models.DateField(verbose_name="last day to ask")),
                        ("is_intact", models.BooleanField(verbose_name="goods intact")),
                        (
                            "was_confirmed",
                            models.BooleanField(
                                default=False, verbose_name="the buyer confirmed at the order that there is no return"
                            ),
                        ),
                        (
                            "is_promised",
                            models.BooleanField(
                                default=False, verbose_name="the listing promised the return all the same"
                            ),
                        ),
                        ("checked_at", models.DateTimeField(verbose_name="checked at")),
                        ("back_at", models.DateTimeField(blank=True, null=True, verbose_name="goods back at")),
                        ("refund_by", models.DateTimeField(blank=True, null=True, verbose_name="refund due by")),
                        ("remind_at", models.DateTimeField(blank=True, null=True, verbose_name="next reminder")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="return_check",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "return without a reason",
                        "verbose_name_plural": "returns without a reason",
                        "ordering": ["-checked_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False)),
                                fields=["remind_at"],
                                name="return_to_remind",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("asked_on__gte", models.F("signed_on"))),
                                name="return_asked_after_signing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gt", models.F("signed_on"))),
                                name="return_last_day_after_signing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("back_at", None), ("refund_by", None)),
                                    models.Q(("back_at__isnull", False), ("refund_by__gt", models.F("back_at"))),
                                    _connector="OR",
                                ),
                                name="return_back_has_its_refund_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("me", "Only me"),
                                    ("desk", "My desk"),
                                    ("role", "Everybody with one role"),
                                    ("everybody", "Everybody"),
                                ],
                                default="me",
                                max_length=10,
                                verbose_name="shared with",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
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
                        ("queue", models.CharField(max_length=20, verbose_name="queue")),
                        ("conditions", models.JSONField(blank=True, default=dict, verbose_name="conditions")),
                        ("sort", models.CharField(default="due", max_length=10, verbose_name="sorting")),
                        ("is_queue", models.BooleanField(default=True, verbose_name="queue in the rail")),
                        ("is_alert", models.BooleanField(default=False, verbose_name="alert threshold")),
                        ("is_rule", models.BooleanField(default=False, verbose_name="intake rule")),
                        ("is_report", models.BooleanField(default=False, verbose_name="report")),
                        (
                            "alert_count",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="more than so many"),
                        ),
                        (
                            "alert_minutes",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="the oldest older than (minutes)"
                            ),
                        ),
                        ("alert_checked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("priority", "Raise the priority by one step"),
                                    ("flag", "Add a mark"),
                                    ("desk", "Give it to a desk"),
                                    ("tell", "Tell a colleague"),
                                ],
                                max_length=10,
                                verbose_name="effect",
                            ),
                        ),
                        (
                            "effect_flag",
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
                                verbose_name="mark",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="deleted at")),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="desk",
                            ),
                        ),
                        (
                            "effect_agent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tell",
                            ),
                        ),
                        (
                            "effect_desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="complaints.department",
                                verbose_name="to the desk",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saved_filters",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "saved filter",
                        "verbose_name_plural": "saved filters",
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["audience", "name"],
                                name="saved_filter_shared",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at", None), ("is_alert", True)),
                                fields=["id"],
                                name="saved_filter_watching",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at", None), ("is_rule", True)),
                                fields=["id"],
                                name="saved_filter_rules",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("owner", "name"),
                                name="saved_filter_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="saved_filter_has_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("audience", "role"), _negated=True),
                                    models.Q(("role", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="saved_filter_names_its_role",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("audience", "desk"), _negated=True),
                                    ("desk__isnull", False),
                                    _connector="OR",
                                ),
                                name="saved_filter_names_its_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_alert", False),
                                    ("alert_count__isnull", False),
                                    ("alert_minutes__isnull", False),
                                    _connector="OR",
                                ),
                                name="saved_filter_alert_has_a_threshold",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_rule", False),
                                    ("effect", "priority"),
                                    models.Q(("effect", "flag"), models.Q(("effect_flag", ""), _negated=True)),
                                    models.Q(("effect", "desk"), ("effect_desk__isnull", False)),
                                    models.Q(("effect", "tell"), ("effect_agent__isnull", False)),
                                    _connector="OR",
                                ),
                                name="saved_filter_rule_has_an_effect",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Crossing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="since")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "saved_filter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="crossings",
                                to="complaints.savedfilter",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("saved_filter", "agent"), name="crossing_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            models.UniqueConstraint(
                                fields=("department", "weekday", "opens"), name="service_hours_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closes__gt", models.F("opens")), ("closes", "00:00"), _connector="OR"
                                ),
                                name="service_hours_close_after_they_open",
                                violation_error_message="Closing comes after opening; a night is two spans, until and from 0:00.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Route",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="position",
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
                        ("active_from", models.DateTimeField(blank=True, null=True, verbose_name="counts from")),
                        ("active_until", models.DateTimeField(blank=True, null=True, verbose_name="counts until")),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routes",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routes",
                                to="complaints.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routes",
                                to="complaints.skill",
                                verbose_name="skill needed",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "route",
                        "verbose_name_plural": "routing table",
                        "ordering": ["category", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("category", "department", "tier", "flag"), name="route_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position__gte", 1)), name="route_position_from_1"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("active_from", None),
                                    ("active_until", None),
                                    ("active_until__gt", models.F("active_from")),
                                    _connector="OR",
                                ),
                                name="route_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRoute",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="position",
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
                        ("active_from", models.DateTimeField(blank=True, null=True, verbose_name="counts from")),
                        ("active_until", models.DateTimeField(blank=True, null=True, verbose_name="counts until")),
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
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.category",
                                verbose_name="category",
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
                                verbose_name="department",
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
                            "skill",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.skill",
                                verbose_name="skill needed",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical route",
                        "verbose_name_plural": "historical routing table",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_b9de65_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
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
                                verbose_name="agent",
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
                            "skill",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.skill",
                                verbose_name="skill",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical skill of an agent",
                        "verbose_name_plural": "historical skills of agents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_fe909b_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AgentSkill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "learning"), (2, "sound"), (3, "expert")], default=2, verbose_name="level"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="since")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="skills",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agents",
                                to="complaints.skill",
                                verbose_name="skill",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "skill of an agent",
                        "verbose_name_plural": "skills of agents",
                        "ordering": ["agent", "skill"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agent", "skill"), name="agent_skill_once"),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", [1, 2, 3])), name="agent_skill_level_is_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandardOption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("because", models.CharField(max_length=200, verbose_name="why it was changed")),
                        ("written_at", models.DateTimeField(verbose_name="written at")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="in force since")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "remedy",
                            models.CharField(
                                choices=[
                                    ("refund", "Refund of the price"),
                                    ("return_refund", "Return and refund"),
                                    ("exchange", "Exchange"),
                                    ("repair", "Repair"),
                                    ("redeliver", "Send again"),
                                    ("compensation", "Compensation"),
                                    ("goodwill", "Goodwill payment"),
                                    ("coupon", "Coupon"),
                                    ("discount", "Discount on a new one"),
                                    ("service_upgrade", "Service upgrade"),
                                    ("apology", "Apology"),
                                    ("explanation", "Written explanation"),
                                    ("rectification", "Merchant rectifies"),
                                ],
                                max_length=20,
                                verbose_name="remedy",
                            ),
                        ),
                        (
                            "share",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="share of the price (%)",
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"
                            ),
                        ),
                        ("title_zh", models.CharField(max_length=120, verbose_name="offer in Chinese")),
                        ("title_en", models.CharField(max_length=120, verbose_name="offer in English")),
                        ("words_zh", models.TextField(verbose_name="reasons in Chinese")),
                        ("words_en", models.TextField(verbose_name="reasons in English")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="put into force by",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standards",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "standard option",
                        "verbose_name_plural": "standard options",
                        "ordering": ["category", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("category", "number"), name="standard_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("approved_at__isnull", False), ("ended_at", None)),
                                fields=("category",),
                                name="standard_one_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("approved_at", None), ("ended_at", None)),
                                fields=("category",),
                                name="standard_one_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at", None), ("approved_by", None)),
                                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="standard_approved_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("written_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="standard_by_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount", None), ("share", None)),
                                    models.Q(("amount", None), ("share__range", (1, 100))),
                                    models.Q(("amount__gt", 0), ("share", None)),
                                    _connector="OR",
                                ),
                                name="standard_share_or_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "remedy__in",
                                            ["refund", "return_refund", "compensation", "goodwill", "coupon"],
                                        ),
                                        _negated=True,
                                    ),
                                    ("share__isnull", False),
                                    ("amount__isnull", False),
                                    _connector="OR",
                                ),
                                name="standard_money_says_how_much",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProposal",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("what_we_did", models.TextField(verbose_name="what we did")),
                        ("reasons", models.TextField(verbose_name="reasons")),
                        (
                            "refuses_wish",
                            models.BooleanField(default=False, verbose_name="refuses the wish, or part of it"),
                        ),
                        ("alternatives", models.TextField(blank=True, verbose_name="alternatives")),
                        (
                            "rule_note",
                            models.CharField(blank=True, max_length=200, verbose_name="rule of the platform"),
                        ),
                        ("rules_day", models.DateField(blank=True, null=True, verbose_name="rules of the day")),
                        (
                            "rules_version",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="published version"),
                        ),
                        ("laws_then", models.JSONField(blank=True, default=list, verbose_name="rules of the law then")),
                        (
                            "deviation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("same", "as the standard"),
                                    ("above", "more than the standard"),
                                    ("below", "less than the standard"),
                                    ("other", "another remedy"),
                                ],
                                max_length=8,
                                verbose_name="deviation",
                            ),
                        ),
                        (
                            "deviates_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it departs from the standard"
                            ),
                        ),
                        ("next_step", models.CharField(blank=True, max_length=300, verbose_name="next step")),
                        ("next_step_by", models.DateTimeField(blank=True, null=True, verbose_name="next step by")),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed at")),
                        ("review_note", models.TextField(blank=True, verbose_name="reviewer's note")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires at")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("rejected_because", models.TextField(blank=True, verbose_name="why it was rejected")),
                        (
                            "rejected_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("too_little", "Too little"),
                                    ("too_late", "Too late, or it takes too long"),
                                    ("wrong_kind", "Another kind of solution wanted"),
                                    ("replacement", "Repair, exchange or a new one wanted"),
                                    ("no_apology", "No apology or explanation"),
                                    ("not_as_it_was", "What happened is told wrongly"),
                                    ("no_trust", "No trust that it will be done"),
                                    ("other", "Another reason"),
                                ],
                                max_length=13,
                                verbose_name="reason of the refusal",
                            ),
                        ),
                        ("cause", models.TextField(blank=True, verbose_name="cause")),
                        ("scope", models.TextField(blank=True, verbose_name="who and what is affected")),
                        ("measures", models.TextField(blank=True, verbose_name="measures taken")),
                        ("prevention", models.TextField(blank=True, verbose_name="prevention")),
                        ("consumer_version", models.TextField(blank=True, verbose_name="consumer version")),
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
                            "author",
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
                            "legal_approved_by",
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
                            "reviewed_by",
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
                            "law",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.legalrule",
                                verbose_name="legal rule",
                            ),
                        ),
                        (
                            "chosen_option",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.option",
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="complaints.standardoption",
                                verbose_name="standard option",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical proposal",
                        "verbose_name_plural": "historical proposals",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="complaints__history_900eab_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Stint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stints",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stints",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "interval of responsibility",
                        "verbose_name_plural": "intervals of responsibility",
                        "ordering": ["began_at", "pk"],
                        "indexes": [
                            models.Index(fields=["complaint", "began_at", "id"], name="stint_of_complaint"),
                            models.Index(fields=["agent", "post", "-began_at"], name="stint_of_agent"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("post__in", ["owner", "handler", "stand_in"])),
                                name="stint_post_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("ended_at__gt", models.F("began_at")), _connector="OR"
                                ),
                                name="stint_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("complaint", "post"),
                                name="stint_one_running",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscriber",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "url",
                            models.URLField(
                                help_text="https; an address inside our own network is refused.", verbose_name="address"
                            ),
                        ),
                        (
                            "topics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[("state", "Steps"), ("message", "Messages")], max_length=10
                                ),
                                size=None,
                                verbose_name="topics",
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(
                                default=complaints.models.partner.new_secret,
                                editable=False,
                                max_length=64,
                                verbose_name="secret",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscribers",
                                to="complaints.partner",
                                verbose_name="partner system",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "webhook subscriber",
                        "verbose_name_plural": "webhook subscribers",
                        "ordering": ["partner", "url"],
                        "constraints": [
                            models.UniqueConstraint(fields=("partner", "url"), name="subscriber_address_once"),
                            models.CheckConstraint(
                                condition=models.Q(("topics__contained_by", ["state", "message"])),
                                name="subscriber_topics_are_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tie",
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
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ties",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="declared by",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "relation",
                        "verbose_name_plural": "relations",
                        "ordering": ["-declared_at", "-pk"],
                        "indexes": [
                            models.Index(condition=models.Q(("ended_at", None)), fields=["agent"], name="tie_in_force")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["own", "family", "friend", "business"])),
                                name="tie_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("merchant", ""), _negated=True),
                                    models.Q(("phone_key", ""), _negated=True),
                                    models.Q(("email_key", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="tie_says_who",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_by", None),
                                    models.Q(("ended_by", models.F("agent")), _negated=True),
                                    _connector="OR",
                                ),
                                name="tie_not_ended_by_oneself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TierTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
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
                        (
                            "state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "Registered"),
                                    ("need_info", "Information needed"),
                                    ("ineligible", "Not accepted"),
                                    ("accepted", "Accepted"),
                                    ("dispatched", "Dispatched"),
                                    ("investigating", "Investigating"),
                                    ("proposing", "Drafting proposal"),
                                    ("in_review", "Mid-office review"),
                                    ("high_review", "Back-office handling"),
                                    ("awaiting_consumer", "Awaiting consumer"),
                                    ("executing", "Being carried out"),
                                    ("resolved", "Resolved"),
                                    ("mediation", "In mediation"),
                                    ("re_review", "In second review"),
                                    ("arbitration", "In arbitration"),
                                    ("external", "Outside procedure"),
                                    ("closed", "Closed"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged"),
                                ],
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="minutes"
                            ),
                        ),
                        (
                            "in_working_days",
                            models.BooleanField(
                                default=False,
                                help_text="1,440 minutes then count as one working day.",
                                verbose_name="in working days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "target",
                        "verbose_name_plural": "targets",
                        "ordering": ["tier", "clock", "state"],
                        "constraints": [
                            models.UniqueConstraint(fields=("tier", "clock", "state"), name="target_once"),
                            models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="target_positive"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UrgencyThreshold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("order", "Price paid"),
                                    ("demand", "Amount wished"),
                                    ("reach", "Reposts of a public post"),
                                ],
                                max_length=8,
                                verbose_name="measure",
                            ),
                        ),
                        (
                            "at_least",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="CNY, or reposts.",
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="at least",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[("P1", "P1 urgent"), ("P2", "P2 high"), ("P3", "P3 normal"), ("P4", "P4 low")],
                                max_length=2,
                                verbose_name="is at least",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "urgency threshold",
                        "verbose_name_plural": "urgency thresholds",
                        "ordering": ["measure", "at_least"],
                        "constraints": [
                            models.UniqueConstraint(fields=("measure", "at_least"), name="urgency_threshold_once"),
                            models.CheckConstraint(
                                condition=models.Q(("at_least__gt", 0)), name="urgency_threshold_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("measure__in", ["order", "demand", "reach"])),
                                name="urgency_measure_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WantedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("consumer", "Consumer"),
                                    ("platform", "Platform"),
                                    ("merchant", "Merchant"),
                                    ("carrier", "Carrier"),
                                    ("third_party", "Third party"),
                                ],
                                max_length=15,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "Photo"),
                                    ("video", "Video"),
                                    ("order", "Order record"),
                                    ("logistics", "Logistics record"),
                                    ("chat", "Chat record"),
                                    ("listing", "Listing snapshot"),
                                    ("batch", "Batch record"),
                                    ("receipt", "Receipt or proof of payment"),
                                    ("inspection", "Inspection report"),
                                    ("statement", "Statement"),
                                    ("other", "Other"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("name_zh", models.CharField(max_length=60, verbose_name="Chinese name")),
                        ("name_en", models.CharField(max_length=60, verbose_name="English name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wanted",
                                to="complaints.category",
                                verbose_name="category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wanted item",
                        "verbose_name_plural": "wanted items",
                        "ordering": ["category", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("category", "side", "kind"), name="wanted_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Watch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="watches",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "watched_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="watches",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reported to",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "watched case",
                        "verbose_name_plural": "watch list",
                        "ordering": ["report_by", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None), ("reminded_at", None)),
                                fields=["report_by", "id"],
                                name="watch_to_remind",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)), fields=("complaint",), name="watch_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("every_days__range", (1, 30))), name="watch_every_1_to_30_days"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("because", ""), _negated=True), name="watch_with_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("report_by__gt", models.F("watched_at"))),
                                name="watch_report_after_begin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "constraints": [
                            models.UniqueConstraint(fields=("role", "tier"), name="work_limit_once"),
                            models.CheckConstraint(condition=models.Q(("most__gte", 1)), name="work_limit_positive"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
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
                                choices=[("leave", "Leave"), ("night", "Night, shift over"), ("sick", "Sick")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("begins_at", models.DateTimeField(verbose_name="away from")),
                        ("ends_at", models.DateTimeField(verbose_name="back at")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stands_in_for",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stand-in",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "ordering": ["begins_at", "pk"],
                        "indexes": [models.Index(fields=["ends_at", "begins_at"], name="absence_by_end")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gte", models.F("begins_at"))),
                                name="absence_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stand_in", models.F("agent")), _negated=True),
                                name="absence_stand_in_is_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "complaint",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_entry",
                                serialize=False,
                                to="complaints.complaint",
                            ),
                        ),
                        ("words", django.contrib.postgres.search.SearchVectorField()),
                        (
                            "sketch",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), default=list, size=None
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["words"], name="search_words"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["sketch"], name="search_sketch"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=100)),
                        ("verb", models.CharField(max_length=30)),
                        ("body_hash", models.CharField(max_length=64)),
                        ("answer", models.JSONField()),
                        ("at", models.DateTimeField()),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_calls",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="api_calls",
                                to="complaints.complaint",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("agent", "key"), name="api_key_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("verb", "submit")), fields=("complaint",), name="api_filed_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataRequest",
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
                                choices=[
                                    ("open", "To be answered"),
                                    ("granted", "Done"),
                                    ("restricted", "Restricted until it may be erased"),
                                    ("refused", "Refused with reasons"),
                                ],
                                default="open",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("access", "A copy of my data"),
                                    ("correction", "Correct my data"),
                                    ("erasure", "Erase my data"),
                                ],
                                max_length=10,
                                verbose_name="what the person asks",
                            ),
                        ),
                        ("says", models.TextField(blank=True, verbose_name="in own words")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("due_by", models.DateTimeField(verbose_name="answer due by")),
                        ("alert_at", models.DateTimeField(editable=False, null=True)),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="restricted until")),
                        ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased at")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="data_requests",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "consumer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="data_requests",
                                to="complaints.consumer",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "data request",
                        "verbose_name_plural": "data requests",
                        "ordering": ["due_by", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["due_by", "id"], name="data_request_open"
                            ),
                            models.Index(fields=["-asked_at", "-id"], name="data_request_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "granted", "restricted", "refused"])),
                                name="data_request_state_is_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("consumer", "kind"),
                                name="data_request_one_open_a_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="data_request_answered_in_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "restricted"), _negated=True),
                                    models.Q(("kind", "erasure"), ("until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="data_request_restricted_until",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
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
                            "host",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="booked with",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="complaints.complaint",
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
                                condition=models.Q(
                                    ("state__in", ["booked", "reached", "unreached", "missed", "cancelled"])
                                ),
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
                                    models.Q(
                                        ("heard__isnull", False), ("heard_at__isnull", False), ("state", "reached")
                                    ),
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
            ],
        ),
    ]
