"""What is taken out of a complaint for others to learn from: its facts without its persons."""

from django.utils.translation import gettext as _

from complaints.enums import ActorKind
from complaints.roles import Role
from knowledge_base.enums import FACT_LINES
from knowledge_base.text import anonymised

FIRST_OWNER = "first_owner"
NOTE_LENGTH = 120
WITHOUT_REASON = {"mark_paid"}  # its reason is the reference of a bank


def persons_of(complaint):
    """Every word of the file that points to a person, a seller or a paper; to be masked wherever it stands."""
    consumer = complaint.consumer
    words = [consumer.name, consumer.phone, consumer.email, consumer.external_id]
    words += [complaint.number, complaint.order_number, complaint.tracking_number, complaint.merchant]
    for event in complaint.events.select_related("agent").exclude(agent=None):
        words += [event.agent.display_name, event.agent.alias]
    return {word for word in words if word}


def facts_of(complaint, persons):
    """The timeline as rows for JSON, oldest first: when, which step, the role of whoever took it, why, how much."""
    events = complaint.events.filter(verb__in=FACT_LINES).select_related("payout", "agent").order_by("at", "pk")
    rows = {}
    for event in events.prefetch_related("agent__groups"):
        # One step may leave two events of the same moment, such as the step and a fact it sets: told once.
        rows[event.at, event.verb] = {
            "at": event.at.isoformat(),
            "verb": event.verb,
            "who": actor_of(event, complaint),
            "why": "" if event.verb in WITHOUT_REASON else anonymised(event.reason, persons)[:NOTE_LENGTH],
            "amount": str(event.payout.amount) if event.payout else "",
        }
    return list(rows.values())


def actor_of(event, complaint):
    """The hat of whoever acted, never the name."""
    if event.actor_kind != ActorKind.AGENT:
        return Role.CONSUMER if event.actor_kind == ActorKind.CONSUMER else Role.SYSTEM
    if event.agent_id == complaint.first_owner_id:
        return FIRST_OWNER
    worn = {group.name for group in event.agent.groups.all()}
    return next((role.value for role in Role if role in worn), Role.FRONT_LINE)


def curve_of(complaint, persons):
    """The emotion readings as rows for JSON, oldest first."""
    return [
        {
            "at": reading.read_at.isoformat(),
            "intensity": reading.intensity,
            "emotion": reading.emotion,
            "moment": reading.moment,
            "note": anonymised(reading.note, persons)[:NOTE_LENGTH],
        }
        for reading in complaint.emotion_readings.all()
    ]


def draft_of(complaint):
    """(title, body) of an article made from a complaint: what happened, what we did, how it ended (TL-13)."""
    persons = persons_of(complaint)
    proposal = complaint.proposals.order_by("pk").last()
    sections = [
        (_("What happened"), f"> {complaint.description}".replace("\n", "\n> ")),
        (_("What we did"), proposal.what_we_did if proposal else ""),
        (_("Why it was decided so"), proposal.reasons if proposal else ""),
        (_("How it ended"), " ".join([complaint.get_closing_code_display(), complaint.summary]).strip()),
        (_("What to do next time"), ""),
    ]
    body = "\n\n".join(f"## {title}\n\n{anonymised(text, persons) or '…'}" for title, text in sections)
    return anonymised(complaint.title, persons)[:120], body
