"""What may stand in the braces of a template, read from the event alone."""

from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints import wording
from complaints.enums import (
    ActorKind,
    Answer,
    Authority,
    Bearer,
    BusinessStage,
    Channel,
    ClockName,
    ClosingCode,
    Criterion,
    Disclosure,
    Emotion,
    EscalationReason,
    Flag,
    FreezeKind,
    HoldOutcome,
    IneligibleReason,
    Mark,
    OrderStatus,
    OwnerChangeReason,
    Party,
    PayerDoubt,
    PayerWord,
    PayoutKind,
    Platform,
    Priority,
    RecordPart,
    RemedyKind,
    RuleEffect,
    Side,
    Tier,
)


def who(event):
    """The actor in bold: the agent's name, the consumer, or the system."""
    name = event.agent if event.agent_id else ActorKind(event.actor_kind).label
    return bold(name)


def bold(text):
    """Text in bold, escaped."""
    return format_html("<b>{}</b>", text)


def label(choices, value):
    """The label of a stored code; the code itself if the list has changed since."""
    return choices(value).label if value in choices.values else value or wording.NOTHING


def changed(event, field):
    """The new value of a field this event changed, or None."""
    return next((new for name, _old, new in event.changes if name == field), None)


def promotion(event):
    """Which promotion began or ended, and what became of the priority."""
    data = event.data
    began = _("{name} has begun: {was} → {now}") if data.get("began") else _("{name} is over: {was} → {now}")
    return format_html(began, name=bold(data.get("name")), was=data.get("was"), now=data.get("is"))


def order(event):
    """The number that was asked about, or what the order system said of it."""
    if event.data.get("status"):
        return bold(label(OrderStatus, event.data["status"]))
    return bold(event.data.get("number") or wording.NOTHING)


def named(row):
    """A bilingual name kept in the event's facts: {"zh": ..., "en": ...}."""
    return (row or {}).get("en" if get_language() == "en" else "zh", "")


def desk(event):
    """The desk as it was called then."""
    return bold(named(event.data.get("desk")) or event.data.get("department", wording.NOTHING))


def amount(event):
    """The payout's amount; a request keeps its own in the facts."""
    value = event.payout.amount if event.payout_id else event.data.get("amount")
    return bold(wording.money(value))


def payout_kind(event):
    """What sort of payment it was."""
    return label(PayoutKind, event.payout.kind if event.payout_id else event.data.get("kind"))


def promise(event):
    """The next contact promised with a reply."""
    at = event.data.get("next_contact_at")
    if not at:
        return ""
    return _(" · next contact %(at)s") % {"at": wording.brief_moment(datetime.fromisoformat(at), event.at)}


def emotion(event):
    """The feeling and its strength."""
    facts = event.data
    if "emotion" not in facts:
        return wording.NOTHING
    return format_html("<b>{}</b> {} / 10", label(Emotion, facts["emotion"]), facts["intensity"])


def class_change(event):
    """From one class to another, with what else of it changed."""
    parts = []
    if changed(event, "category_id"):
        parts.append(f"{changed(event, 'category_id')} {named(event.data.get('category'))}".strip())
    if changed(event, "secondary_codes"):
        parts.append(_("also %(codes)s") % {"codes": _(", ").join(changed(event, "secondary_codes"))})
    if changed(event, "business_stage"):
        parts.append(label(BusinessStage, changed(event, "business_stage")))
    if changed(event, "priority"):
        parts.append(label(Priority, changed(event, "priority")))
    return format_html(_(" to {new}"), new=bold(" · ".join(map(str, parts)))) if parts else ""


def rule_effect(event):
    """What an intake rule did."""
    facts = event.data
    told = {
        RuleEffect.PRIORITY: lambda: label(Priority, facts.get("priority")),
        RuleEffect.FLAG: lambda: label(Flag, facts.get("flag")),
        RuleEffect.DESK: lambda: named(facts.get("desk")),
        RuleEffect.TELL: lambda: facts.get("to_name"),
    }
    effect = facts.get("effect")
    return format_html("{} <b>{}</b>", label(RuleEffect, effect), told[effect]() if effect in told else "")


def side(event):
    """Whose evidence it is; a body outside by its name, too."""
    told, body = label(Side, event.data.get("side")), event.data.get("body")
    return f"{told} · {body}" if body else told


def rating(event):
    """The survey's stars."""
    value = changed(event, "satisfaction")
    return bold(_("%(n)s of 5") % {"n": value}) if value else wording.NOTHING


def rated_again(event):
    """The stars of the second survey."""
    value = event.data.get("satisfaction")
    return bold(_("%(n)s of 5") % {"n": value}) if value else wording.NOTHING


def escalation(event):
    """The kind of reason; of who feels ignored, how long there was silence (FB-18)."""
    code, minutes = event.data.get("reason_code"), event.data.get("silence_minutes")
    if not code:
        return ""
    told = f" · {label(EscalationReason, code)}"
    if code == EscalationReason.FELT_IGNORED and minutes is not None:
        told += _(", nothing heard for %(time)s") % {"time": wording.span(timedelta(minutes=minutes))}
    return told


def remedy(event):
    """What was to be done for the consumer."""
    return bold(f"{label(RemedyKind, event.data.get('kind'))} {event.data.get('detail', '')}".strip())


def checked(event):
    """What the checklist was answered with; a no is named."""
    answers = event.data.get("answers", {})
    against = [label(Criterion, criterion) for criterion, answer in answers.items() if answer == Answer.NO]
    if against:
        return format_html(_("no to {what}"), what=bold(_(", ").join(map(str, against))))
    open_ones = sum(answer == Answer.UNKNOWN for answer in answers.values())
    return _("%(n)s not known yet") % {"n": open_ones} if open_ones else _("nothing speaks against it")


