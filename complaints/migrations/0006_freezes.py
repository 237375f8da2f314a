"""Measures against merchants that cannot wait, and reports to authorities."""

import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# What was asked stays as it was asked, and nothing is taken out; of an erased case the words may go.
FREEZES = """
CREATE TRIGGER freeze_no_delete BEFORE DELETE ON complaints_freeze
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER freeze_stays BEFORE UPDATE ON complaints_freeze
    FOR EACH ROW WHEN (
        (OLD.complaint_id, OLD.kind, OLD.merchant, OLD.product, OLD.facts, OLD.reason, OLD.basis, OLD.asked_by_id,
            OLD.asked_at)
        IS DISTINCT FROM
        (NEW.complaint_id, NEW.kind, NEW.merchant, NEW.product, NEW.facts, NEW.reason, NEW.basis, NEW.asked_by_id,
            NEW.asked_at)
    )
    EXECUTE FUNCTION complaints_only_erased(
        'facts', 'reason', 'basis', 'decision_why', 'carried_note', 'ended_why'
    );
"""

# What was sent to an authority stays as it was sent, with the evidence that went along.
REFERRALS = """
CREATE TRIGGER referral_no_delete BEFORE DELETE ON complaints_referral
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER referral_sent_stays BEFORE UPDATE ON complaints_referral
    FOR EACH ROW WHEN (
        OLD.sent_at IS NOT NULL
        AND (OLD.complaint_id, OLD.authority, OLD.office, OLD.subject, OLD.says, OLD.channel, OLD.sent_by_id, OLD.sent_at)
        IS DISTINCT FROM
        (NEW.complaint_id, NEW.authority, NEW.office, NEW.subject, NEW.says, NEW.channel, NEW.sent_by_id, NEW.sent_at)
    )
    EXECUTE FUNCTION complaints_only_erased(
        'subject', 'says', 'answer', 'demand', 'our_answer', 'outcome'
    );
CREATE FUNCTION complaints_referral_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM complaints_referral
        WHERE id = coalesce(NEW.referral_id, OLD.referral_id) AND sent_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'what went along with a report stays as it was sent' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER referral_evidence_stays BEFORE INSERT OR UPDATE OR DELETE ON complaints_referral_evidence
    FOR EACH ROW EXECUTE FUNCTION complaints_referral_evidence_stays();
"""

UNDO = """
DROP TRIGGER referral_evidence_stays ON complaints_referral_evidence;
DROP FUNCTION complaints_referral_evidence_stays();
DROP TRIGGER referral_sent_stays ON complaints_referral;
DROP TRIGGER referral_no_delete ON complaints_referral;
DROP TRIGGER freeze_stays ON complaints_freeze;
DROP TRIGGER freeze_no_delete ON complaints_freeze;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_snapshots"),
    ]

    operations = [
        migrations.CreateModel(
            name="Freeze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="freezes", to="complaints.complaint"
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="their reference number")),
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="their reference number")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="complaints.complaint"
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
                        condition=models.Q(("state__in", ["draft", "sent", "asked"]), ("alert_at__isnull", False)),
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
                                models.Q(("outcome", ""), _negated=True), ("ended_by__isnull", False), ("sent_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="referral_dropped_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FREEZES + REFERRALS, UNDO),
    ]
