"""The last wall around money: payouts, the payment system, holds, losses and claims."""

from django.db import migrations

PAYOUT_FIXED = """
CREATE FUNCTION complaints_payout_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'amount, kind, author and complaint of payout % never change', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER payout_fixed BEFORE UPDATE ON complaints_payout
    FOR EACH ROW WHEN (
        (OLD.amount, OLD.kind, OLD.complaint_id, OLD.proposed_by_id, OLD.idempotency_key)
        IS DISTINCT FROM (NEW.amount, NEW.kind, NEW.complaint_id, NEW.proposed_by_id, NEW.idempotency_key)
    )
    EXECUTE FUNCTION complaints_payout_stays();
"""

# What was said stays said; who looked into it may sign once.
PAYER = """
CREATE TRIGGER payer_report_no_delete BEFORE DELETE ON complaints_payerreport
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER payer_report_fixed BEFORE UPDATE ON complaints_payerreport
    FOR EACH ROW WHEN (
        OLD.cleared_at IS NOT NULL OR (OLD.payout_id, OLD.word, OLD.reference, OLD.reason, OLD.at, OLD.doubt)
        IS DISTINCT FROM (NEW.payout_id, NEW.word, NEW.reference, NEW.reason, NEW.at, NEW.doubt)
    )
    EXECUTE FUNCTION complaints_only_erased('reason', 'cleared_note');
"""

# The parts of a loss are the whole; a claim is what it was when it was made, and all claims together are no more than
# was paid; what came in is written once, and its sum is what the claim says.
# A claim ends with its payout, and only then: what came in is owed back, and what was paid back stays so (DP-09).
LOSSES = """
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
        OR (OLD.state IN ('received', 'given_up') AND NEW.state NOT IN (OLD.state, 'owed_back'))
        OR (OLD.state = 'owed_back' AND NEW.state NOT IN ('owed_back', 'repaid'))
        OR (OLD.state IN ('lapsed', 'repaid') AND NEW.state <> OLD.state)
    )
    EXECUTE FUNCTION complaints_only_erased('grounds', 'answer', 'give_up_why');
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
CREATE FUNCTION complaints_claim_ends_with_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM complaints_payout WHERE id = NEW.payout_id) <> 'reversed' THEN
        RAISE EXCEPTION 'the payout of claim % has not come back', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recovery_ends_with_payout BEFORE UPDATE OF state ON complaints_recovery
    FOR EACH ROW WHEN (NEW.state IN ('lapsed', 'owed_back') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION complaints_claim_ends_with_payout();
"""

# While a payment body looks into it nothing is approved, paid or tried again: also not past the actions. A hold is of
# money that has not left, of its own complaint; what was asked stays, and an ended one is history (DP-20).
HOLDS = """
CREATE FUNCTION complaints_hold_of_unpaid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.payout_id IS NULL THEN
        PERFORM 1 FROM complaints_payout WHERE complaint_id = NEW.complaint_id ORDER BY id FOR NO KEY UPDATE;
        RETURN NEW;
    END IF;
    PERFORM 1 FROM complaints_payout WHERE id = NEW.payout_id AND complaint_id = NEW.complaint_id
        AND state IN ('proposed', 'approved', 'paying', 'failed') FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'payout % has left or belongs elsewhere: it cannot be held', NEW.payout_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_hold_of_unpaid BEFORE INSERT ON complaints_paymenthold
    FOR EACH ROW EXECUTE FUNCTION complaints_hold_of_unpaid();
CREATE FUNCTION complaints_held_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM complaints_paymenthold WHERE state = 'running'
            AND (payout_id = NEW.id OR (payout_id IS NULL AND complaint_id = NEW.complaint_id))
    ) THEN
        RAISE EXCEPTION 'payout % is held while a payment body looks into it', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payout_held_waits BEFORE UPDATE OF state ON complaints_payout
    FOR EACH ROW WHEN (NEW.state IN ('approved', 'paying') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION complaints_held_waits();
CREATE TRIGGER payment_hold_no_delete BEFORE DELETE ON complaints_paymenthold
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER payment_hold_fixed BEFORE UPDATE ON complaints_paymenthold
    FOR EACH ROW WHEN (
        OLD.state <> 'running' OR (OLD.complaint_id, OLD.payout_id, OLD.opened_by_id, OLD.opened_at)
        IS DISTINCT FROM (NEW.complaint_id, NEW.payout_id, NEW.opened_by_id, NEW.opened_at)
    )
    EXECUTE FUNCTION complaints_only_erased('answer', 'because');
"""

# Alarms about one colleague never tell of the same days twice; their figures and what was found stay as they were.
ALARMS = """
ALTER TABLE complaints_limitalarm ADD CONSTRAINT limit_alarm_once_in_a_time EXCLUDE USING gist (
    int8range(agent_id, agent_id, '[]') WITH &&, tstzrange(since, until) WITH &&
);
CREATE TRIGGER limit_alarm_no_delete BEFORE DELETE ON complaints_limitalarm
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER limit_alarm_stays BEFORE UPDATE ON complaints_limitalarm
    FOR EACH ROW WHEN (
        OLD.seen_at IS NOT NULL
        OR (OLD.agent_id, OLD.since, OLD.until, OLD.band, OLD."limit", OLD.payouts, OLD.near, OLD.others_payouts,
            OLD.others_near)
        IS DISTINCT FROM
        (NEW.agent_id, NEW.since, NEW.until, NEW.band, NEW."limit", NEW.payouts, NEW.near, NEW.others_payouts,
            NEW.others_near)
    )
    EXECUTE FUNCTION complaints_forbid();
"""

UNDO = """
DROP TRIGGER limit_alarm_stays ON complaints_limitalarm;
DROP TRIGGER limit_alarm_no_delete ON complaints_limitalarm;
ALTER TABLE complaints_limitalarm DROP CONSTRAINT limit_alarm_once_in_a_time;
DROP TRIGGER payment_hold_fixed ON complaints_paymenthold;
DROP TRIGGER payment_hold_no_delete ON complaints_paymenthold;
DROP TRIGGER payout_held_waits ON complaints_payout;
DROP FUNCTION complaints_held_waits();
DROP TRIGGER payment_hold_of_unpaid ON complaints_paymenthold;
DROP FUNCTION complaints_hold_of_unpaid();
DROP TRIGGER recovery_ends_with_payout ON complaints_recovery;
DROP FUNCTION complaints_claim_ends_with_payout();
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
DROP TRIGGER payer_report_fixed ON complaints_payerreport;
DROP TRIGGER payer_report_no_delete ON complaints_payerreport;
DROP TRIGGER payout_fixed ON complaints_payout;
DROP FUNCTION complaints_payout_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_walls")]
    operations = [
        migrations.RunSQL(
            PAYOUT_FIXED + PAYER + LOSSES + HOLDS + ALARMS,
            UNDO,
        )
    ]
