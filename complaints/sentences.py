"""The timeline aloud: one readable sentence for every kind of event, in the reader's language. Pure.

`sentence(event)` is safe HTML with the people and things in bold; `symbol(event)` is its icon and tone. Both read
the row alone: what a sentence needs beyond it stands in `event.data`, as it was called when it happened.
"""

import re
from datetime import datetime
from html import unescape
from string import Formatter

from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from complaints import wording
from complaints.enums import (
    ActorKind,
    Answer,
    Channel,
    ClockName,
    ClosingCode,
    Criterion,
    Emotion,
    EventKind,
    Flag,
    IneligibleReason,
    Mark,
    OrderStatus,
    OwnerChangeReason,
    Party,
    PayoutKind,
    Platform,
    Priority,
    RemedyKind,
    RuleEffect,
    Side,
    Tier,
)

N_ = gettext_lazy

SENTENCES = {
    # the steps of a complaint
    "submit": N_("{who} filed the complaint · {channel}"),
    "accept": N_("{who} accepted it and is its owner from now on"),
    "ask_info": N_("{who} asked the consumer for what is missing"),
    "give_info": N_("{who} gave the missing information"),
    "propose_refusal": N_("{who} proposed not to accept it: {because}"),
    "check_eligibility": N_("{who} went through the checklist: {checked}"),
    "return_refusal": N_("{who} did not confirm the refusal and gave it back"),
    "refuse": N_("{who} confirmed the refusal; the letter has gone out"),
    "object": N_("{who} objected to the refusal"),
    "dispatch": N_("{who} dispatched it to {desk}; the owner stays"),
    "solve_now": N_("{who} settles it at once, without a desk in between"),
    "start": N_("{who} took up the check"),
    "bounce": N_("{who} passed it on to {desk}: not theirs"),
    "finish_check": N_("{who} finished the check"),
    "record_finding": N_("{who} recorded the finding: {party} bears {share}"),
    "draft_proposal": N_("{who} wrote the proposal: {options}"),
    "send_proposal": N_("{who} sent the proposal to the consumer"),
    "ask_review": N_("{who} handed the proposal to the mid-office for review"),
    "approve_proposal": N_("{who} approved the proposal; it has gone to the consumer"),
    "return_proposal": N_("{who} returned the proposal"),
    "approve_clause": N_("{who} approved the answer for legal"),
    "escalate": N_("{who} escalated it to the back office"),
    "issue_report": N_("{who} issued the report; the consumer has the consumer version"),
    "choose_option": N_("{who} recorded the consumer's choice: {option}"),
    "ask_mediation": N_("{who} rejected the proposal and asked for mediation"),
    "ask_re_review": N_("{who} rejected the proposal and asked for a second review"),
    "expire": N_("The proposal ran out without an answer"),
    "propose_settlement": N_("{who} sent a settlement to the consumer"),
    "refer_to_arbitration": N_("{who} referred it to arbitration"),
    "award": N_("{who} decided for the consumer"),
    "dismiss": N_("{who} decided against the consumer; the outside routes stay open"),
    "go_external": N_("{who} recorded an outside procedure"),
    "resume_external": N_("{who} recorded the outside result: a proposal is due"),
    "close_external": N_("{who} recorded the outside result and closed it"),
    "carry_out_remedy": N_("{who} carried out: {remedy}"),
    "fail_remedy": N_("{who} could not carry out: {remedy}"),
    "resolve": N_("{who} reported that everything promised is done; the survey has gone out"),
    "fail_execution": N_("{who} took it back to the proposal: carrying out failed"),
    "answer_survey": N_("{who} answered the survey: {rating}"),
    "close": N_("{who} closed it"),
    "reopen": N_("{who} opened it again"),
    "withdraw": N_("{who} withdrew it"),
    "undo_withdraw": N_("{who} took the withdrawal back"),
    "merge": N_("{who} merged it: {number}"),
    "undo_merge": N_("{who} took the merge apart again: {number}"),
    "link": N_("{who} linked it with {number}"),
    "unlink": N_("{who} untied it from {number}"),
    "record_particulars": N_("{who} wrote down what these goods need"),
    "split": N_("{who} cut a second complaint out of it: {number}"),
    "archive": N_("{who} archived it"),
    # talking
    "reply": N_("{who} replied to the consumer{promise}"),
    "recall": N_("{who} took the reply back before it went out"),
    "note": N_("{who} · internal note · colleagues only"),
    "hear_consumer": N_("{who} recorded what the consumer said"),
    "hear_other": N_("A mail came to this complaint from another address, {address}: judge who wrote it"),
    "hear_unsigned": N_(
        "A mail came in under the consumer's address, {address}, without our sign: ask before you use it"
    ),
    "add_chat": N_("{who} took over a chat of {lines} messages"),
    "chat_line": N_("{name} · in the chat"),
    "add_post": N_("{who} recorded a public post on {platform} · {reach}"),
    "open_by_mail": N_("It came in as a mail: {title}"),
    "refuse_files": N_("Files of a mail were not taken"),
    "undeliverable": N_("A letter did not reach the consumer"),
    "read_source": N_("{who} read an original mail"),
    "read_emotion": N_("{who} read the emotion: {emotion}"),
    "reveal_contact": N_("{who} looked at the contact data"),
    "export_complaints": N_("{who} exported {rows} complaints: {title}"),
    "export_rejected": N_("{who} exported {rows} refused rows of the import {title}"),
    "search_contact": N_("{who} searched for a whole phone number or address: {rows} found"),
    "export_history": N_("{who} exported {rows} lines of the history"),
    "remember": N_("{who} noted for the next service: {fact}"),
    # evidence
    "ask_evidence": N_("{who} asked for evidence of {side}: {title}"),
    "add_evidence": N_("{who} added evidence of {side}: {title}"),
    "waive_evidence": N_("{who} did without {title}"),
    # money
    "open_recovery": N_("{who} claims {claimed} back from {party}"),
    "propose_payout": N_("{who} asked to pay {amount} · {kind}"),
    "approve": N_("{who} approved {amount} · {kind}"),
    "endorse": N_("{who} gave the first approval for {amount} · {kind}"),
    "reject": N_("{who} rejected {amount} · {kind}"),
    "cancel": N_("{who} cancelled {amount} · {kind}"),
    "pay": N_("{amount} handed to the payment system · {kind}"),
    "mark_paid": N_("{amount} paid · {kind} · recorded by {who}"),
    "fail": N_("The payment of {amount} failed · {kind}"),
    "retry": N_("{who} sent {amount} to the payment system again · {kind}"),
    "confirm": N_("{who} confirmed that {amount} has arrived · {kind}"),
    "reverse": N_("{who} reversed {amount} · {kind}"),
    # people, class, clocks
    "assign": N_("{who} assigned it to {to}"),
    "offer_handover": N_("{who} offered the work to {to}"),
    "take_handover": N_("{who} took the work over; the first owner stays"),
    "decline_handover": N_("{who} declined the hand-over"),
    "lapse_handover": N_("Nobody took the hand-over in time; it went back"),
    "change_owner": N_("{who} made {to} its owner instead of {from_name}: {cause}"),
    "give_work": N_("{who} gave the work to {to} instead of {from_name}"),
    "look_at_handovers": N_("{who} looked at its {count} hand-overs"),
    "stand_in": N_("{to} stands in while {for_name} is away; the owner stays"),
    "end_stand_in": N_("{to} no longer stands in"),
    "repeat_story": N_("The consumer was asked again for what we hold"),
    "set_tier": N_("{who} set the tier to {tier}"),
    "reclassify": N_("{who} changed the class{class_change}"),
    "rescore": N_("{promotion}"),
    "apply_rule": N_("The intake rule {rule}: {rule_effect}"),
    "ask_order": N_("{who} asked the order system about {order}"),
    "take_order_facts": N_("The order system: {order}"),
    "clock": N_("{clock}: {mark}"),
    # between desks
    "ask_desk": N_("{who} asked {desk}: {title}"),
    "take_task": N_("{who} took up {title}"),
    "answer_task": N_("{who} answered: {title}"),
    "rule_task": N_("{who} gave the ruling asked for"),
    "return_task": N_("{who} returned {title}: not theirs"),
    "waive_task": N_("{who} waived {title}"),
    "rule_desk": N_("{who} ruled: it is the case of {desk}, for good"),
    "task_late": N_("{title}: {mark}"),
    "watch": N_("{who} put it on the watch list: a report every {days} days"),
    "report_up": N_("{who} reported on the watched case"),
    "unwatch": N_("{who} took it off the watch list"),
    "explain_breach": N_("{who} explained the breach of {clock}"),
    "set_new_date": N_("{who} told the consumer a new date: {new_date}"),
}
LAPSED = N_("The consumer did not answer in time; the clocks run again")
NOT_STOPPED = N_("A safety case is never stopped: the clocks run again")
# Where the consumer acts himself.
BY_CONSUMER = {
    "hear_consumer": N_("{who}"),
    "choose_option": N_("{who} chose: {option}"),
    "add_evidence": N_("{who} uploaded: {title}"),
    "withdraw": N_("{who} withdrew the complaint"),
    "reopen": N_("{who} asked to open it again"),
}
CLOSED_WITH = N_("{who} closed it · {closing}")
UNKNOWN = N_("{who}: {verb}")

