"""Who may open a page at all; what he sees and may do on it is for the page and the rules to say."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from complaints.roles import has_role


def only_for(roles):
    """Only these roles; everybody else gets 403."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not has_role(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def only_if(may):
    """Only whom the rule `may(agent)` lets in; everybody else gets 403 with its reason."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            verdict = may(request.user)
            if not verdict:
                raise PermissionDenied(verdict.why)
            return view(request, *args, **kwargs)

        return guarded

    return guard
