"""What every request passes: where from (`Via`), how long a session lives, what may be cached, which draft is done."""

import re
from datetime import datetime

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

from complaints.enums import Via

PUBLIC_LINKS = ("/p/", "/q/")
# Nothing goes to any other host. Alone, `no-referrer` would make browsers post our own forms with `Origin: null`,
# which the CSRF check refuses; browsers take the last policy they know.
NO_REFERRER = "no-referrer, same-origin"
DRAFT, DRAFT_DONE = "_draft", "draft_done"  # static/js/forms.js knows both
DRAFT_NAME = re.compile(r"\d{1,20}", re.ASCII)
DRAFT_DONE_FOR = 300  # seconds
NOTE_SEEN_EVERY = 60  # seconds; writing the session at every click would be one more write a click


def via(get_response):
    """Tell the domain from where the user acts; it reads `user.via` and never sees the request."""

    def middleware(request):
        request.via = Via(
            source=_source(request.path),
            request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
            address=masked(request.META.get("REMOTE_ADDR", "")),
        )
        request.user.via = request.via
        return get_response(request)

    return middleware


def masked(address: str) -> str:
    """Half of a network address: 10.20.*.* or 2001:db8:*; enough to see a stranger, too little to track one."""
    separator, rest = (":", "*") if ":" in address else (".", "*.*")
    parts = address.split(separator)
    return separator.join([*parts[:2], rest]) if len(parts) > 2 else ""


def _source(path: str) -> str:
    if path.startswith("/admin/"):
        return "admin"
    return "api" if path.startswith("/api/") else "web"


def session_limits(get_response):
    """End a session eight hours after the sign-in, or after an hour without a click."""

    def middleware(request):
        if request.user.is_authenticated and not _still_good(request.session, timezone.now()):
            logout(request)
        return get_response(request)

    return middleware


def _still_good(session, now: datetime) -> bool:
    began = _moment(session.get("began_at")) or now
    seen = _moment(session.get("seen_at")) or now
    if now - began > settings.SESSION_ABSOLUTE_LIMIT or now - seen > settings.SESSION_IDLE_LIMIT:
        return False
    if "began_at" not in session:
        session["began_at"] = now.isoformat()
    if "seen_at" not in session or (now - seen).total_seconds() > NOTE_SEEN_EVERY:
        session["seen_at"] = now.isoformat()
    return True


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def private_pages(get_response):
    """Keep personal pages out of every cache, and the token of a public link out of the Referer header."""

    def middleware(request):
        response = get_response(request)
        public_link = request.path.startswith(PUBLIC_LINKS)
        if public_link:
            response.headers["Referrer-Policy"] = NO_REFERRER
        if public_link or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


def kept_drafts(get_response):
    """Tell the browser which form's words were taken, so that it lets its copy of them go; a refusal leaves it."""

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code == 302 and _is_taken(request):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(DRAFT_DONE, request.POST[DRAFT], max_age=DRAFT_DONE_FOR, samesite="Lax", secure=secure)
        return response

    return middleware


def _is_taken(request) -> bool:
    named = DRAFT_NAME.fullmatch(request.POST.get(DRAFT, ""))
    return bool(named and request.user.is_authenticated and not getattr(request, "was_refused", False))