SYMBOLS = {
    "submit": ("inbox", ""),
    "accept": ("user", ""),
    "reply": ("reply", "accent"),
    "recall": ("undo-2", ""),
    "hear_consumer": ("message-square", "strong"),
    "set_tier": ("flag", ""),
    "reclassify": ("flag", ""),
    "escalate": ("flag", ""),
    "dispatch": ("arrow-left-right", ""),
    "bounce": ("arrow-left-right", ""),
    "assign": ("arrow-left-right", ""),
    "rule_desk": ("scale", ""),
    "report_up": ("file-text", ""),
    "take_handover": ("arrow-left-right", ""),
    "change_owner": ("arrow-left-right", ""),
    "give_work": ("arrow-left-right", ""),
    "stand_in": ("user", ""),
    "end_stand_in": ("user", ""),
    "fail": ("japanese-yen", "red"),
    "hear_other": ("octagon-alert", "note"),
    "hear_unsigned": ("octagon-alert", "note"),
    "undeliverable": ("octagon-alert", "red"),
    "read_emotion": ("heart", ""),
}
KIND_SYMBOLS = {
    EventKind.STATE: ("circle-dot", ""),
    EventKind.MESSAGE: ("message-square", "strong"),
    EventKind.NOTE: ("lock", "note"),
    EventKind.EVIDENCE: ("image", ""),
    EventKind.DECISION: ("file-text", ""),
    EventKind.MONEY: ("japanese-yen", ""),
    EventKind.HANDOVER: ("arrow-left-right", ""),
    EventKind.CLOCK: ("octagon-alert", "red"),
    EventKind.TASK: ("clipboard-list", ""),
    EventKind.FACT: ("pencil", ""),
    EventKind.PRIVACY: ("eye", ""),
}


