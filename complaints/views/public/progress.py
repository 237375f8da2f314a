"""The consumer's page, and every step the consumer can take on it. Each step is one form and one action."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from complaints import progress, rules
from complaints.actions import disputes, eligibility, exposure, feedback, payouts, privacy, proposals, survey
from complaints.actions.evidence import keep_files
from complaints.actions.links import token_of
from complaints.enums import State
from complaints.forms import public as forms
from complaints.forms.privacy import AskDataForm
from complaints.lifecycle import Refused
from complaints.models import Option
from complaints.views.outcomes import UNPROCESSABLE
from complaints.views.public.calls import CALL_STEPS
from complaints.views.public.links import by_link, complaint_of, consumer_of
from complaints.views.public.materials import answer_question, bound
from complaints.views.public.steps import Step

N_ = gettext_lazy
ANSWERS = ("choose-option", "ask-mediation", "ask-re-review")  # to a letter, which the page has to know of


def of_the_living(view):
    """Decorate a view of the consumer's page: the link of a merged complaint leads on to the one that goes on."""

    @wraps(view)
    def led_on(request, complaint, *, token, **rest):
        if complaint.state != State.MERGED:
            return view(request, complaint, token=token, **rest)
        numbers = {"old": complaint.number, "number": complaint.master.number}
        messages.info(request, _("%(old)s is handled together with %(number)s; both numbers stay valid.") % numbers)
        return redirect("complaints:progress", token=token_of(complaint.master))

    return led_on


@by_link(complaint_of)
@require_safe
@of_the_living
def page(request, complaint, *, token):
    """Where the complaint stands, and all that can be done about it."""
    now = timezone.now()
    context = progress.page(complaint, now) | {
        "token": token,
        "material_form": forms.MaterialForm(complaint=complaint, now=now),
        "survey_form": forms.SurveyForm(),
        "message_form": forms.MessageForm(),
        "upload_url": reverse("complaints:progress_uploads", args=[token]),
    }
    return render(request, "complaints/progress.html", context)


@by_link(complaint_of)
@require_http_methods(["GET", "HEAD", "POST"])
@of_the_living
def step(request, complaint, *, token, verb):
    """One step: its form by GET, the action by POST. What was typed stays when it is refused."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    now = timezone.now()
    facts = {"complaint": complaint, "now": now} if hasattr(chosen.form, "is_about_a_complaint") else {}
    form, arrived = chosen.form(initial=initial_of(request), **facts), []
    if request.method == "POST":
        form, arrived = bound(chosen.form, request, complaint, now, **facts)
        if form.is_valid() and taken(request, verb, complaint, form):
            return redirect("complaints:progress", token=token)
    context = {"complaint": complaint, "token": token, "verb": verb.replace("-", "_"), "step": chosen, "form": form}
    context |= {"arrived": arrived, "upload_url": reverse("complaints:progress_uploads", args=[token])}
    return render(request, "complaints/progress_step.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@by_link(complaint_of)
@require_safe
@of_the_living
def reject(request, complaint, *, token):
    """“None of them suits me”: the reason, and one of two roads."""
    context = {"complaint": complaint, "token": token, "form": forms.RejectForm()}
    context["may"] = {
        verb: progress.may(complaint, verb, timezone.now()) for verb in ("ask_mediation", "ask_re_review")
    }
    return render(request, "complaints/progress_reject.html", context)


def taken(request, verb, complaint, form):
    """Take the step; False after putting the refusal onto the form. A letter is answered once it is out."""
    chosen = STEPS[verb]
    try:
        if verb in ANSWERS and complaint.state != State.AWAITING_CONSUMER:
            raise Refused(rules.out_of_turn(complaint, verb.replace("-", "_")).why)
        told = chosen.run(complaint, form.cleaned_data, by=consumer_of(request, complaint), now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    for sentence in told if isinstance(told, list) else []:
        messages.warning(request, sentence)
    messages.success(request, chosen.thanks)
    return True


def initial_of(request):
    """A question that is answered, and the stars of a survey, may be named in the link."""
    return {name: request.GET.get(name) for name in ("item", "satisfaction")}


# --- the steps ------------------------------------------------------------------------------------------


def choose_option(complaint, data, *, by, now):
    """The chosen one, if it belongs to this complaint."""
    option = Option.objects.filter(pk=data["option"], proposal__complaint=complaint).first()
    if option is None:
        raise Refused(_("This option is not on offer any more."))
    return proposals.choose_option(complaint, by=by, now=now, option=option)


def give_info(complaint, data, *, by, now):
    """The words first, then the files beside them."""
    eligibility.give_info(complaint, by=by, now=now, text=data["text"])
    files, refused = data["files"]
    return refused + keep_files(complaint, files, by=by, now=now)


def add_evidence(complaint, data, *, by, now):
    """The answer to a question of ours, or something new."""
    files, refused = data["files"]
    item = next((row for row in rules.asked_of_consumer(complaint) if row.pk == data["item"]), None)
    if item:
        return refused + answer_question(item, files, by=by, now=now, says=data["says"])
    return refused + keep_files(complaint, files, by=by, now=now, says=data["says"])


def confirm(complaint, data, *, by, now):
    """One payment of this complaint has arrived."""
    payout = complaint.payouts.filter(pk=data["payout"]).first()
    if payout is None:
        raise Refused(_("This payment is not yours."))
    return payouts.confirm(payout, by=by, now=now)


def surveyed(action):
    """A survey's step: both questions are voluntary."""

    def run(complaint, data, *, by, now):
        answers = {"satisfaction": data["satisfaction"], "felt_heard": data["felt_heard"]}
        return action(complaint, by=by, now=now, note=data["survey_note"], **answers)

    return run


