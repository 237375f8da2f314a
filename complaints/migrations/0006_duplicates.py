"""Duplicates and eligibility: checklist, returned refusals, sketches of texts, particulars and need-by dates."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0005_ownership")]

    operations = [
        migrations.CreateModel(
            name="EligibilityAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "verbose_name": "answer on eligibility",
                "verbose_name_plural": "answers on eligibility",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="need_by",
            field=models.DateField(blank=True, null=True, verbose_name="needed by"),
        ),
        migrations.AddField(
            model_name="complaint",
            name="particulars",
            field=models.JSONField(blank=True, default=dict, verbose_name="particulars"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="need_by",
            field=models.DateField(blank=True, null=True, verbose_name="needed by"),
        ),
        migrations.AddField(
            model_name="historicalcomplaint",
            name="particulars",
            field=models.JSONField(blank=True, default=dict, verbose_name="particulars"),
        ),
        migrations.AddField(
            model_name="refusal",
            name="dropped_because",
            field=models.TextField(blank=True, verbose_name="why it was returned"),
        ),
        migrations.AddField(
            model_name="refusal",
            name="dropped_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="sketch",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None),
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
                    ("need_by__isnull", False),
                ),
                fields=["need_by"],
                name="complaint_need_by",
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["sketch"], name="search_sketch"),
        ),
        migrations.AddField(
            model_name="eligibilityanswer",
            name="answered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="eligibilityanswer",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="eligibility", to="complaints.complaint"
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityanswer",
            constraint=models.UniqueConstraint(fields=("complaint", "criterion"), name="eligibility_once_a_criterion"),
        ),
        migrations.AddConstraint(
            model_name="eligibilityanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "criterion__in",
                        ["competent", "nowhere_else", "for_living", "in_time", "papers", "identity", "only_once"],
                    )
                ),
                name="eligibility_criterion_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["yes", "no", "unknown"])), name="eligibility_answer_known"
            ),
        ),
        # A record of named facts, never a list or a bare word.
        migrations.RunSQL(
            "ALTER TABLE complaints_complaint ADD CONSTRAINT complaint_particulars_are_named"
            " CHECK (jsonb_typeof(particulars) = 'object')",
            "ALTER TABLE complaints_complaint DROP CONSTRAINT complaint_particulars_are_named",
        ),
    ]
