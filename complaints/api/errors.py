"""Every refusal in one shape: {"code", "detail", "fields"}; nothing of the input is repeated unchecked."""

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout
from rest_framework import exceptions, status
from rest_framework.views import exception_handler

from complaints.actions.partners import KeyTaken
from complaints.lifecycle import Refused

LONGEST = 300  # characters of one message


class TooLarge(exceptions.APIException):
    """The body is larger than we read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class Conflict(exceptions.APIException):
    """A rule of the house says no; the sentence says why."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "refused"


class Busy(exceptions.APIException):
    """The database could not do it in time; nothing was written."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "busy"


def as_json(error, context):
    """The answer to an exception in a view of the API (setting `EXCEPTION_HANDLER`)."""
    error = translated(error)
    answer = exception_handler(error, context)
    if answer is not None:
        answer.data = shape(error)
    return answer


def translated(error):
    """Errors of the house, of Django and of the database as errors of the API."""
    if isinstance(error, KeyTaken):
        return Conflict(error.reason, code="key_taken")
    if isinstance(error, Refused):
        return Conflict(error.reason)
    if isinstance(error, RequestDataTooBig):
        return TooLarge(_("The request is too large."))
    if isinstance(error, SuspiciousOperation):
        return exceptions.ParseError(_("The request cannot be read."))
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return Busy(_("Too much at once. Please try again in a moment."))
    return error


def shape(error):
    """What every refusal looks like; `fields` only where fields are to blame."""
    if isinstance(error, exceptions.ValidationError):
        return {"code": "invalid", "detail": _("Please correct the fields that are named."), "fields": messages(error)}
    if not isinstance(error, exceptions.APIException):  # Http404, PermissionDenied
        error = exceptions.NotFound() if "404" in type(error).__name__ else exceptions.PermissionDenied()
    return {"code": error.get_codes(), "detail": clean(error.detail)}


def messages(error):
    """{field: [sentence, ...]}, nested fields by their dotted names."""
    return {clean(name) or "body": texts for name, texts in flattened(error.detail)}


def flattened(detail, name=""):
    """(dotted name, sentences) of a nest of messages."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            inner = "" if key == "non_field_errors" else str(key)
            yield from flattened(value, ".".join(filter(None, (name, inner))))
    elif any(isinstance(item, dict) for item in detail):
        for number, item in enumerate(detail):
            yield from flattened(item, f"{name}.{number}")
    else:
        yield name, [clean(text) for text in detail]


def clean(text):
    """A message that any reader can take: no half characters, not longer than a message is."""
    return str(text).encode("utf-8", "replace").decode()[:LONGEST]
