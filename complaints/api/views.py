"""The addresses of API v1: load what the token may read, check the body, call one action, answer."""

import re
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from complaints import progress
from complaints.actions import intake, partners, payer
from complaints.actions.links import token_of
from complaints.api import access, feed
from complaints.api import serializers as words
from complaints.enums import Scope
from complaints.forms.files import sort_uploads
from complaints.letters import link_of
from complaints.models import Payout

KEY = re.compile(r"[\x21-\x7e]{1,100}")


def key_parameter(*, required):
    """How the schema shows the header."""
    return OpenApiParameter(
        "Idempotency-Key",
        str,
        OpenApiParameter.HEADER,
        required=required,
        description="1 to 100 visible ASCII characters. The same key and body: the same answer, nothing is done twice.",
        pattern="^[!-~]{1,100}$",
    )


def refusals(*codes):
    """The error answers in the schema, all of one shape."""
    return {code: OpenApiResponse(words.ErrorOut) for code in (*codes, 401, 403, 429, 503)}


class ApiView(APIView):
    """What all addresses share. `scopes` names what a partner's token needs for a method."""

    authentication_classes = [access.AccountToken]
    permission_classes = [*APIView.permission_classes, access.HasScope]
    throttle_classes = [access.AccountRate]
    scopes = {}

    def initial(self, request, *args, **kwargs):
        """The address is counted before its token is looked at."""
        rate = access.AddressRate()
        if not rate.allow_request(request, self):
            self.throttled(request, rate.wait())
        super().initial(request, *args, **kwargs)

    def complaint(self, number):
        """The complaint as the world outside may know it, or 404 where this token may not know of it."""
        rows = access.readable_by(self.request.user).select_related("consumer", "category", "owner", "handler")
        return progress.as_told(get_object_or_404(rows, number=number), timezone.now())

    def once(self, verb, body, act, *, required=False):
        """Do it once per key, without one every time; returns (complaint, answer, whether it was done before)."""
        key = key_of(self.request, required=required)
        if not key:
            return *act(), False
        call = partners.once(self.request.user, key, verb, body, act, now=timezone.now())
        return call.complaint, call.answer, hasattr(call, "is_repeated")


def key_of(request, *, required):
    """The Idempotency-Key; raises ValidationError."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key and not required:
        return ""
    if not KEY.fullmatch(key):
        sentence = _("Send a key of 1 to 100 visible ASCII characters, a new one for every request.")
        raise ValidationError({"Idempotency-Key": [sentence]})
    return key


def checked(serializer_class, data):
    """The serializer with checked data; raises ValidationError with a message per field."""
    serializer = serializer_class(data=data)
    serializer.is_valid(raise_exception=True)
    return serializer


def created(answer, repeated):
    """201, saying whether this is the answer of an earlier request."""
    headers = {"Idempotency-Replayed": "true"} if repeated else None
    return Response(answer, status=status.HTTP_201_CREATED, headers=headers)


class Complaints(ApiView):
    """All complaints."""

    scopes = {"POST": Scope.FILE}

    @extend_schema(
        operation_id="file_complaint",
        summary="File a complaint",
        request=words.ComplaintIn,
        parameters=[key_parameter(required=True)],
        responses={201: words.Filed, **refusals(400, 409, 413, 415)},
    )
    def post(self, request):
        """It gets its number, its class and its clocks at once, as through every other door."""
        key_of(request, required=True)
        form = checked(words.ComplaintIn, request.data)
        complaint, facts, repeated = self.once("submit", request.data, lambda: self.file(form), required=True)
        secret = {"token": token_of(complaint), "progress_url": link_of(complaint)}
        return created({name: (facts | secret)[name] for name in words.Filed.Meta.fields}, repeated)

    def file(self, form):
        """(the complaint, what is kept of the answer: no secret)."""
        facts = form.intake(f"api:{self.request.user.pk}:{key_of(self.request, required=True)}")
        complaint = intake.submit(facts, by=access.filer(self.request), now=timezone.now())
        return complaint, words.FiledFacts(complaint).data

    @extend_schema(
        operation_id="list_changes",
        summary="What has changed",
        parameters=[
            OpenApiParameter("updated_since", datetime, description="Changes at and after this moment."),
            OpenApiParameter("cursor", str, description="The place in the list, out of “next”."),
            OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": feed.MOST, "default": feed.SIZE}),
        ],
        responses={200: words.ChangesOut, **refusals(400)},
    )
    def get(self, request):
        """What this token may read by the time of its last change, oldest first; follow “next” for ever."""
        rows = access.readable_by(request.user).select_related("consumer", "category", "owner")
        rows, place, more = feed.changes(rows, feed.Wanted.of(request.query_params))
        if "limit" in request.query_params:
            place["limit"] = request.query_params["limit"]
        address = request.build_absolute_uri(f"{request.path}?{urlencode(place)}")
        return Response({"results": words.ComplaintOut(rows, many=True).data, "next": address, "has_more": more})


class OneComplaint(ApiView):
    """One complaint."""

    @extend_schema(
        operation_id="read_complaint",
        summary="Read a complaint",
        responses={200: words.ComplaintWithMessages, **refusals(404)},
    )
    def get(self, request, number):
        """As it stands, with what was said."""
        complaint = self.complaint(number)
        complaint.said = progress.messages_of(complaint, timezone.now())
        return Response(words.ComplaintWithMessages(complaint).data)


class Messages(ApiView):
    """What the consumer says."""

    scopes = {"POST": Scope.WRITE_MESSAGES}

    @extend_schema(
        operation_id="pass_on_message",
        summary="Pass on what the consumer says",
        request=words.MessageIn,
        parameters=[key_parameter(required=False)],
        responses={201: words.MessageTaken, **refusals(400, 404, 409, 413, 415)},
    )
    def post(self, request, number):
        """While we wait for the consumer's answer this is the answer; else a message to who looks after it."""
        complaint = self.complaint(number)
        form = checked(words.MessageIn, request.data)

        def act():
            speaker = access.speaker(request, complaint)
            partners.pass_on(complaint, by=speaker, now=timezone.now(), text=form.validated_data["body"])
            return complaint, words.MessageTaken(self.complaint(number)).data

        _complaint, answer, repeated = self.once("message", [number, request.data], act)
        return created(answer, repeated)


