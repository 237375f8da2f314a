"""The house's own words of a notice: what they must name, and what must not stand in them."""

import re

from django.utils.translation import gettext as _

from complaints.enums import NoticeChannel
from complaints.rules.plain import findings
from complaints.rules.verdict import YES, first_no, no
from complaints.rules.versions import may_approve_version
from complaints.sentences.notices import SLOT, place_of

# What looks like the name of a fact and is none.
STRAY = re.compile(r"%\(\w*\)s?|[｛｝{}]")
LONGEST = {"sms": 300, "in_app": 200, "page": 1000, "mail": 4000}


def may_approve_wording(wording, by):
    """Four eyes, and only what a second look still finds fit."""
    return first_no(may_approve_version(wording, by), is_fit_wording(wording))


def is_fit_wording(wording):
    """Every name known, none missing, nothing that blocks; the first fault is the reason."""
    faults = faults_of(wording)
    return first_no(*(no(why) for whys in faults.values() for why in whys)) if faults else YES


def faults_of(wording):
    """{field: [sentence, ...]} of what keeps the words from counting."""
    place = place_of(wording.event, wording.channel)
    if place is None:
        return {"body": [_("This event has no words on this channel.")]}
    is_whole = place.channel != NoticeChannel.SMS  # a short message is but the way to the page
    faults = {"body": faults_in(wording.body, place, is_whole) + missing(wording, place)}
    if place.has_subject:
        faults["subject"] = faults_in(wording.subject, place, is_whole=False)
    if not wording.body.strip():
        faults["body"] = [_("Write the text.")]
    elif len(wording.body) > LONGEST[place.channel]:
        faults["body"].append(_("At most %(most)s characters.") % {"most": LONGEST[place.channel]})
    if place.has_subject and not wording.subject.strip():
        faults["subject"] = [_("Write the subject.")]
    return {field: whys for field, whys in faults.items() if whys}


def faults_in(text, place, is_whole):
    """What is wrong with one text: names that nobody knows, stray braces, and what the plain-language look blocks."""
    unknown = sorted({name for name in SLOT.findall(text) if name not in place.names})
    faults = []
    if unknown:
        names = {"names": listed(unknown), "known": listed(place.names)}
        faults.append(_("Unknown here: %(names)s. You may use: %(known)s.") % names)
    if STRAY.search(SLOT.sub("", text)):
        example = {"name": place.names[0] if place.names else "by"}
        faults.append(_("A fact is written as its name in plain braces, such as {%(name)s}.") % example)
    if not place.is_for_staff:
        faults += [found.why for found in findings(text, is_whole=is_whole) if found.blocks]
    return faults


def missing(wording, place):
    """The facts that the shipped words tell and these do not."""
    told = set(SLOT.findall(wording.body)) | (set(SLOT.findall(wording.subject)) if place.has_subject else set())
    lost = [name for name in place.names if name in place.needed - told]
    return [_("Missing: %(names)s. The reader has to learn it.") % {"names": listed(lost)}] if lost else []


def warnings_of(wording):
    """What the writer should look at again; nothing of it blocks."""
    place = place_of(wording.event, wording.channel)
    if place is None or place.is_for_staff:
        return []
    texts = [wording.subject, wording.body] if place.has_subject else [wording.body]
    return list(dict.fromkeys(found.why for text in texts for found in findings(text) if not found.blocks))


def listed(names):
    return _(", ").join(f"{{{name}}}" for name in names)
