"""The last wall: what must never happen, said to PostgreSQL itself."""

from django.db import migrations

FORBID = """
CREATE FUNCTION complaints_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is append-only', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""

# The one gap in the walls: of a complaint that was erased, the named columns may lose words. Nothing is added, no word
# becomes another one, every other column stays as it was (AR-07).
ONLY_ERASED = """
CREATE FUNCTION complaints_loses_words(was jsonb, becomes jsonb, of_case bigint, names text[]) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM complaints_complaint WHERE id = of_case AND erased_at IS NOT NULL) THEN
        RETURN false;
    END IF;
    FOREACH name IN ARRAY names LOOP
        IF (becomes ->> name) IN ('', '—') OR (was -> name) @> (becomes -> name) THEN
            was := was - name;
            becomes := becomes - name;
        END IF;
    END LOOP;
    RETURN was = becomes;
END $$;
CREATE FUNCTION complaints_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    of_case bigint := coalesce(
        (was ->> 'complaint_id')::bigint,
        (SELECT complaint_id FROM complaints_payout WHERE id = (was ->> 'payout_id')::bigint)
    );
BEGIN
    IF complaints_loses_words(was, to_jsonb(NEW), of_case, TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""

APPEND_ONLY = """
CREATE TRIGGER event_no_delete BEFORE DELETE ON complaints_event
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER event_append_only BEFORE UPDATE ON complaints_event
    FOR EACH ROW EXECUTE FUNCTION complaints_only_erased('reason', 'changes', 'data', 'request_id', 'address');
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

# Stretches of one clock of one complaint never overlap, and are history once they have ended. Ranges of one value stand
# for equality, here and below, so that no extension of PostgreSQL is needed.
STRETCHES = """
ALTER TABLE complaints_pause ADD CONSTRAINT pause_plan_never_overlaps EXCLUDE USING gist (
    int8range(complaint_id, complaint_id, '[]') WITH &&, tstzrange(started_at, ended_at) WITH &&
) WHERE (clock = 'plan');
ALTER TABLE complaints_pause ADD CONSTRAINT pause_redline_never_overlaps EXCLUDE USING gist (
    int8range(complaint_id, complaint_id, '[]') WITH &&, tstzrange(started_at, ended_at) WITH &&
) WHERE (clock = 'redline');
CREATE TRIGGER pause_no_delete BEFORE DELETE ON complaints_pause
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER pause_only_ends BEFORE UPDATE ON complaints_pause
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL OR (OLD.complaint_id, OLD.clock, OLD.why, OLD.started_at)
        IS DISTINCT FROM (NEW.complaint_id, NEW.clock, NEW.why, NEW.started_at)
    )
    EXECUTE FUNCTION complaints_forbid();
"""

# A missed time may be explained; what was missed, when, and by whom stays as it was.
MARK_FIXED = """
CREATE TRIGGER clock_mark_fixed BEFORE UPDATE ON complaints_clockmark
    FOR EACH ROW WHEN (
        (OLD.complaint_id, OLD.clock, OLD.mark, OLD.at, OLD.due_at, OLD.marked_at, OLD.owner_id, OLD.department_id)
        IS DISTINCT FROM
        (NEW.complaint_id, NEW.clock, NEW.mark, NEW.at, NEW.due_at, NEW.marked_at, NEW.owner_id, NEW.department_id)
    )
    EXECUTE FUNCTION complaints_forbid();
"""

DESKS = """
CREATE TRIGGER task_no_delete BEFORE DELETE ON complaints_task
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER reroute_no_delete BEFORE DELETE ON complaints_reroute
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER reroute_append_only BEFORE UPDATE ON complaints_reroute
    FOR EACH ROW EXECUTE FUNCTION complaints_only_erased('reason');
"""

# Who looks after a complaint: one at a time in each post, and an ended interval is history.
POSTS = """
ALTER TABLE complaints_stint ADD CONSTRAINT stint_no_overlap EXCLUDE USING gist (
    int8range(complaint_id, complaint_id, '[]') WITH &&,
    int4range(ascii(post), ascii(post), '[]') WITH &&,
    tstzrange(began_at, ended_at) WITH &&
);
ALTER TABLE complaints_absence ADD CONSTRAINT absence_no_overlap EXCLUDE USING gist (
    int8range(agent_id, agent_id, '[]') WITH &&,
    tstzrange(begins_at, ends_at) WITH &&
);
CREATE FUNCTION complaints_stint_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an ended interval of responsibility never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stint_ended_no_delete BEFORE DELETE ON complaints_stint
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION complaints_stint_stays();
CREATE TRIGGER stint_ended_stays BEFORE UPDATE ON complaints_stint
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION complaints_only_erased('why');
"""

# A record of named facts, never a list or a bare word.
PARTICULARS = """
ALTER TABLE complaints_complaint ADD CONSTRAINT complaint_particulars_are_named
    CHECK (jsonb_typeof(particulars) = 'object');
