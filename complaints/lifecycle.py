"""The door: the only place that changes the state of anything, or signs a change of facts.

`move()` takes a step of a state machine, `amend()` changes facts without a step, `why_not()` says what stands
against either. All three know no particular verb: the machine, its table of hats (`who_may`) and `rules.py` do.
"""

from django.db import transaction

from complaints import rules
from complaints.enums import PHASE_OF, ActorKind, ClockName, EventKind, NoticeChannel
from complaints.models import Agent, Consumer, Event, Notice, Pause, Stint, Subscriber, holds_of
from complaints.roles import WHO_MAY

UNTOLD = {"phone", "next_due_at", "next_started_at", "next_clock", "swept_at", "sweep_at", "changed_at"}


class Refused(Exception):  # noqa: N818 - the word of the house
    """A rule said no. `reason` is the sentence to show."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = str(reason)


def check(verdict):
    """Raise `Refused` with the verdict's sentence unless it is a yes."""
    if not verdict:
        raise Refused(verdict.why)


def require(text, message):
    """Raise `Refused` with `message` if a mandatory text is blank."""
    if not (text or "").strip():
        raise Refused(message)


def why_not(obj, verb, by, now):
    """The sentence that stands against `verb` on `obj` now, or "" if nothing does."""
    obj.looked_at = now
    step = transition_of(obj, verb)
    if step is None:
        return str(rules.out_of_turn(obj, verb).why)
    hat = rules.wears_the_hat(verb, by, hats_of(obj))
    if not hat:
        return str(hat.why)
    for condition in step.conditions:
        verdict = condition(obj)
        if not verdict:
            return str(verdict.why)
    verdict = step.permission(obj, by) if step.permission else rules.YES
    window = step.custom.get("window")
    if verdict and window:
        verdict = window(obj, now)
    return str(verdict.why)


def hats_of(obj):
    """The table verb -> roles of the machine of `obj`: `who_may` of its class, else that of the complaints."""
    return getattr(obj, "who_may", WHO_MAY)


def transition_of(obj, verb):
    """The transition named `verb` that leaves the present state of `obj`, or None."""
    machine = getattr(type(obj), verb)._django_fsm
    return machine.get_transition(machine.field.get_state(obj))


def next_steps(obj):
    """The verbs that leave the present state of `obj`, in the order in which the machine names them."""
    field = type(obj)._meta.get_field("state")
    return [step.name for step in field.get_all_transitions(type(obj)) if step.source == obj.state]


def lock(obj):
    """Read the row of `obj` again under a row lock. A fresh instance, so nothing stale is trusted.

    What its model names in `read_along` comes in the same statement, without a lock. Only what the row never
    exchanges: after a wait PostgreSQL joins the new row with what it had found for the old one.
    """
    rows = type(obj)._default_manager.select_for_update(of=("self",), no_key=True)
    along = getattr(obj, "read_along", ())
    return (rows.select_related(*along) if along else rows).get(pk=obj.pk)


def claim(rows, pk=None):
    """Lock one row of `rows`, which say what is due: that with key `pk`, or the first; None if another has it.

    For rounds and workers that run side by side: nobody waits, and whoever comes second finds nothing to do.
    """
    free = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return (free if pk is None else free.filter(pk=pk)).first()


def lock_all(*rows):
    """Lock several rows of one table, always in the order of their keys; fresh instances in the order given."""
    fresh = {row.pk: lock(row) for row in sorted(rows, key=lambda row: row.pk)}
    return [fresh[row.pk] for row in rows]


def move(obj, verb, *, by, now, reason="", data=None, **facts):
    """Take the step `verb`: lock, ask, move, save once, sign. Returns the fresh object.

    `facts` go to the transition's body; `reason` and `data` to the timeline. Raises Refused with the reason.
    """
    with transaction.atomic():
        fresh = lock(obj)
        against = why_not(fresh, verb, by, now)
        if against:
            raise Refused(against)
        before = told_values(fresh)
        getattr(fresh, verb)(by=by, now=now, **facts)
        return store(fresh, before, verb, by, now, reason, data)


def amend(obj, verb, *, by, now, allowed=rules.YES, reason="", data=None, **fields):
    """Change `fields` of `obj` without a step, signed with `verb`. Returns the fresh object.

    `allowed` is a Verdict, or a rule of the locked object. Raises Refused.
    """
    with transaction.atomic():
        fresh = lock(obj)
        fresh.looked_at = now
        check(rules.wears_the_hat(verb, by, hats_of(fresh)))
        check(allowed(fresh) if callable(allowed) else allowed)
        before = told_values(fresh)
        for name, value in fields.items():
            setattr(fresh, name, value)
        return store(fresh, before, verb, by, now, reason, data)


def store(obj, before, verb, by, now, reason="", data=None, *, quiet=False):
    """Save once with a signed history row, and tell the timeline what changed (unless `quiet`)."""
    arrange = getattr(obj, "arrange_clocks", None)
    if arrange:
        arrange(now, before.get("state", ""))
    obj._history_user = by if isinstance(by, Agent) else None
    obj._history_date = now
    # simple-history keeps the reason on the instance and would sign the next save with it: clear it at once.
    obj._change_reason = f"{verb}: {reason}"[:100] if reason else verb
    obj.save()
    obj._change_reason = None
    if hasattr(obj, "pauses"):
        keep_pauses(obj, before, now)
    keep_stints(obj, before, verb, now, reason)
    if hasattr(obj, "timeline") and not quiet:
        after_state = getattr(obj, "state", "")
        tell(
            verb,
            by=by,
            now=now,
            reason=reason,
            changes=differences(obj, before),
            data=data or {},
            from_state=before.get("state", ""),
            to_state=after_state,
            **{"kind": EventKind.STATE if before.get("state", "") != after_state else EventKind.FACT} | obj.timeline(),
        )
    return obj


