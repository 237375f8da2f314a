"""Supervision: who accompanies whom, the sessions, and the notes nobody else reads."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from complaints.lifecycle import Refused
from complaints.roles import has_role
from complaints.rules import wears_the_hat
from complaints.views.outcomes import UNPROCESSABLE, accepts, press
from support import reports, roles, rules
from support.actions import supervision as actions
from support.forms import PrivateNoteForm, RecordForm, SessionForm, SupervisorForm
from support.models import PrivateNote, SupervisionRelation, SupervisionSession
from support.views.home import page, visitors_only


@require_GET
@visitors_only
def supervision(request):
    """My supervisors, those I accompany, and our sessions."""
    return show(request)


def show(request, *, supervisor_form=None, session_form=None, relation=None, status=200):
    """The page, with whatever form is being corrected (`relation`: the one whose session is being planned)."""
    agent, now = request.user, timezone.now()
    may_assign = has_role(agent, *roles.SUPERVISION["assign_supervisor"])
    relations = SupervisionRelation.objects.visible_to(agent).running().select_related("supervisee", "supervisor")
    context = {
        "now": now,
        "relations": list(relations),
        "sessions": reports.sessions_of(agent),
        "may_assign": may_assign,
        "unsupervised": reports.without_line_supervisor() if may_assign else [],
        "supervisor_form": supervisor_form or SupervisorForm(),
        "session_form": session_form or SessionForm(),
        "planning": relation,
    }
    return page(request, "supervision", context, status)


@require_POST
@visitors_only
def assign_supervisor(request):
    """Say who accompanies whom from now on."""
    form = SupervisorForm(request.POST)
    if form.is_valid():
        assign = partial(actions.assign_supervisor, by=request.user, now=timezone.now(), **form.cleaned_data)
        if accepts(form, assign):
            messages.success(request, _("%(supervisor)s accompanies %(supervisee)s from now on.") % form.cleaned_data)
            return redirect("support:supervision")
    return show(request, supervisor_form=form, status=UNPROCESSABLE)


@require_POST
@visitors_only
def end_supervision(request, pk):
    """The supervision ends."""
    relation = get_object_or_404(SupervisionRelation.objects.visible_to(request.user), pk=pk)
    press(request, partial(actions.end_supervision, relation, by=request.user, now=timezone.now()))
    return redirect("support:supervision")


@require_POST
@visitors_only
def plan_session(request, pk):
    """Agree on the next session."""
    relation = get_object_or_404(SupervisionRelation.objects.visible_to(request.user), pk=pk)
    form = SessionForm(request.POST)
    if form.is_valid():
        try:
            planned = actions.plan_session(relation, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("support:session", planned.pk)
    return show(request, session_form=form, relation=relation, status=UNPROCESSABLE)


def load_session(request, pk):
    """The session, if it is one of this person's own."""
    rows = SupervisionSession.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("relation__supervisor", "relation__supervisee"), pk=pk)


@require_GET
@visitors_only
def session(request, pk):
    """The shared record; for the social worker who led it also the own note."""
    return show_session(request, load_session(request, pk))


def show_session(request, row, *, record_form=None, note_form=None, status=200):
    """The page of one session, with whatever form is being corrected."""
    agent = request.user
    leads = bool(rules.is_supervisor(row.relation, agent))
    keeps_notes = leads and bool(wears_the_hat("write_private_note", agent, roles.SUPERVISION))
    note = PrivateNote.objects.readable_by(agent).filter(session=row).first() if keeps_notes else None
    context = {
        "session": row,
        "leads": leads,
        "keeps_notes": keeps_notes,
        "record_form": record_form or RecordForm(),
        "note_form": note_form or PrivateNoteForm(initial={"body": note.body if note else ""}),
    }
    return page(request, "session", context, status)


@require_POST
@visitors_only
def record_session(request, pk):
    """Write down what both agreed."""
    row = load_session(request, pk)
    form = RecordForm(request.POST)
    if form.is_valid():
        record = partial(actions.record_session, row, by=request.user, now=timezone.now(), **form.cleaned_data)
        if accepts(form, record):
            return redirect("support:session", pk)
    return show_session(request, row, record_form=form, status=UNPROCESSABLE)


@require_POST
@visitors_only
def write_private_note(request, pk):
    """Keep a note nobody else reads."""
    row = load_session(request, pk)
    form = PrivateNoteForm(request.POST)
    if form.is_valid():
        try:
            actions.write_private_note(row, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("body", refused.reason)
        else:
            messages.success(request, _("Kept. Only you can read it."))
            return redirect("support:session", pk)
    return show_session(request, row, note_form=form, status=UNPROCESSABLE)