"""

# The transaction gets its number first and the time second: whoever sees no number of a running transaction
# may rely on its rows being later than his look (complaints/api/feed.py).
CHANGED_AT = """
CREATE FUNCTION complaints_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER complaint_changed_at BEFORE INSERT OR UPDATE ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_note_change();
"""

# A call-back is a promise; it may be called off, never forgotten.
CALLS = """
CREATE TRIGGER call_no_delete BEFORE DELETE ON complaints_call
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""

# What the machine said first, and what people decided, is history.
CODING = """
CREATE TRIGGER coding_append_only BEFORE UPDATE OR DELETE ON complaints_coding
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
ALTER TABLE complaints_complaint ADD CONSTRAINT complaint_machine_said_is_named
    CHECK (jsonb_typeof(machine_said) = 'object');
CREATE FUNCTION complaints_machine_said_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the machine said first of % never changes', OLD.number USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER complaint_machine_said BEFORE UPDATE OF machine_said ON complaints_complaint
    FOR EACH ROW WHEN (OLD.machine_said <> '{}' AND NEW.machine_said IS DISTINCT FROM OLD.machine_said)
    EXECUTE FUNCTION complaints_machine_said_stays();
"""

# What has hit many consumers is never forgotten.
INCIDENTS = """
CREATE TRIGGER incident_no_delete BEFORE DELETE ON complaints_incident
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""

# What a sent decision rests on is written once (IV-13). It may go over to another complaint, and be disclosed.
# The one way in which evidence is unlocked: nothing else about it changes, and the timeline says that the letter which
# had locked it was taken back (IV-13).
EVIDENCE = """
CREATE FUNCTION complaints_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER evidence_written_once BEFORE UPDATE ON complaints_evidence
    FOR EACH ROW WHEN (
        OLD.locked_at IS NOT NULL AND (
            OLD.side, OLD.kind, OLD.title, OLD.says, OLD.status, OLD.received_at, OLD.given_by_id, OLD.waived_reason,
            OLD.happened_at, OLD.file, OLD.file_key, OLD.file_name, OLD.media_type, OLD.size, OLD.sha256,
            OLD.silent_at, OLD.locked_at
        ) IS DISTINCT FROM (
            NEW.side, NEW.kind, NEW.title, NEW.says, NEW.status, NEW.received_at, NEW.given_by_id, NEW.waived_reason,
            NEW.happened_at, NEW.file, NEW.file_key, NEW.file_name, NEW.media_type, NEW.size, NEW.sha256,
            NEW.silent_at, NEW.locked_at
        )
    )
    EXECUTE FUNCTION complaints_evidence_stays();
CREATE TRIGGER evidence_decided_on_no_delete BEFORE DELETE ON complaints_evidence
    FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL)
    EXECUTE FUNCTION complaints_evidence_stays();
"""

# What was changed against a cause is never forgotten.
PREVENTION = """
CREATE TRIGGER capa_no_delete BEFORE DELETE ON complaints_correctiveaction
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""

# How far a post had come when somebody looked is history.
READINGS = """
CREATE TRIGGER post_reading_append_only BEFORE UPDATE OR DELETE ON complaints_postreading
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
"""

# An original is kept or erased, never exchanged; a file with malware in it never comes back (IV-02).
ORIGINALS = """
CREATE FUNCTION complaints_original_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the original of item % of evidence stays as it came', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER evidence_original_stays BEFORE UPDATE ON complaints_evidence
    FOR EACH ROW WHEN (
        (OLD.original <> '' AND NEW.original <> '' AND OLD.original <> NEW.original)
        OR (OLD.shown_sha256 <> '' AND (OLD.shown_sha256, OLD.sha256) IS DISTINCT FROM (NEW.shown_sha256, NEW.sha256))
        OR (OLD.scan = 'refused' AND NEW.scan <> 'refused')
    )
    EXECUTE FUNCTION complaints_original_stays();
"""

# What was asked about one's own data, and what had to be kept, is never forgotten. A complaint is erased once, after its
# end, and never under a legal hold (AR-07).
ERASURE = """
CREATE TRIGGER data_request_no_delete BEFORE DELETE ON complaints_datarequest
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER hold_no_delete BEFORE DELETE ON complaints_legalhold
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE FUNCTION complaints_erased_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.erased_at IS NOT NULL THEN
        RAISE EXCEPTION 'complaint % was erased and stays so', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state NOT IN ('archived', 'withdrawn', 'merged', 'ineligible') THEN
        RAISE EXCEPTION 'complaint % has not ended: nothing of it is erased', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM complaints_legalhold WHERE complaint_id = OLD.id AND lifted_at IS NULL) THEN
        RAISE EXCEPTION 'a legal hold is on complaint %', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER complaint_erased_once BEFORE UPDATE OF erased_at ON complaints_complaint
    FOR EACH ROW WHEN (OLD.erased_at IS DISTINCT FROM NEW.erased_at) EXECUTE FUNCTION complaints_erased_once();
"""

