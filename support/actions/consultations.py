"""Asking the social worker: question, answer, done. Both texts also stand in the timeline, for colleagues only."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.actions.contact import note
from complaints.actions.notices import tell_agents
from complaints.lifecycle import Refused, check, lock, move, require, store
from complaints.rules import wears_the_hat
from support import rules
from support.models import Consultation
from support.roles import CONSULTATION


def ask(complaint, *, by, now, question):
    """Ask the social worker about a complaint one works on. One open question a complaint. Returns it."""
    require(question, _("Write the question first."))
    check(wears_the_hat("ask", by, CONSULTATION))
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.may_ask(complaint, by))
        if complaint.consultations.waiting().exists():
            raise Refused(_("A question about this complaint is already waiting for an answer."))
        asked = Consultation(complaint=complaint, question=question.strip(), asked_by=by, asked_at=now)
        store(asked, {}, "ask", by, now)
        note(complaint, by=by, now=now, body=_("To the social worker: %(text)s") % {"text": asked.question})
    return asked


def answer(consultation, *, by, now, text):
    """Answer as the social worker; whoever asked is told. Returns the consultation."""
    require(text, _("Write the answer first."))
    with transaction.atomic():
        consultation = move(consultation, "answer", by=by, now=now, text=text.strip())
        complaint = consultation.complaint
        body = _("The social worker advises: %(text)s") % {"text": consultation.answer_text}
        note(complaint, by=by, now=now, body=body)
        once = str(consultation.pk)
        tell_agents([consultation.asked_by], "consultation_answered", now=now, complaint=complaint, once=once)
    return consultation


def close(consultation, *, by, now):
    """The answer was read, or the question has settled itself."""
    return move(consultation, "close", by=by, now=now)
