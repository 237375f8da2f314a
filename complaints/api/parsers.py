"""Reading JSON strictly: a limit of size and depth, exact numbers, no NaN."""

import json
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from complaints.api.errors import TooLarge

DEEPEST = 8  # our own nest is two deep


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 has it, in UTF-8. A fraction stays the decimal number it was written as."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        """The body as Python has it; raises ParseError or TooLarge."""
        raw = stream.read(settings.API_MAX_BYTES + 1) if stream else b""
        if len(raw) > settings.API_MAX_BYTES:
            raise TooLarge(
                _("The request is too large: %(most)s kB at most.") % {"most": settings.API_MAX_BYTES // 1000}
            )
        try:
            data = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=refuse)
        except (ValueError, ArithmeticError) as error:
            raise ParseError(_("This is no JSON in UTF-8.")) from error
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        check_depth(data)
        return data


def refuse(name):
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def check_depth(data):
    """Raise ParseError when lists and objects are nested deeper than any request needs."""
    level = [data]
    for _depth in range(DEEPEST):
        level = [child for parent in level for child in children(parent)]
    if level:
        raise ParseError(_("The JSON is nested too deeply."))


def children(value):
    """What lies one level deeper."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