def share(event):
    """How much of the responsibility."""
    return format_html("<b>{} %</b>", event.data.get("share", 100))


def party_named(code):
    """Who is responsible, or who pays."""
    return label(Party if code in Party.values else Bearer, code)


def shares(event):
    """Who bears how much of a loss."""
    parts = event.data.get("shares", {}).items()
    return bold(_(", ").join(f"{party_named(code)} {wording.money(amount)}" for code, amount in parts))


def reach(event):
    """By whom it was written and how far it has come."""
    facts = event.data
    parts = [facts.get("author")]
    parts += [_("%(n)s reposts") % {"n": facts["reposts"]}] if facts.get("reposts") is not None else []
    parts += [_("%(n)s likes") % {"n": facts["likes"]}] if facts.get("likes") is not None else []
    return " · ".join(filter(None, parts)) or wording.NOTHING


def moment_of(name):
    """A moment among the facts, to the minute."""
    return lambda event: bold(wording.exact_moment(datetime.fromisoformat(event.data[name]))[:-3])


def returnable(event):
    """Whether the goods may go back, and until when it could be asked for."""
    if event.data.get("allowed"):
        return format_html(_("they may go back, asked for by {day}"), day=bold(event.data.get("last_day", "")))
    return bold(_("no free return"))


def records(event):
    """What has changed since the last look; what made no sense is named."""
    data = event.data
    changed_parts = _(", ").join(str(label(RecordPart, part)) for part in data.get("changed", []))
    told = _("changed: %(parts)s") % {"parts": changed_parts} if changed_parts else _("nothing has changed")
    unreadable = _(", ").join(str(label(RecordPart, part)) for part in data.get("unreadable", []))
    return told + (_(" · made no sense: %(parts)s") % {"parts": unreadable} if unreadable else "")


def heard(event):
    """What the consumer said of it."""
    return bold(_("yes") if event.data.get("heard") else _("no"))


def measure(event):
    """What is asked against whom."""
    kind, merchant = label(FreezeKind, event.data.get("measure")), event.data.get("merchant")
    return bold(f"{kind} · {merchant}" if merchant else kind)


FACTS = {
    "who": who,
    "order": order,
    "promotion": promotion,
    "verb": lambda event: event.verb,
    "channel": lambda event: label(Channel, event.data.get("channel")),
    "checked": checked,
    "because": lambda event: label(IneligibleReason, event.data.get("reason_code")),
    "desk": desk,
    "party": lambda event: bold(party_named(event.data.get("party"))),
    "shares": shares,
    "outcome": lambda event: bold(label(HoldOutcome, event.data.get("outcome"))),
    "share": share,
    "lines": lambda event: bold(event.data.get("lines", 0)),
    "name": lambda event: bold(event.data.get("name") or wording.NOTHING),
    "platform": lambda event: bold(label(Platform, event.data.get("platform"))),
    "reach": reach,
    "address": lambda event: bold(event.data.get("address") or wording.NOTHING),
    "options": lambda event: bold(_(", ").join(event.data.get("options", []))),
    "option": lambda event: bold(event.data.get("option", wording.NOTHING)),
    "remedy": remedy,
    "rule": lambda event: bold(event.data.get("rule", wording.NOTHING)),
    "rule_effect": rule_effect,
    "rows": lambda event: bold(event.data.get("rows", wording.NOTHING)),
    "rating": rating,
    "escalation": escalation,
    "rated_again": rated_again,
    "closing": lambda event: label(ClosingCode, changed(event, "closing_code")),
    "number": lambda event: bold(event.data.get("number", wording.NOTHING)),
    "promise": promise,
    "emotion": emotion,
    "fact": lambda event: event.data.get("fact", wording.NOTHING),
    "side": side,
    "title": lambda event: bold(event.data.get("title", wording.NOTHING)),
    "disclosure": lambda event: bold(label(Disclosure, event.data.get("disclosure"))),
    "amount": amount,
    "kind": payout_kind,
    "word": lambda event: bold(label(PayerWord, event.data.get("word"))),
    "doubt": lambda event: label(PayerDoubt, event.data.get("doubt")),
    "claimed": lambda event: bold(wording.money(event.data.get("amount"))),
    "to": lambda event: bold(event.data.get("to_name") or wording.NOTHING),
    "from_name": lambda event: bold(event.data.get("from_name") or wording.NOTHING),
    "for_name": lambda event: bold(event.data.get("for_name") or wording.NOTHING),
    "cause": lambda event: label(OwnerChangeReason, event.data.get("cause")),
    "count": lambda event: event.data.get("count", wording.NOTHING),
    "tier": lambda event: bold(label(Tier, changed(event, "tier"))),
    "class_change": class_change,
    "class": lambda event: bold(f"{event.data.get('code', '')} {named(event.data.get('category'))}".strip()),
    "clock": lambda event: bold(label(ClockName, event.data.get("clock"))),
    "days": lambda event: bold(event.data.get("days", wording.NOTHING)),
    "mark": lambda event: label(Mark, event.data.get("mark")),
    "since": moment_of("since"),
    "due_by": moment_of("due_by"),
    "until": moment_of("until"),
    "heard": heard,
    "measure": measure,
    "authority": lambda event: bold(label(Authority, event.data.get("authority"))),
    "returnable": returnable,
    "records": records,
    "n": lambda event: event.data.get("n", wording.NOTHING),
    "new_date": lambda event: bold(wording.exact_moment(datetime.fromisoformat(event.data["new_date"]))),
}
