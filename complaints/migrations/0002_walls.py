"""The last wall: what must never happen, said to PostgreSQL itself."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION complaints_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is append-only', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON complaints_event
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER payout_no_delete BEFORE DELETE ON complaints_payout
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER complaint_no_delete BEFORE DELETE ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER clock_mark_no_delete BEFORE DELETE ON complaints_clockmark
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""

FIRST_OWNER = """
CREATE FUNCTION complaints_first_owner_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the first owner of % never changes', OLD.number USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER complaint_first_owner BEFORE UPDATE OF first_owner_id ON complaints_complaint
    FOR EACH ROW WHEN (OLD.first_owner_id IS NOT NULL AND NEW.first_owner_id IS DISTINCT FROM OLD.first_owner_id)
    EXECUTE FUNCTION complaints_first_owner_stays();
"""

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

UNDO = """
DROP TRIGGER payout_fixed ON complaints_payout;
DROP TRIGGER complaint_first_owner ON complaints_complaint;
DROP TRIGGER clock_mark_no_delete ON complaints_clockmark;
DROP TRIGGER complaint_no_delete ON complaints_complaint;
DROP TRIGGER payout_no_delete ON complaints_payout;
DROP TRIGGER event_append_only ON complaints_event;
DROP FUNCTION complaints_payout_stays();
DROP FUNCTION complaints_first_owner_stays();
DROP FUNCTION complaints_forbid();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunSQL(APPEND_ONLY + FIRST_OWNER + PAYOUT_FIXED, UNDO)]
