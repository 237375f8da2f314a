import complaints_site.tables
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
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
                    name="Article",
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
                                    ("article", "Article"),
                                    ("script", "Script"),
                                    ("playbook", "Playbook"),
                                    ("regulation", "Regulation"),
                                    ("card", "Education card"),
                                ],
                                default="article",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "body",
                            models.TextField(
                                help_text="Markdown: # heading, **bold**, - list, > quotation.", verbose_name="text"
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
                        ("review_by", models.DateField(blank=True, null=True, verbose_name="to be checked by")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "Being checked"),
                                    ("published", "Published"),
                                    ("retired", "Retired"),
                                ],
                                default="draft",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("changed_at", models.DateTimeField(verbose_name="changed at")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                        (
                            "categories",
                            models.ManyToManyField(
                                blank=True, related_name="articles", to="complaints.category", verbose_name="categories"
                            ),
                        ),
                        (
                            "changed_by",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="articles",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="articles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="articles",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                        "ordering": ["-changed_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["state", "-changed_at", "-id"], name="article_by_state"),
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["review_by"],
                                name="article_review_by",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review", "published", "retired"])),
                                name="article_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("review_by__isnull", False),
                                        models.Q(("body", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="article_published_is_complete",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("body", models.TextField(verbose_name="text")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("note", models.CharField(max_length=200, verbose_name="what changed")),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="knowledge_base.article",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version",
                        "verbose_name_plural": "versions",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("article", "number"), name="version_number_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "selection_reason",
                            models.CharField(
                                choices=[
                                    ("high_tier", "High tier"),
                                    ("repeat", "Repeat complaint"),
                                    ("dissatisfied", "Dissatisfied consumer"),
                                    ("opinion", "Opinion risk"),
                                    ("near_miss", "Near miss"),
                                    ("success", "Success"),
                                ],
                                max_length=15,
                                verbose_name="selected as",
                            ),
                        ),
                        (
                            "why_selected",
                            models.TextField(blank=True, help_text="One reason a line.", verbose_name="why this case"),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("nominated", "Nominated"),
                                    ("scheduled", "Scheduled"),
                                    ("discussed", "Discussed"),
                                    ("published", "Published"),
                                ],
                                default="nominated",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("nominated_at", models.DateTimeField(verbose_name="nominated at")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        ("facts", models.JSONField(default=list, verbose_name="timeline")),
                        ("curve", models.JSONField(default=list, verbose_name="emotion curve")),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="held at")),
                        ("minutes", models.PositiveSmallIntegerField(default=50, verbose_name="minutes")),
                        ("guests", models.CharField(blank=True, max_length=120, verbose_name="guests")),
                        (
                            "helped",
                            models.TextField(blank=True, help_text="One thing a line.", verbose_name="what helped"),
                        ),
                        (
                            "wants_article",
                            models.BooleanField(blank=True, null=True, verbose_name="becomes a knowledge draft"),
                        ),
                        (
                            "wants_recommendation",
                            models.BooleanField(blank=True, null=True, verbose_name="becomes a recommendation"),
                        ),
                        ("recommendation", models.TextField(blank=True, verbose_name="recommendation to management")),
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
                            "complaint",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_review",
                                to="complaints.complaint",
                            ),
                        ),
                        (
                            "facilitator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="facilitator",
                            ),
                        ),
                        (
                            "nominated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "presenter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="presenter",
                            ),
                        ),
                        (
                            "questioners",
                            models.ManyToManyField(
                                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="questioners"
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorder",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "case review",
                        "verbose_name_plural": "case reviews",
                        "ordering": ["-nominated_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "-nominated_at", "-id"], name="review_by_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["nominated", "scheduled", "discussed", "published"])),
                                name="review_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "nominated"),
                                    models.Q(
                                        ("facilitator__isnull", False),
                                        ("held_at__isnull", False),
                                        ("presenter__isnull", False),
                                        ("recorder__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_meeting_is_staffed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="review_published_has_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alternative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("title", models.CharField(max_length=120, verbose_name="what")),
                        ("text", models.CharField(max_length=300, verbose_name="why it might be better")),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alternatives",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alternative",
                        "verbose_name_plural": "alternatives",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("at", models.DateTimeField(verbose_name="when")),
                        ("decision", models.CharField(max_length=200, verbose_name="decision")),
                        ("known", models.CharField(max_length=200, verbose_name="known then")),
                        ("unknown", models.CharField(blank=True, max_length=200, verbose_name="not known then")),
                        (
                            "hindsight",
                            models.CharField(
                                choices=[
                                    ("helped", "Worked"),
                                    ("disputed", "Views differ"),
                                    ("change", "To be changed"),
                                ],
                                max_length=10,
                                verbose_name="seen today",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision point",
                        "verbose_name_plural": "decision points",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="GivenCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="attached at")),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="complaints.complaint"
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="given",
                                to="knowledge_base.articleversion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "given card",
                        "verbose_name_plural": "given cards",
                        "ordering": ["given_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("complaint", "version"), name="card_given_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAlternative",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("title", models.CharField(max_length=120, verbose_name="what")),
                        ("text", models.CharField(max_length=300, verbose_name="why it might be better")),
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
                            "created_by",
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
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical alternative",
                        "verbose_name_plural": "historical alternatives",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="knowledge_b_history_71006c_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArticle",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("article", "Article"),
                                    ("script", "Script"),
                                    ("playbook", "Playbook"),
                                    ("regulation", "Regulation"),
                                    ("card", "Education card"),
                                ],
                                default="article",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "Simplified Chinese"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("review_by", models.DateField(blank=True, null=True, verbose_name="to be checked by")),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "Being checked"),
                                    ("published", "Published"),
                                    ("retired", "Retired"),
                                ],
                                default="draft",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("changed_at", models.DateTimeField(verbose_name="changed at")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
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
                            "changed_by",
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
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical article",
                        "verbose_name_plural": "historical articles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="knowledge_b_history_71f75f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCaseReview",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "selection_reason",
                            models.CharField(
                                choices=[
                                    ("high_tier", "High tier"),
                                    ("repeat", "Repeat complaint"),
                                    ("dissatisfied", "Dissatisfied consumer"),
                                    ("opinion", "Opinion risk"),
                                    ("near_miss", "Near miss"),
                                    ("success", "Success"),
                                ],
                                max_length=15,
                                verbose_name="selected as",
                            ),
                        ),
                        (
                            "why_selected",
                            models.TextField(blank=True, help_text="One reason a line.", verbose_name="why this case"),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("nominated", "Nominated"),
                                    ("scheduled", "Scheduled"),
                                    ("discussed", "Discussed"),
                                    ("published", "Published"),
                                ],
                                default="nominated",
                                max_length=50,
                                protected=True,
                                verbose_name="state",
                            ),
                        ),
                        ("nominated_at", models.DateTimeField(verbose_name="nominated at")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                        (
                            "tier",
                            models.CharField(
                                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                                max_length=8,
                                verbose_name="tier",
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="held at")),
                        ("minutes", models.PositiveSmallIntegerField(default=50, verbose_name="minutes")),
                        ("guests", models.CharField(blank=True, max_length=120, verbose_name="guests")),
                        (
                            "helped",
                            models.TextField(blank=True, help_text="One thing a line.", verbose_name="what helped"),
                        ),
                        (
                            "wants_article",
                            models.BooleanField(blank=True, null=True, verbose_name="becomes a knowledge draft"),
                        ),
                        (
                            "wants_recommendation",
                            models.BooleanField(blank=True, null=True, verbose_name="becomes a recommendation"),
                        ),
                        ("recommendation", models.TextField(blank=True, verbose_name="recommendation to management")),
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
                            "facilitator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="facilitator",
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
                            "nominated_by",
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
                            "presenter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="presenter",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorder",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical case review",
                        "verbose_name_plural": "historical case reviews",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="knowledge_b_history_a0ea18_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDecisionPoint",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("at", models.DateTimeField(verbose_name="when")),
                        ("decision", models.CharField(max_length=200, verbose_name="decision")),
                        ("known", models.CharField(max_length=200, verbose_name="known then")),
                        ("unknown", models.CharField(blank=True, max_length=200, verbose_name="not known then")),
                        (
                            "hindsight",
                            models.CharField(
                                choices=[
                                    ("helped", "Worked"),
                                    ("disputed", "Views differ"),
                                    ("change", "To be changed"),
                                ],
                                max_length=10,
                                verbose_name="seen today",
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
                            "created_by",
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
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical decision point",
                        "verbose_name_plural": "historical decision points",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="knowledge_b_history_91e6d0_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLesson",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("text", models.CharField(max_length=200, verbose_name="lesson")),
                        ("applies_to", models.CharField(blank=True, max_length=120, verbose_name="applies to")),
                        (
                            "tags",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("quick_reply", "Quick reply"),
                                        ("open_talk", "Open talk"),
                                        ("compliance", "Compliance"),
                                        ("new_tools", "New tools"),
                                    ],
                                    max_length=15,
                                ),
                                default=list,
                                size=None,
                                verbose_name="about",
                            ),
                        ),
                        (
                            "hardship",
                            models.CharField(
                                blank=True,
                                help_text="Conditions, not persons; nobody is ranked by it.",
                                max_length=300,
                                verbose_name="what made it hard",
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
                            "created_by",
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
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical lesson",
                        "verbose_name_plural": "historical lessons",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="knowledge_b_history_999600_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReviewAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("cause", models.CharField(max_length=200, verbose_name="cause")),
                        (
                            "cause_kind",
                            models.CharField(
                                choices=[
                                    ("policy", "Rule or policy of ours"),
                                    ("tool", "Tool"),
                                    ("training", "Training"),
                                    ("supplier", "Supplier"),
                                ],
                                max_length=10,
                                verbose_name="kind of cause",
                            ),
                        ),
                        ("action", models.CharField(max_length=200, verbose_name="action")),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
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
                            "created_by",
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
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical action",
                        "verbose_name_plural": "historical actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="knowledge_b_history_6552ea_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Lesson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("text", models.CharField(max_length=200, verbose_name="lesson")),
                        ("applies_to", models.CharField(blank=True, max_length=120, verbose_name="applies to")),
                        (
                            "tags",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("quick_reply", "Quick reply"),
                                        ("open_talk", "Open talk"),
                                        ("compliance", "Compliance"),
                                        ("new_tools", "New tools"),
                                    ],
                                    max_length=15,
                                ),
                                default=list,
                                size=None,
                                verbose_name="about",
                            ),
                        ),
                        (
                            "hardship",
                            models.CharField(
                                blank=True,
                                help_text="Conditions, not persons; nobody is ranked by it.",
                                max_length=300,
                                verbose_name="what made it hard",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lessons",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lesson",
                        "verbose_name_plural": "lessons",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        ("cause", models.CharField(max_length=200, verbose_name="cause")),
                        (
                            "cause_kind",
                            models.CharField(
                                choices=[
                                    ("policy", "Rule or policy of ours"),
                                    ("tool", "Tool"),
                                    ("training", "Training"),
                                    ("supplier", "Supplier"),
                                ],
                                max_length=10,
                                verbose_name="kind of cause",
                            ),
                        ),
                        ("action", models.CharField(max_length=200, verbose_name="action")),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_actions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actions",
                                to="knowledge_base.casereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "action",
                        "verbose_name_plural": "actions",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["owner", "due_on"],
                                name="review_action_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingTag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("progress", "Telling unasked how it stands"),
                                    ("empathy", "Listening and tone"),
                                    ("facts", "Asking and checking facts"),
                                    ("rules", "Rules, law and limits"),
                                    ("letters", "Decisions in plain words"),
                                    ("tools", "Using the system"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        ("because", models.CharField(max_length=300, verbose_name="what the case showed")),
                        ("set_at", models.DateTimeField(verbose_name="noted at")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                        ("done_how", models.CharField(blank=True, max_length=200, verbose_name="what was done")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_tags",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="colleague",
                            ),
                        ),
                        (
                            "complaint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="complaints.complaint"
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training tag",
                        "verbose_name_plural": "training tags",
                        "ordering": ["topic", "-set_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("done_at", None)),
                                fields=("complaint", "agent", "topic"),
                                name="training_tag_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at", None), ("done_by", None), ("done_how", "")),
                                    models.Q(
                                        ("done_at__isnull", False),
                                        ("done_by__isnull", False),
                                        models.Q(("done_how", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="training_done_says_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("helped", models.BooleanField(verbose_name="it helped")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="article_votes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="knowledge_base.article",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vote",
                        "verbose_name_plural": "votes",
                        "constraints": [models.UniqueConstraint(fields=("article", "agent"), name="vote_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleEntry",
                    fields=[
                        (
                            "article",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="entry",
                                serialize=False,
                                to="knowledge_base.article",
                            ),
                        ),
                        ("plain", models.TextField()),
                        ("words", django.contrib.postgres.search.SearchVectorField()),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["words"], name="article_words"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
