"""The platform's own records; whom an inspection bears out; evidence of a letter that was taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What the order source told is kept as it was told; only erasure lets its words go (IV-03).
RECORDS = """
CREATE TRIGGER platform_record_no_delete BEFORE DELETE ON complaints_platformrecord
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER platform_record_stays BEFORE UPDATE ON complaints_platformrecord
    FOR EACH ROW EXECUTE FUNCTION complaints_only_erased('content', 'reference');
"""
NO_RECORDS = """
DROP TRIGGER platform_record_stays ON complaints_platformrecord;
DROP TRIGGER platform_record_no_delete ON complaints_platformrecord;
"""
# The one way in which evidence is unlocked: nothing else about it changes, and the timeline says that the letter which
# had locked it was taken back (IV-13).
EVIDENCE = """
CREATE OR REPLACE FUNCTION complaints_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_loses_words(
        to_jsonb(OLD), to_jsonb(NEW), OLD.complaint_id,
        ARRAY['title', 'says', 'waived_reason', 'file', 'file_key', 'file_name', 'original', 'scan_said']
    ) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.locked_at IS NULL AND to_jsonb(OLD) - 'locked_at' = to_jsonb(NEW) - 'locked_at'
    AND EXISTS (
        SELECT 1 FROM complaints_event WHERE complaint_id = OLD.complaint_id AND verb = 'recall_letter'
        AND at >= OLD.locked_at AND at < OLD.locked_at + interval '1 minute'
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a decision rests on item % of evidence: it stays as it is', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION complaints_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_loses_words(
        to_jsonb(OLD), to_jsonb(NEW), OLD.complaint_id,
        ARRAY['title', 'says', 'waived_reason', 'file', 'file_key', 'file_name', 'original', 'scan_said']
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a decision rests on item % of evidence: it stays as it is', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_fraud"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlatformRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "verbose_name": "platform record",
                "verbose_name_plural": "platform records",
                "ordering": ["-taken_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="outcome",
            field=models.CharField(
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
        migrations.AddField(
            model_name="historicalevidence",
            name="outcome",
            field=models.CharField(
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
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("batch", ""), _negated=True),
                fields=["batch", "-registered_at", "-id"],
                name="complaint_by_batch",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("asked_at__isnull", False), ("kind", "inspection"), ("side", "third_party")),
                fields=["-asked_at", "-id"],
                name="evidence_inspections",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", ""), models.Q(("kind", "inspection"), ("status", "received")), _connector="OR"
                ),
                name="evidence_outcome_of_a_report",
            ),
        ),
        migrations.AddField(
            model_name="platformrecord",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="platformrecord",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="platform_records", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="platformrecord",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="platform_records",
                to="complaints.evidence",
            ),
        ),
        migrations.AddIndex(
            model_name="platformrecord",
            index=models.Index(fields=["complaint", "part", "-taken_at"], name="platform_record_newest"),
        ),
        migrations.AddConstraint(
            model_name="platformrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256", ""), _negated=True), name="platform_record_has_a_hash"
            ),
        ),
        migrations.RunSQL(RECORDS + EVIDENCE, NO_RECORDS + AS_BEFORE),
    ]