def keep_pauses(complaint, before, now):
    """Write which clock stood still and why: end the stretch that is over, at its true end, and begin the new one."""
    was, holds = holds_of(before), holds_of(told_values(complaint))
    for name in [*was, *(holds.keys() - was.keys())]:
        if was.get(name) == holds.get(name):
            continue
        if name in was:
            end = min(now, before["paused_until"]) if name == ClockName.PLAN else now
            complaint.pauses.filter(clock=name, ended_at=None).update(ended_at=end)
        if name in holds:
            why, since = holds[name]
            Pause.objects.create(complaint=complaint, clock=name, why=why, started_at=since)


def keep_stints(obj, before, verb, now, why):
    """Who becomes or ceases to be owner, handler or stand-in gets an interval, in this transaction (OW-10).

    Nobody holds a post for no time: of two changes at one moment the later one counts.
    """
    changed = [post for post in getattr(obj, "posts", ()) if getattr(obj, f"{post}_id") != before[f"{post}_id"]]
    if not changed:
        return
    latest = Stint.objects.filter(complaint=obj, post__in=changed).order_by("post", "-began_at").distinct("post")
    last, new = {stint.post: stint for stint in latest}, []
    for post in changed:
        began_at = leave_post(last.get(post), now)
        if agent_id := getattr(obj, f"{post}_id"):
            facts = {"agent_id": agent_id, "post": post, "began_at": began_at, "verb": verb, "why": why}
            new.append(Stint(complaint=obj, **facts))
    Stint.objects.bulk_create(new)


def leave_post(stint, now):
    """End the last interval of a post at `now`; returns when the next one begins (two clocks may differ a little)."""
    if stint is None or stint.ended_at:
        return max(now, stint.ended_at) if stint else now
    if stint.began_at >= now:
        stint.delete()
        return stint.began_at
    stint.ended_at = now
    stint.save(update_fields=["ended_at"])
    return now


def tell(verb, *, by, now, **facts):
    """Append one row to the timeline: who, what, when, why, from where."""
    return append(new_event(verb, by=by, now=now, **facts))


def append(event):
    """Write a row of the timeline, and tell it to those outside who listen. Returns it."""
    event.save(force_insert=True)
    publish(event)
    return event


def publish(event):
    """Put a step or a message into the outbox of every subscriber that may read the complaint (contract.md, webhooks).

    The rows are written with what they report. A message that was taken back, or did not arrive, is not told.
    """
    spoken = event.message is not None and event.message.recalled_at is None
    if event.kind != EventKind.STATE and not (event.kind == EventKind.MESSAGE and spoken):
        return
    listening = Subscriber.objects.listening(event.kind).select_related("partner")
    rows = [delivery(event, one) for one in listening if rules.may_be_told(one.partner, event.complaint_id)]
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)


def delivery(event, subscriber):
    """The unsaved outbox row of one event for one subscriber. The key ends like the other notices' of this event."""
    end = event.message_id or event.pk
    return Notice(
        complaint_id=event.complaint_id,
        event=event.verb,
        channel=NoticeChannel.WEBHOOK,
        subscriber=subscriber,
        context=told_outside(event),
        once=f"{event.verb}:{event.complaint_id}:webhook-{subscriber.pk}:{end}",
        next_try_at=event.at,
        created_at=event.at,
    )


def told_outside(event):
    """What a webhook says: which step or message of which complaint. Reasons and names stay in the house."""
    complaint, message = event.complaint, event.message
    said = {"direction": message.direction, "body": message.body} if message else None
    state = rules.state_told(complaint, event.at) if message else complaint.state
    return {
        "event": event.verb,
        "topic": str(event.kind),
        "at": event.at.isoformat(),
        "complaint": {"number": complaint.number, "state": state, "phase": str(PHASE_OF[state])},
        "from_state": str(event.from_state),
        "message": said,
    }


def new_event(verb, *, by, now, **facts):
    """The row that `tell` appends, unsaved: for whoever writes many at once."""
    return Event(
        verb=verb,
        at=now,
        actor_kind=actor_kind(by),
        agent=by if isinstance(by, Agent) else None,
        source=by.via.source,
        request_id=by.via.request_id,
        address=by.via.address,
        **facts,
    )


def actor_kind(by):
    """Agent, consumer or the system."""
    if isinstance(by, Agent):
        return ActorKind.AGENT
    return ActorKind.CONSUMER if isinstance(by, Consumer) else ActorKind.SYSTEM


def told_values(obj):
    """The stored values of `obj` that a reader of the history would want to compare."""
    return {
        field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields if field.attname not in UNTOLD
    }


def differences(obj, before):
    """[[field, old, new], ...] in words that survive a change of the tables."""
    after = told_values(obj)
    return [
        [name, plain(before[name]), plain(value)]
        for name, value in after.items()
        if name != "state" and value != before[name]
    ]


def plain(value):
    """A JSON value for the history: numbers and truth as they are, all else as text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
