"""Who calls: the token's account, what it may do, and how often."""

from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from complaints import rules
from complaints.enums import Scope
from complaints.models import Complaint
from complaints.roles import System

# What a token of another system needs, and which verb's hat a person's token needs.
HAT_OF = {
    Scope.FILE: "submit",
    Scope.WRITE_MESSAGES: "hear_consumer",
    Scope.WRITE_EVIDENCE: "add_evidence",
    Scope.REPORT_PAYMENTS: "clear_up",
}


class AccountToken(TokenAuthentication):
    """`Authorization: Token ...`; the account and its scopes in one statement."""

    def authenticate(self, request):
        """The account, acting over the API from this address."""
        found = super().authenticate(request)
        if found:
            found[0].via = request._request.via
        return found

    def authenticate_credentials(self, key):
        """As Django REST framework does it, with the scopes read along."""
        model = self.get_model()
        token = model.objects.select_related("user__partner").filter(key=key).first()
        if token is None or not token.user.is_active:
            return super().authenticate_credentials(key)  # it has the sentence for either
        return token.user, token


def partner_of(account):
    """The partner system behind an account, or None where it is a person's."""
    return getattr(account, "partner", None)


class HasScope(BasePermission):
    """A partner system needs the scope that the view names; a person needs the hat, as on the pages."""

    def has_permission(self, request, view):
        """True, or PermissionDenied with the reason."""
        scope, partner = view.scopes.get(request.method), partner_of(request.user)
        if partner and scope and scope not in partner.scopes:
            raise PermissionDenied(_("This token lacks the scope “%(scope)s”.") % {"scope": scope})
        if not partner and scope in HAT_OF:
            verdict = rules.wears_the_hat(HAT_OF[scope], request.user)
            if not verdict:
                raise PermissionDenied(verdict.why)
        return True


def readable_by(account):
    """The complaints this account may read; all others answer 404."""
    partner = partner_of(account)
    return partner.complaints() if partner else Complaint.objects.visible_to(account)


def filer(request):
    """Who registers a complaint: the person, or the platform for another system."""
    return System(request.user.via) if partner_of(request.user) else request.user


def speaker(request, complaint):
    """Who adds to a complaint: the person, or the consumer whose words another system passes on."""
    if not partner_of(request.user):
        return request.user
    complaint.consumer.via = request.user.via
    return complaint.consumer


class Rate(SimpleRateThrottle):
    """So many requests in so much time; the setting is read at every request."""

    def get_rate(self):
        return api_settings.DEFAULT_THROTTLE_RATES[self.scope]


class AddressRate(Rate):
    """What one network address may ask, known or not; wrong tokens count."""

    scope = "address"

    def get_cache_key(self, request, view):
        """Counted by the address."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class AccountRate(Rate):
    """What one account may ask."""

    scope = "account"

    def get_cache_key(self, request, view):
        """Counted by the account; the nameless are counted by their address."""
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk} if request.user.pk else None
