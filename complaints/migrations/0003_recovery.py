"""The loss shared out by party, claims with their states, what came in, and figures of the money (DP-09)."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import django_fsm
import simple_history.models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


# The parts of a loss are the whole; a claim is what it was when it was made, and all claims together are no more than
# was paid; what came in is written once, and its sum is what the claim says.
WALLS = """
CREATE FUNCTION complaints_split_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.platform + NEW.merchant + NEW.carrier + NEW.insurer + NEW.payment_body
        <> (SELECT amount FROM complaints_payout WHERE id = NEW.payout_id)
    THEN
        RAISE EXCEPTION 'the parts of payout % are not the whole', NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER loss_split_is_whole BEFORE INSERT OR UPDATE ON complaints_losssplit
    FOR EACH ROW EXECUTE FUNCTION complaints_split_is_whole();
CREATE TRIGGER loss_split_no_delete BEFORE DELETE ON complaints_losssplit
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();

CREATE FUNCTION complaints_claims_within_payout() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid numeric;
    claimed numeric;
BEGIN
    SELECT amount INTO paid FROM complaints_payout WHERE id = NEW.payout_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(CASE state WHEN 'given_up' THEN recovered ELSE amount END), 0) INTO claimed
        FROM complaints_recovery WHERE payout_id = NEW.payout_id;
    IF claimed + NEW.amount > paid THEN
        RAISE EXCEPTION 'more is claimed than payout % has cost', NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recovery_within_payout BEFORE INSERT ON complaints_recovery
    FOR EACH ROW EXECUTE FUNCTION complaints_claims_within_payout();
CREATE TRIGGER recovery_fixed BEFORE UPDATE ON complaints_recovery
    FOR EACH ROW WHEN (
        (OLD.complaint_id, OLD.payout_id, OLD.party, OLD.amount, OLD.grounds, OLD.opened_by_id, OLD.opened_at)
        IS DISTINCT FROM
        (NEW.complaint_id, NEW.payout_id, NEW.party, NEW.amount, NEW.grounds, NEW.opened_by_id, NEW.opened_at)
        OR (OLD.state IN ('received', 'given_up') AND NEW.state <> OLD.state)
    )
    EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER recovery_no_delete BEFORE DELETE ON complaints_recovery
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();

CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE ON complaints_receipt
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE FUNCTION complaints_receipts_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claim bigint := CASE TG_TABLE_NAME WHEN 'complaints_receipt' THEN (to_jsonb(NEW)->>'recovery_id')::bigint
        ELSE (to_jsonb(NEW)->>'id')::bigint END;
BEGIN
    IF (SELECT recovered FROM complaints_recovery WHERE id = claim)
        <> (SELECT coalesce(sum(amount), 0) FROM complaints_receipt WHERE recovery_id = claim)
    THEN
        RAISE EXCEPTION 'what came in for claim % does not add up', claim USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER receipt_adds_up AFTER INSERT ON complaints_receipt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION complaints_receipts_add_up();
