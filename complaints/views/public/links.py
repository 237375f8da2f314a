"""The way in by a secret link: no account; five wrong tries lock a browser for a quarter of an hour (docs/adr/0026)."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from complaints import progress
from complaints.actions import links
from complaints.actions.links import link_hash
from complaints.roles import System

VISITOR = "visitor"  # the cookie by which browsers behind one address are told apart; it names nobody
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Visitor:
    """A browser, by a name that we drew and signed; `is_known`: it has opened a good link before."""

    name: str
    is_known: bool = False

    @classmethod
    def of(cls, request):
        """As its cookie says; a new one without, or if the cookie is not ours."""
        told = request.get_signed_cookie(VISITOR, default="", max_age=REMEMBERED)
        known, _mark, name = told.partition(":")
        return cls(name, is_known=known == "known") if name else cls(secrets.token_hex(16))

    def tell(self, response):
        """Put the cookie onto an answer."""
        told = f"{'known' if self.is_known else 'new'}:{self.name}"
        secure = settings.SESSION_COOKIE_SECURE
        response.set_signed_cookie(
            VISITOR, told, max_age=REMEMBERED, secure=secure, httponly=True, samesite=settings.SESSION_COOKIE_SAMESITE
        )
        return response


def by_link(find):
    """Decorate a view that gets what `find(token, now)` returns instead of the token's holder having to sign in."""

    def decorator(view):
        @login_not_required
        @wraps(view)
        def with_found(request, token, **rest):
            now, address, visitor = timezone.now(), get_client_ip_address(request), Visitor.of(request)
            if until := links.shut_until(address, visitor.name, now, is_known=visitor.is_known):
                return render(request, "complaints/link_locked.html", {"until": until}, status=429)
            found = find(token, now)
            if found is None:
                links.count_wrong_link(address, visitor.name, now=now)
                return visitor.tell(render(request, "complaints/link_unknown.html", status=404))
            answer = view(request, found, token=token, **rest)
            return answer if visitor.is_known else replace(visitor, is_known=True).tell(answer)

        return with_found

    return decorator


def complaint_of(token, now):
    """The complaint behind the consumer's link, or None."""
    return progress.find(link_hash(token), now)


def consumer_of(request, complaint):
    """The consumer of `complaint` as the one who acts through this page."""
    complaint.consumer.via = replace(request.via, source="page")
    return complaint.consumer


def system_of(request, source):
    """The platform acting for somebody who has no account."""
    return System(replace(request.via, source=source))