def sentence(event, consumer="") -> SafeString:
    """Who did what, as safe HTML with names and things in bold; the reason stands apart in `event.reason`.

    `consumer`: how this page calls the consumer, where it is about one.
    """
    template = str(template_of(event))
    wanted = {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}
    facts = {name: FACTS[name](event) for name in wanted}
    if consumer and event.actor_kind == ActorKind.CONSUMER:
        facts["who"] = bold(consumer)
    return format_html(template, **facts) if facts else escape(template)


def plain(event) -> str:
    """The sentence without its bold letters, for texts that people go on writing."""
    return unescape(strip_tags(sentence(event)))


def symbol(event) -> tuple[str, str]:
    """The icon of an event and its tone (accent, strong, note, red or none)."""
    return SYMBOLS.get(event.verb) or KIND_SYMBOLS[event.kind]


def template_of(event):
    """The sentence of the verb; a few verbs speak differently when the consumer or the clock did it."""
    if event.verb == "give_info" and event.data.get("lapsed"):
        return LAPSED
    if event.verb == "give_info" and event.data.get("safety"):
        return NOT_STOPPED
    if event.actor_kind == ActorKind.CONSUMER and event.verb in BY_CONSUMER:
        return BY_CONSUMER[event.verb]
    if event.verb == "close" and changed(event, "closing_code"):
        return CLOSED_WITH
    return SENTENCES.get(event.verb, UNKNOWN)


TITLES = ("女士", "先生", "小姐", "老师")


def called(consumer) -> str:
    """How colleagues speak of a consumer: 陆女士 where only that is known, else the masked name."""
    name = consumer.name.strip()
    if name.endswith(TITLES) and len(name) <= 4:
        return name
    return wording.masked_name(name) if name else str(ActorKind.CONSUMER.label)


# What may stand in the braces


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
    """From one class to another, and the priority if it changed too."""
    parts = []
    if changed(event, "category_id"):
        parts.append(f"{changed(event, 'category_id')} {named(event.data.get('category'))}".strip())
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


def rating(event):
    """The survey's stars."""
    value = changed(event, "satisfaction")
    return bold(_("%(n)s of 5") % {"n": value}) if value else wording.NOTHING


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


def reach(event):
    """By whom it was written and how far it has come."""
    facts = event.data
    parts = [facts.get("author")]
    parts += [_("%(n)s reposts") % {"n": facts["reposts"]}] if facts.get("reposts") is not None else []
    parts += [_("%(n)s likes") % {"n": facts["likes"]}] if facts.get("likes") is not None else []
    return " · ".join(filter(None, parts)) or wording.NOTHING


