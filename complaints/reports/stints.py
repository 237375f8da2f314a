"""Who had a complaint from when to when (OW-10): for its history page, for files, for `reconcile`, for figures."""

from itertools import groupby, islice

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import Post
from complaints.models import Complaint, Event, Stint
from complaints.reports.money import Lie

CHUNK = 500
COLUMNS = {f"{post.value}_id": post.value for post in Post}
# Verb -> why the interval began, beside the name of the person.
STEPS = {
    "accept": _("accepted it"),
    "assign": _("was assigned by a lead"),
    "dispatch": _("it was dispatched to this person"),
    "start": _("took up the check"),
    "bounce": _("it came back to its owner"),
    "take_handover": _("took over a hand-over"),
    "give_work": _("a lead gave the work"),
    "change_owner": _("a lead moved the responsibility"),
    "stand_in": _("stands in during an absence"),
}


HEADS = (_("Complaint"), _("As"), _("Who"), _("From"), _("Until"), _("Step"), _("Why"))


def stints_of(complaint, now):
    """The intervals of one complaint as lines: the row, how long it took, by which step it began."""
    rows = complaint.stints.select_related("agent").order_by("began_at", "pk")
    return [{"stint": row, "took": (row.ended_at or now) - row.began_at, "step": step_of(row)} for row in rows]


def step_of(stint):
    """The step an interval began with, in words; an unknown one by its name."""
    return STEPS.get(stint.verb, stint.verb)


def visible_stints(agent, number=""):
    """The intervals of the complaints this agent may see, or of one of them, in the order of a file."""
    rows = Stint.objects.select_related("agent", "complaint").order_by("complaint", "began_at", "pk")
    rows = rows.filter(complaint__in=Complaint.objects.visible_to(agent))
    return rows.filter(complaint__number__iexact=number) if number else rows


def cells_of(stint):
    """One interval as the cells of a spreadsheet row."""
    times = wording.exact_moment(stint.began_at), wording.exact_moment(stint.ended_at)
    return stint.complaint.number, stint.get_post_display(), stint.agent, *times, step_of(stint), stint.why


# --- the proof: the intervals are what the events tell ------------------------------------------------------


def lies():
    """Every complaint whose intervals are not the fold of its events, or do not end in its present people."""
    told = groupby(telling_events().iterator(chunk_size=CHUNK * 10), key=lambda event: event.complaint_id)
    pairs = ((key, list(events)) for key, events in told)
    while chunk := dict(islice(pairs, CHUNK)):
        kept = kept_stints(chunk)
        for key, events in chunk.items():
            yield from lies_of(events, kept.get(key, []))
    untold = Stint.objects.exclude(Exists(telling_events().order_by().filter(complaint=OuterRef("complaint"))))
    for stint in untold.select_related("complaint").order_by("pk"):
        yield Lie(stint.complaint.number, "it has an interval of responsibility that no event tells")


def telling_events():
    """The events that changed owner, handler or stand-in, complaint by complaint."""
    rows = Event.objects.none()
    for column in COLUMNS:
        rows |= Event.objects.filter(changes__contains=[[column]])
    return rows.select_related("complaint").order_by("complaint_id", "pk")


def kept_stints(complaints):
    """{complaint: its stored intervals} of some complaints."""
    rows = Stint.objects.filter(complaint__in=complaints).order_by("complaint_id")
    return {
        key: [(row.post, row.agent_id, row.began_at, row.ended_at) for row in group]
        for key, group in groupby(rows, key=lambda row: row.complaint_id)
    }


def lies_of(events, kept):
    """What is wrong with the intervals of one complaint."""
    complaint, told = events[0].complaint, fold(events)
    for post, agent, began_at, _ended_at in set(told) ^ set(kept):
        at = wording.exact_moment(began_at)
        yield Lie(complaint.number, f"events and intervals differ about its {post} {agent} since {at}")
    running = {post: agent for post, agent, _began_at, ended_at in told if ended_at is None}
    for column, post in COLUMNS.items():
        now, said = getattr(complaint, column), running.get(post)
        if now != said:
            yield Lie(complaint.number, f"its {post} is {now}, its events say {said}")


def fold(events):
    """[(post, agent, from, until), ...] as the events tell it, by the same words as `lifecycle.keep_stints`."""
    running, past = {}, []
    for event in events:
        for column, _old, agent in event.changes:
            if column in COLUMNS:
                change(running, past, COLUMNS[column], agent, event.at)
    return past + [(post, agent, since, None) for post, (agent, since) in running.items()]


def change(running, past, post, agent, at):
    """Somebody else has this post from `at` on, or nobody."""
    last = max((ended for kind, _agent, _since, ended in past if kind == post), default=at)
    before, since = running.pop(post, (None, None))
    if before and since < at:
        past.append((post, before, since, at))
    elif before:
        at = since
    else:
        at = max(at, last)
    if agent:
        running[post] = (agent, at)
