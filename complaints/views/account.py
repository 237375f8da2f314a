"""The door: sign-in with password and second factor, sign-out, and what an agent sets about the own account."""

import secrets
from base64 import b32encode
from copy import copy
from datetime import datetime, timedelta
from urllib.parse import quote

import django_otp
import qrcode
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language
from django_otp.plugins.otp_totp.models import TOTPDevice

from complaints.actions import accounts
from complaints.forms.account import PreferencesForm, SignInForm, TokenForm
from complaints.lifecycle import Refused
from complaints.models import Agent
from complaints.roles import SECOND_FACTOR, has_role
from complaints.views.outcomes import UNPROCESSABLE

STEP_LIFE = timedelta(minutes=10)  # between the password and the second factor
STEP, SECRET = "second_step", "second_factor_key"
LOCKED = 429


class SignIn(LoginView):
    """Name and password; team leads and above go on to the second factor before there is any session."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        agent = form.get_user()
        if not needs_second_factor(agent):
            return enter(self.request, agent, agent.backend, self.get_success_url())
        self.request.session.cycle_key()
        self.request.session[STEP] = {
            "agent": agent.pk,
            "backend": agent.backend,
            "onward": self.get_success_url(),
            "at": timezone.now().isoformat(),
        }
        return redirect("complaints:second_factor" if device_of(agent) else "complaints:set_up_factor")


def needs_second_factor(agent):
    """Where the house demands it, for the roles that decide; and for everybody who has set one up."""
    return (settings.REQUIRE_TOTP and has_role(agent, *SECOND_FACTOR)) or bool(device_of(agent))


def device_of(agent):
    """The authenticator app of an agent, or None."""
    return TOTPDevice.objects.filter(user=agent, confirmed=True).first()


def enter(request, agent, backend, onward):
    """Begin the session. A language chosen at the door is kept; without one the agent's own is put on."""
    agent.skip_history_when_saving = True  # to sign in is no change of the agent
    login(request, agent, backend=backend)
    del agent.skip_history_when_saving
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES) and chosen != agent.language:
        accounts.set_preferences(agent, now=timezone.now(), language=chosen)
    return in_language(HttpResponseRedirect(onward), chosen or agent.language)


def in_language(response, language):
    """Let the browser ask for this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def at_the_door(request):
    """Who has given a password and owes the second factor: (agent, the step's facts), or (None, None)."""
    step = request.session.get(STEP)
    if not step or timezone.now() - datetime.fromisoformat(step["at"]) > STEP_LIFE:
        return None, None
    return Agent.objects.filter(pk=step["agent"], is_active=True).first(), step


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request):
    """The digits of the app open the session that the password alone did not."""
    agent, step = at_the_door(request)
    device = agent and device_of(agent)
    if not device:
        return redirect("complaints:sign_in")
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if django_otp.verify_token(agent, device.persistent_id, form.cleaned_data["token"]):
            return finish(request, agent, step, device)
        form.add_error("token", refusal_of(device_of(agent)))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "registration/second_factor.html", {"form": form}, status=status)


def refusal_of(device):
    """Wrong digits, or too many of them in a row."""
    allowed, facts = device.verify_is_allowed()
    if allowed or facts.get("failure_count", 0) < 3:
        return _("These digits do not fit. Wait for the next ones; the phone's clock must be right.")
    seconds = max(1, round((facts["locked_until"] - timezone.now()).total_seconds()))
    return _("Wrong too often. The next try is possible in %(seconds)s seconds.") % {"seconds": seconds}


def finish(request, agent, step, device):
    """Password and digits were right."""
    response = enter(request, agent, step["backend"], step["onward"])
    django_otp.login(request, device)
    for name in (STEP, SECRET):
        request.session.pop(name, None)
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def set_up_factor(request):
    """Show a secret as a picture to scan; bind the app once its digits prove that it has read it."""
    agent, step = at_the_door(request) if not request.user.is_authenticated else (request.user, None)
    if agent is None or device_of(agent):  # a bound app is taken off by the administrator, never by a session alone
        return redirect("complaints:preferences" if request.user.is_authenticated else "complaints:sign_in")
    key = bytes.fromhex(request.session.setdefault(SECRET, secrets.token_hex(20)))
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            device = accounts.add_second_factor(agent, key=key, token=form.cleaned_data["token"])
        except Refused as refused:
            form.add_error("token", refused.reason)
        else:
            return bound(request, agent, step, device)
    context = {"form": form, "secret": b32encode(key).decode(), "qr": qr_of(otp_address(agent, key))}
    return render(request, "registration/set_up_factor.html", context, status=UNPROCESSABLE if form.errors else 200)


def bound(request, agent, step, device):
    """The app is bound: let in who stood at the door, or go back to the settings."""
    if step:
        return finish(request, agent, step, device)
    del request.session[SECRET]
    django_otp.login(request, device)
    messages.success(request, _("The app is bound. The next sign-in asks for its digits."))
    return redirect("complaints:preferences")


def otp_address(agent, key):
    """What the picture says to the app."""
    label = quote(f"{settings.OTP_TOTP_ISSUER}:{agent.username}")
    return f"otpauth://totp/{label}?secret={b32encode(key).decode()}&issuer={quote(settings.OTP_TOTP_ISSUER)}"


def qr_of(text):
    """A QR code as the side length and the path of its dark squares, to be drawn as SVG by the template."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    matrix = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark)
    return {"side": len(matrix), "path": path}


class SignOut(LogoutView):
    """By POST only. The next person at this machine chooses the language anew."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, path=settings.LANGUAGE_COOKIE_PATH)
        return response


class ChangePassword(PasswordChangeView):
    """Every other session of this agent ends with the old password."""

    success_url = reverse_lazy("complaints:password_changed")


class PasswordChanged(PasswordChangeDoneView):
    """Says so."""


@require_http_methods(["GET", "POST"])
def preferences(request):
    """Language, single keys, quiet hours and alerts by mail."""
    mine = copy(request.user)  # what is typed does not count for the page around the form
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        accounts.set_preferences(request.user, now=timezone.now(), **chosen)
        with translation.override(chosen["language"]):
            messages.success(request, _("Saved."))
        return in_language(redirect("complaints:preferences"), chosen["language"])
    return render(
        request,
        "registration/preferences.html",
        {"form": form, "has_factor": bool(device_of(request.user))},
        status=UNPROCESSABLE if form.errors else 200,
    )


@login_not_required
@require_POST
def choose_language(request):
    """Switch the language of this browser, and remember it for who is signed in."""
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        accounts.set_preferences(request.user, now=timezone.now(), language=language)
    return set_language(request)


def locked_out(request, _response, _credentials):
    """Too many wrong passwords for this name from this address."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "registration/locked_out.html", {"minutes": minutes}, status=LOCKED)