FACTS = {
    "who": who,
    "order": order,
    "promotion": promotion,
    "verb": lambda event: event.verb,
    "channel": lambda event: label(Channel, event.data.get("channel")),
    "checked": checked,
    "because": lambda event: label(IneligibleReason, event.data.get("reason_code")),
    "desk": desk,
    "party": lambda event: bold(label(Party, event.data.get("party"))),
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
    "closing": lambda event: label(ClosingCode, changed(event, "closing_code")),
    "number": lambda event: bold(event.data.get("number", wording.NOTHING)),
    "promise": promise,
    "emotion": emotion,
    "fact": lambda event: event.data.get("fact", wording.NOTHING),
    "side": lambda event: label(Side, event.data.get("side")),
    "title": lambda event: bold(event.data.get("title", wording.NOTHING)),
    "amount": amount,
    "kind": payout_kind,
    "claimed": lambda event: bold(wording.money(event.data.get("amount"))),
    "to": lambda event: bold(event.data.get("to_name") or wording.NOTHING),
    "from_name": lambda event: bold(event.data.get("from_name") or wording.NOTHING),
    "for_name": lambda event: bold(event.data.get("for_name") or wording.NOTHING),
    "cause": lambda event: label(OwnerChangeReason, event.data.get("cause")),
    "count": lambda event: event.data.get("count", wording.NOTHING),
    "tier": lambda event: bold(label(Tier, changed(event, "tier"))),
    "class_change": class_change,
    "clock": lambda event: bold(label(ClockName, event.data.get("clock"))),
    "days": lambda event: bold(event.data.get("days", wording.NOTHING)),
    "mark": lambda event: label(Mark, event.data.get("mark")),
    "new_date": lambda event: bold(wording.exact_moment(datetime.fromisoformat(event.data["new_date"]))),
}


# What changed, field by field (for the audit history)


def differences(event, people=None) -> list[dict]:
    """[{"label", "old", "new"}, ...] in the words of the forms; `people` maps keys of agents to their names."""
    about = "payout" if event.payout_id else "task" if event.task_id else "complaint"
    model = event._meta.get_field(about).related_model
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = []
    if event.from_state != event.to_state and event.from_state:
        kind = model._meta.get_field("state")
        rows.append(difference(kind, event.from_state, event.to_state, people or {}))
    return rows + [difference(fields[n], old, new, people or {}) for n, old, new in event.changes if n in fields]


def difference(field, old, new, people):
    """One line of the differences."""
    return {
        "label": field.verbose_name,
        "old": readable(field, old, people),
        "new": readable(field, new, people),
    }


def readable(field, value, people):
    """A stored value as a person reads it: labels of codes, names of people, times of Shanghai, yes and no."""
    if value in (None, "", []):
        return wording.NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.is_relation and field.related_model._meta.model_name == "agent":
        return people.get(value, value)
    if field.get_internal_type() == "DateTimeField":
        return wording.exact_moment(datetime.fromisoformat(value))
    if field.get_internal_type() == "DecimalField":
        return wording.money(value)
    return _(", ").join(map(str, value)) if isinstance(value, list) else value


# The words that fired, and why it is urgent (CL-04, CL-05)


def fired(text, words) -> SafeString:
    """The consumer's words with those that fired a rule marked."""
    known = [word for word in sorted(words, key=len, reverse=True) if word]
    if not known:
        return format_html("{}", text)
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", text, flags=re.IGNORECASE)
    return format_html_join("", "{}", (((part if n % 2 == 0 else marked(part)),) for n, part in enumerate(parts)))


def marked(word):
    """A word that fired."""
    return format_html("<mark>{}</mark>", word)


def urgency(reason) -> str:
    """Why the machine gave this priority or tier, in one phrase."""
    words = _(", ").join(f"「{word}」" for word in reason.get("words", []))
    flags = _(", ").join(str(label(Flag, flag)) for flag in reason.get("flags", []))
    phrases = {
        "words": _("found %(words)s"),
        "unclassified": _("no rule fired: look yourself"),
        "similar": _("similar to “%(example)s” (%(share)s %% sure)"),
        "similar_danger": _("similar to the danger “%(example)s”"),
        "denied": _("denied: %(words)s"),
        "quoted": _("somebody else's words: %(words)s"),
        "danger": _("danger: %(flags)s"),
        "spoiled": _("perishable and spoiled"),
        "flags": _("flags: %(flags)s"),
        "rule": _("rule: %(name)s"),
        "intensity": _("emotion %(value)s / 10"),
        "need_by": _("needed by %(day)s"),
        "window": _("promotion %(name)s: %(steps)s steps up"),
    }
    facts = {
        "words": words,
        "flags": flags,
        "value": "",
        "name": "",
        "steps": "",
        "example": "",
        "share": "",
        "day": "",
    }
    known = {name: value for name, value in reason.items() if name in facts and name not in ("words", "flags")}
    return phrases.get(reason["code"], reason["code"]) % (facts | known)