# What was declared stays as it was declared; it only ends, once.
TIES = """
CREATE TRIGGER tie_no_delete BEFORE DELETE ON complaints_tie
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER tie_only_ends BEFORE UPDATE ON complaints_tie
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL
        OR (OLD.agent_id, OLD.kind, OLD.name, OLD.merchant, OLD.phone_key, OLD.email_key, OLD.declared_at)
        IS DISTINCT FROM
        (NEW.agent_id, NEW.kind, NEW.name, NEW.merchant, NEW.phone_key, NEW.email_key, NEW.declared_at)
    )
    EXECUTE FUNCTION complaints_forbid();
"""

# What the order source told is kept as it was told; only erasure lets its words go (IV-03).
RECORDS = """
CREATE TRIGGER platform_record_no_delete BEFORE DELETE ON complaints_platformrecord
    FOR EACH ROW EXECUTE FUNCTION complaints_forbid();
CREATE TRIGGER platform_record_stays BEFORE UPDATE ON complaints_platformrecord
    FOR EACH ROW EXECUTE FUNCTION complaints_only_erased('content', 'reference');
"""

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
DROP TRIGGER platform_record_stays ON complaints_platformrecord;
DROP TRIGGER platform_record_no_delete ON complaints_platformrecord;
DROP TRIGGER tie_only_ends ON complaints_tie;
DROP TRIGGER tie_no_delete ON complaints_tie;
DROP TRIGGER complaint_erased_once ON complaints_complaint;
DROP FUNCTION complaints_erased_once();
DROP TRIGGER hold_no_delete ON complaints_legalhold;
DROP TRIGGER data_request_no_delete ON complaints_datarequest;
DROP TRIGGER evidence_original_stays ON complaints_evidence;
DROP FUNCTION complaints_original_stays();
DROP TRIGGER post_reading_append_only ON complaints_postreading;
DROP TRIGGER capa_no_delete ON complaints_correctiveaction;
DROP TRIGGER evidence_decided_on_no_delete ON complaints_evidence;
DROP TRIGGER evidence_written_once ON complaints_evidence;
DROP FUNCTION complaints_evidence_stays();
DROP TRIGGER incident_no_delete ON complaints_incident;
DROP TRIGGER complaint_machine_said ON complaints_complaint;
DROP FUNCTION complaints_machine_said_stays();
ALTER TABLE complaints_complaint DROP CONSTRAINT complaint_machine_said_is_named;
DROP TRIGGER coding_append_only ON complaints_coding;
DROP TRIGGER call_no_delete ON complaints_call;
DROP TRIGGER complaint_changed_at ON complaints_complaint;
DROP FUNCTION complaints_note_change();
ALTER TABLE complaints_complaint DROP CONSTRAINT complaint_particulars_are_named;
DROP TRIGGER stint_ended_stays ON complaints_stint;
DROP TRIGGER stint_ended_no_delete ON complaints_stint;
DROP FUNCTION complaints_stint_stays();
ALTER TABLE complaints_absence DROP CONSTRAINT absence_no_overlap;
ALTER TABLE complaints_stint DROP CONSTRAINT stint_no_overlap;
DROP TRIGGER reroute_append_only ON complaints_reroute;
DROP TRIGGER reroute_no_delete ON complaints_reroute;
DROP TRIGGER task_no_delete ON complaints_task;
DROP TRIGGER clock_mark_fixed ON complaints_clockmark;
DROP TRIGGER pause_only_ends ON complaints_pause;
DROP TRIGGER pause_no_delete ON complaints_pause;
ALTER TABLE complaints_pause DROP CONSTRAINT pause_redline_never_overlaps;
ALTER TABLE complaints_pause DROP CONSTRAINT pause_plan_never_overlaps;
DROP TRIGGER complaint_first_owner ON complaints_complaint;
DROP FUNCTION complaints_first_owner_stays();
DROP TRIGGER clock_mark_no_delete ON complaints_clockmark;
DROP TRIGGER complaint_no_delete ON complaints_complaint;
DROP TRIGGER payout_no_delete ON complaints_payout;
DROP TRIGGER event_append_only ON complaints_event;
DROP TRIGGER event_no_delete ON complaints_event;
DROP FUNCTION complaints_only_erased();
DROP FUNCTION complaints_loses_words(jsonb, jsonb, bigint, text[]);
DROP FUNCTION complaints_forbid();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FORBID
            + ONLY_ERASED
            + APPEND_ONLY
            + FIRST_OWNER
            + STRETCHES
            + MARK_FIXED
            + DESKS
            + POSTS
            + PARTICULARS
            + CHANGED_AT
            + CALLS
            + CODING
            + INCIDENTS
            + EVIDENCE
            + PREVENTION
            + READINGS
            + ORIGINALS
            + ERASURE
            + TIES
            + RECORDS
            + FREEZES
            + REFERRALS,
            UNDO,
        )
    ]