CREATE CONSTRAINT TRIGGER recovery_adds_up AFTER INSERT OR UPDATE ON complaints_recovery
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION complaints_receipts_add_up();
"""

UNDO = """
DROP TRIGGER recovery_adds_up ON complaints_recovery;
DROP TRIGGER receipt_adds_up ON complaints_receipt;
DROP FUNCTION complaints_receipts_add_up();
DROP TRIGGER receipt_append_only ON complaints_receipt;
DROP TRIGGER recovery_no_delete ON complaints_recovery;
DROP TRIGGER recovery_fixed ON complaints_recovery;
DROP TRIGGER recovery_within_payout ON complaints_recovery;
DROP FUNCTION complaints_claims_within_payout();
DROP TRIGGER loss_split_no_delete ON complaints_losssplit;
DROP TRIGGER loss_split_is_whole ON complaints_losssplit;
DROP FUNCTION complaints_split_is_whole();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0009_told_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalLossSplit",
            fields=[
                (
                    "platform",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Platform"),
                ),
                (
                    "merchant",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Merchant"),
                ),
                (
                    "carrier",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Carrier"),
                ),
                (
                    "insurer",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Insurer"),
                ),
                (
                    "payment_body",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Payment institution"
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical split of a loss",
                "verbose_name_plural": "historical splits of losses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical figure of the money",
                "verbose_name_plural": "historical figures of the money",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Platform"),
                ),
                (
                    "merchant",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Merchant"),
                ),
                (
                    "carrier",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Carrier"),
                ),
                (
                    "insurer",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Insurer"),
                ),
                (
                    "payment_body",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0"), max_digits=12, verbose_name="Payment institution"
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
            ],
            options={
                "verbose_name": "split of a loss",
                "verbose_name_plural": "splits of losses",
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
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                ("reference", models.CharField(max_length=80, verbose_name="bank reference")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="recovery",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.recovery",
            ),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="agreed",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="agreed amount"
            ),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="alone_up_to",
            field=models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="answer",
            field=models.CharField(blank=True, max_length=300, verbose_name="what the party answered"),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="due_by",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                verbose_name="due by",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="give_up_asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="giving up asked at"),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="give_up_asked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="giving up asked by",
            ),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="give_up_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it is given up"),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="given_up_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="given up at"),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="given_up_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given up by",
            ),
        ),
        migrations.AddField(
            model_name="historicalrecovery",
            name="state",
            field=django_fsm.FSMField(
                choices=[
                    ("claimed", "Claim made"),
                    ("agreed", "Agrees to pay"),
                    ("refused", "Refuses to pay"),
                    ("part", "Received in part"),
                    ("received", "Received in full"),
                    ("given_up", "Given up"),
                ],
                default="claimed",
                max_length=50,
                protected=True,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="agreed",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="agreed amount"
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="alone_up_to",
            field=models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="recovery",
            name="answer",
            field=models.CharField(blank=True, max_length=300, verbose_name="what the party answered"),
        ),
        migrations.AddField(
            model_name="recovery",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
        ),
        migrations.AddField(
            model_name="recovery",
            name="due_by",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                verbose_name="due by",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="recovery",
            name="give_up_asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="giving up asked at"),
        ),
        migrations.AddField(
            model_name="recovery",
            name="give_up_asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="giving up asked by",
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="give_up_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it is given up"),
        ),
        migrations.AddField(
            model_name="recovery",
            name="given_up_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="given up at"),
        ),
        migrations.AddField(
            model_name="recovery",
            name="given_up_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given up by",
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="state",
            field=django_fsm.FSMField(
                choices=[
                    ("claimed", "Claim made"),
                    ("agreed", "Agrees to pay"),
                    ("refused", "Refuses to pay"),
                    ("part", "Received in part"),
                    ("received", "Received in full"),
                    ("given_up", "Given up"),
                ],
                default="claimed",
                max_length=50,
                protected=True,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="historicalrecovery",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="opened by",
            ),
        ),
        migrations.AlterField(
            model_name="historicalrecovery",
            name="party",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="recovery",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="opened by",
            ),
        ),
        migrations.AlterField(
            model_name="recovery",
            name="party",
            field=models.CharField(
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
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(
                condition=models.Q(("state__in", ["claimed", "agreed", "refused", "part"])),
                fields=["due_by", "id"],
                name="recovery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(fields=["-opened_at", "-id"], name="recovery_newest"),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["claimed", "agreed", "refused", "part", "received", "given_up"])),
                name="recovery_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("party__in", ["merchant", "carrier", "insurer", "payment_body"])),
                name="recovery_from_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed", None), models.Q(("agreed__gt", 0), ("agreed__lte", models.F("amount"))), _connector="OR"
                ),
                name="recovery_agreed_within_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "received"), _negated=True),
                    models.Q(("recovered", models.F("amount")), ("recovered_at__isnull", False)),
                    _connector="OR",
                ),
                name="recovery_received_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "part"), _negated=True),
                    models.Q(("recovered__gt", 0), ("recovered__lt", models.F("amount"))),
                    _connector="OR",
                ),
                name="recovery_part_is_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="recovery_refused_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "given_up"), _negated=True),
                    ("give_up_asked_by__isnull", False),
                    (
                        "alone_up_to__gte",
                        django.db.models.expressions.CombinedExpression(models.F("amount"), "-", models.F("recovered")),
                    ),
                    _connector="OR",
                ),
                name="recovery_large_needs_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("given_up_by", None),
                    ("give_up_asked_by", None),
                    models.Q(("given_up_by", models.F("give_up_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="recovery_four_eyes",
            ),
        ),
        migrations.AddField(
            model_name="historicallosssplit",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicallosssplit",
            name="payout",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="complaints.payout",
            ),
        ),
        migrations.AddField(
            model_name="historicallosssplit",
            name="split_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="split by",
            ),
        ),
        migrations.AddField(
            model_name="historicalmoneyfigure",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="losssplit",
            name="split_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="split by",
            ),
        ),
        migrations.AddConstraint(
            model_name="moneyfigure",
            constraint=models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="money_figure_not_negative"),
        ),
        migrations.AddField(
            model_name="receipt",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="recovery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="complaints.recovery"
            ),
        ),
        migrations.AddIndex(
            model_name="historicallosssplit",
            index=models.Index(fields=["history_date", "payout_id"], name="complaints__history_b1d391_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalmoneyfigure",
            index=models.Index(fields=["history_date", "code"], name="complaints__history_5c8e66_idx"),
        ),
        migrations.AddConstraint(
            model_name="losssplit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carrier__gte", 0),
                    ("insurer__gte", 0),
                    ("merchant__gte", 0),
                    ("payment_body__gte", 0),
                    ("platform__gte", 0),
                ),
                name="loss_split_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="losssplit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "decided"), _negated=True),
                    models.Q(("because", ""), _negated=True),
                    _connector="OR",
                ),
                name="loss_split_decided_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("recovery", "reference"), name="receipt_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="receipt_positive"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference", ""), _negated=True), name="receipt_has_a_reference"
            ),
        ),
        migrations.RunSQL(WALLS, UNDO),
    ]