def with_reason(action):
    """A step whose action wants the consumer's reason."""

    def run(complaint, data, *, by, now):
        return action(complaint, by=by, now=now, because=data["because"])

    return run


def refused(action):
    """A step that says no to the offer: the words, and the kind of reason if one was named."""

    def run(complaint, data, *, by, now):
        return action(complaint, by=by, now=now, because=data["because"], rejected_for=data["rejected_for"])

    return run


def write_to_us(complaint, data, *, by, now):
    """A message, and the public post it may name."""
    return exposure.hear_with_post(complaint, by=by, now=now, body=data["body"], url=data["link"])


STEPS = CALL_STEPS | {
    "choose-option": Step(
        N_("Choose an option"),
        "",
        N_("Accept this offer"),
        forms.OptionForm,
        choose_option,
        N_("Thank you. We get to work."),
    ),
    "give-info": Step(
        N_("Give what is missing"),
        N_("Write what you know; what you do not know you may leave out."),
        N_("Send"),
        forms.InformationForm,
        give_info,
        N_("Thank you. We go on at once."),
    ),
    "add-evidence": Step(
        N_("Add photos, videos or documents"),
        N_("Each up to 20 MB, at most 9 at once. The place is removed from photos before anybody sees them."),
        N_("Send"),
        forms.MaterialForm,
        add_evidence,
        N_("Thank you, we have it."),
    ),
    "hear-consumer": Step(
        N_("Write to us"),
        N_("A person reads it and answers; your text stays on this page."),
        N_("Send the message"),
        forms.MessageForm,
        write_to_us,
        N_("Your message is in."),
    ),
    "ask-mediation": Step(
        N_("Ask for mediation"),
        N_("A neutral mediator speaks with both sides. What the law owes you stays yours."),
        N_("Ask for mediation"),
        forms.RejectForm,
        refused(disputes.ask_mediation),
        N_("The mediation has begun."),
    ),
    "ask-re-review": Step(
        N_("Ask somebody else to look at it"),
        N_("A colleague who had no part in it before looks again and answers within 48 hours."),
        N_("Ask for a second review"),
        forms.RejectForm,
        refused(disputes.ask_re_review),
        N_("Somebody else looks at it now."),
    ),
    "refer-to-arbitration": Step(
        N_("Let the platform decide"),
        N_("An arbiter who had no part in it hears both sides and decides with written reasons."),
        N_("Ask for the decision"),
        forms.ReasonForm,
        with_reason(disputes.refer_to_arbitration),
        N_("The arbiter has it now."),
    ),
    "withdraw": Step(
        N_("Withdraw the complaint"),
        N_("You can take it back within 48 hours. What the law owes you is not touched by it."),
        N_("Withdraw my complaint"),
        forms.ReasonForm,
        with_reason(feedback.withdraw),
        N_("Your complaint is withdrawn."),
    ),
    "undo-withdraw": Step(
        N_("Take the withdrawal back"),
        N_("We go on where we stopped."),
        N_("Go on with my complaint"),
        forms.NothingForm,
        lambda complaint, data, *, by, now: feedback.undo_withdraw(complaint, by=by, now=now),
        N_("We go on where we stopped."),
    ),
    "object": Step(
        N_("Object to the refusal"),
        N_("Somebody else decides anew. Tell us what was overlooked."),
        N_("Object"),
        forms.ReasonForm,
        with_reason(eligibility.object),
        N_("Somebody else decides anew."),
    ),
    "reopen": Step(
        N_("Have it opened again"),
        N_("The same person looks at it again; nothing has to be told twice."),
        N_("Open it again"),
        forms.ReasonForm,
        with_reason(feedback.reopen),
        N_("Your complaint is open again."),
    ),
    "answer-survey": Step(
        N_("Two short questions"),
        N_("Both are voluntary. The people who handled your complaint may read the answers."),
        N_("Send my answers"),
        forms.SurveyForm,
        surveyed(feedback.answer_survey),
        N_("Thank you for your answer."),
    ),
    "answer-follow-up": Step(
        N_("Is it still right for you?"),
        N_("Both questions are voluntary. If it is not right, somebody calls you and you can have it opened again."),
        N_("Send my answers"),
        forms.SurveyForm,
        surveyed(survey.answer_follow_up),
        N_("Thank you for your answer."),
    ),
    "decline-surveys": Step(
        N_("No more questions"),
        N_("We then no longer ask how satisfied you are, also after other complaints. Your complaint is not touched."),
        N_("Ask me no more"),
        forms.NothingForm,
        lambda complaint, data, *, by, now: survey.decline_surveys(complaint, by=by, now=now),
        N_("We ask you no more."),
    ),
    "ask-data": Step(
        N_("Ask about your data"),
        N_("A copy of all we keep of you, a correction, or erasure. You get the answer within 15 working days."),
        N_("Send"),
        AskDataForm,
        lambda complaint, data, *, by, now: privacy.ask_data(complaint, by=by, now=now, **data),
        N_("We have it. You find the answer on this page."),
    ),
    "confirm": Step(
        N_("The money has arrived"), "", N_("It has arrived"), forms.PayoutForm, confirm, N_("Good to know, thank you.")
    ),
}