class EvidenceFiles(ApiView):
    """The consumer's files."""

    scopes = {"POST": Scope.WRITE_EVIDENCE}
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="hand_in_evidence",
        summary="Hand in the consumer's files",
        request={"multipart/form-data": words.EvidenceIn},
        parameters=[key_parameter(required=False)],
        responses={201: words.EvidenceTaken, **refusals(400, 404, 409, 413, 415)},
    )
    def post(self, request, number):
        """All files or none: their kind is decided by content, pictures are drawn anew without EXIF."""
        complaint = self.complaint(number)
        form = checked(words.EvidenceIn, request.data)
        files, errors = sort_uploads(form.validated_data["files"])
        if errors:
            raise ValidationError({"files": [message for error in errors for message in error.messages]})
        body = [number, form.facts(), [file.sha256 for file in files]]

        def act():
            speaker = access.speaker(request, complaint)
            items = partners.hand_in(complaint, by=speaker, now=timezone.now(), files=files, **form.facts())
            return complaint, words.EvidenceTaken({"number": number, "evidence": items}).data

        _complaint, answer, repeated = self.once("evidence", body, act)
        return created(answer, repeated)


class Payments(ApiView):
    """What became of payment orders."""

    scopes = {"POST": Scope.REPORT_PAYMENTS}

    @extend_schema(
        operation_id="report_payment",
        summary="Report what became of a payment order",
        request=words.PaymentWordIn,
        responses={200: words.PaymentWordTaken, **refusals(400, 404, 413, 415)},
    )
    def post(self, request):
        """The same words again change nothing; a word that cannot be right is kept and looked into by people."""
        facts = checked(words.PaymentWordIn, request.data).validated_data
        payout = get_object_or_404(Payout.objects.select_related("complaint"), pk=facts["payout"])
        said = {"reference": facts.get("reference", ""), "reason": facts.get("reason", "")}
        report, is_new = payer.take_word(payout, facts["status"], now=timezone.now(), **said)
        state = Payout.objects.values_list("state", flat=True).get(pk=payout.pk)
        answer = {"payout": payout.pk, "state": state, "is_new": is_new, "doubt": report.doubt}
        return Response(words.PaymentWordTaken(answer).data)


@extend_schema(exclude=True)
class Unknown(ApiView):
    """Every other address: 404 in the shape of the API."""

    permission_classes = []

    def initial(self, request, *args, **kwargs):
        """No method, no token makes it exist."""
        super().initial(request, *args, **kwargs)
        raise Http404
