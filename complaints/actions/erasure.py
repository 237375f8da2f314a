"""Erasure: what is not on the list of what stays loses its words when its time is up; the figures remain (AR-07).

Every table that hangs on a complaint is found by its foreign keys, so that a new one is erased as well without anybody
thinking of it. A text becomes a dash, a file goes from the disk, codes, times and amounts stay.
"""

from datetime import timedelta
from functools import cache

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Cast, Concat
from simple_history.models import HistoricalChanges

from complaints import rules
from complaints.enums import ENDED_STATES, EventKind, Keeping
from complaints.lifecycle import claim, lock, tell
from complaints.models import (
    Complaint,
    Consumer,
    DataRequest,
    Event,
    Evidence,
    ImportRejection,
    ImportRun,
    LegalHold,
    ProfileFact,
    RetentionPolicy,
    SearchEntry,
)
from complaints.wording import SHANGHAI

ERASED = "—"
APPS = ("complaints", "knowledge_base", "support")
# About many complaints, or without persons from the beginning: these are kept.
NOT_OF_ONE_PERSON = {"Incident", "CorrectiveAction", "CaseReview", "Article", "SearchEntry", "Event"}
# Texts that name no person: keys, codes, names of goods and firms.
KEPT = {
    "Complaint": {"number", "link_nonce", "link_hash", "secondary_codes", "machine_said", "merchant", "product"}
    | {"brand", "batch", "carrier"},
    "Coding": {"secondary_codes", "suggested"},
    "Payout": {"idempotency_key", "request_hash", "reference"},
    "Dispute": {"result", "rule_version"},
    "Evidence": {"media_type", "sha256", "shown_sha256"},
    "IncomingMail": {"key", "sha256"},
    "Notice": {"event", "once", "language"},
    "Stint": {"verb"},
    "ApiCall": {"key", "verb", "body_hash"},
    "PayerReport": {"reference"},
    "PaymentHold": {"body_name", "reference", "refund_reference"},
    "Receipt": {"reference"},
    "Recovery": {"repaid_reference"},
    "Proposal": {"laws_then"},
    "PartialUpload": {"key"},
    "MerchantFeedback": {"merchant"},
    "PlatformRecord": {"sha256", "source"},
    "Freeze": {"merchant", "product"},
    "Referral": {"office", "reference"},
}
# By these rows are told apart or found to belong together: one dash for all would join strangers.
MATCHED = {"Complaint": {"source_ref", "order_number", "tracking_number"}, "PublicPost": {"url"}}
# That there was an answer stays.
ANSWERED = {"OrderSnapshot": {"facts"}}
# Facts of an event that are codes, times or numbers.
TOLD = {"tier", "code", "category", "clock", "mark", "amount", "kind", "status", "share", "party", "n", "count", "days"}
TOLD |= {"since", "due_by", "due_at", "new_date", "at", "desk", "department", "reason_code", "fact", "action", "mail"}
TOLD |= {"freeze", "measure", "referral", "authority"}
TOLD |= {"closing_code", "rejected_for", "rows", "lines", "hold", "outcome", "side", "cause", "verb", "until"}


class Emptied(Func):
    """A dash where there was a text; nothing where there was nothing."""

    template = "CASE WHEN %(expressions)s = '' THEN '' ELSE '—' END"
    output_field = models.TextField()


class OnlyTheVerb(Func):
    """The verb of a history row without its reason."""

    function = "split_part"
    template = "%(function)s(%(expressions)s, ':', 1)"
    output_field = models.CharField()


def own_models():
    """Our tables, without those of histories."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not issubclass(model, HistoricalChanges) and not model._meta.proxy
    ]


@cache
def paths():
    """{model: the way from its rows to their complaint}, of everything that hangs on one, over however many keys."""
    found, near = {Complaint: "pk"}, {Complaint}
    while near:
        ways = {model: way_up(model, near, found) for model in own_models() if is_new(model, found)}
        reached = {model: way for model, way in ways.items() if way}
        found, near = found | reached, set(reached)
    return found


def is_new(model, found):
    """Whether a table is still to be placed."""
    return model not in found and model.__name__ not in NOT_OF_ONE_PERSON


def way_up(model, near, found):
    """The way from a model over one foreign key to one of those near a complaint; "" if there is none."""
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model in near:
            above = found[field.related_model]
            return field.name if above == "pk" else f"{field.name}__{above}"
    return ""


def is_free_text(field):
    """Whether people's words may stand in it: neither a code of a list nor a key."""
    if field.is_relation or field.primary_key or field.choices:
        return False
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.CharField) and not field.base_field.choices
    return isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)


def words_of(model, name):
    """The columns of a model (or of its history) that lose their words; `name`: the model they belong to."""
    kept = KEPT.get(name, set()) | {"history_change_reason", "history_type"}
    return [field for field in model._meta.concrete_fields if is_free_text(field) and field.name not in kept]


def emptied(field, name):
    """What stands there afterwards."""
    if isinstance(field, models.FileField):
        return Value("")
    if field.name in MATCHED.get(name, ()):
        own = Concat(Value(ERASED), Cast("id", models.TextField()))
        return Case(When(**{field.name: ""}, then=Value("")), default=own, output_field=models.TextField())
    if field.name in ANSWERED.get(name, ()):
        return {"erased": True}
    if isinstance(field, models.JSONField | ArrayField):
        return field.get_default()
    return Emptied(F(field.name))


# --- what is due --------------------------------------------------------------------------------------------------


def kept_days(kind, now):
    """For how long this kind of data is kept today; None: nothing of it is erased."""
    return RetentionPolicy.objects.days_for(kind, now.astimezone(SHANGHAI).date())


def due_cases(now):
    """Complaints whose file has been kept long enough and on which there is no hold."""
    days = kept_days(Keeping.CASE, now)
    if days is None:
        return Complaint.objects.none()
    cut = now - timedelta(days=days)
    traded = (Q(received_at=None) | Q(received_at__lte=cut)) & (Q(order_paid_at=None) | Q(order_paid_at__lte=cut))
    rows = Complaint.objects.filter(traded, erased_at=None, state__in=[state.value for state in ENDED_STATES])
    held = LegalHold.objects.filter(lifted_at=None).values("complaint")
    return rows.filter(stage_at__lte=cut).exclude(pk__in=held).order_by("stage_at", "pk")


def due_facts(now):
    """What we remembered of consumers and may remember no longer."""
    days = kept_days(Keeping.PROFILE, now)
    if days is None:
        return ProfileFact.objects.none()
    cut = now - timedelta(days=days)
    return ProfileFact.objects.filter(expires_at__lte=cut, replaced_by=None).order_by("pk")


def due_imports(now):
    """Files of imports that have served."""
    days = kept_days(Keeping.IMPORT, now)
    if days is None:
        return ImportRun.objects.none()
    cut = now - timedelta(days=days)
    return ImportRun.objects.filter(ended_at__lte=cut).exclude(file="").order_by("pk")


def due_originals(now):
    """Originals of photos whose case has ended long enough ago; what was shown of them stays with the file."""
    days = kept_days(Keeping.ORIGINAL, now)
    if days is None:
        return Evidence.objects.none()
    ended = {"complaint__state__in": [state.value for state in ENDED_STATES]}
    rows = Evidence.objects.filter(**ended, complaint__stage_at__lte=now - timedelta(days=days)).exclude(original="")
    held = LegalHold.objects.filter(lifted_at=None).values("complaint")
    return rows.exclude(complaint__in=held).order_by("complaint__stage_at", "pk")


# --- erasing ------------------------------------------------------------------------------------------------------


def erase_one(pk, *, by, now):
    """Erase the words of one complaint whose time is up; 1, or 0 if it is not due any more. Can be run again.

    Files go first: after a crash in between the next sweep finds the row as it was and does the rest.
    """
    with transaction.atomic():
        complaint = claim(Complaint.objects.filter(erased_at=None), pk)
        if complaint is None or not rules.is_erasable(complaint, kept_days(Keeping.CASE, now), now):
            return 0
        Complaint.objects.filter(pk=pk).update(erased_at=now)
        for model in paths():
            erase_rows(model, pk)
        erase_events(pk)
        SearchEntry.objects.filter(complaint=pk).delete()
        ProfileFact.objects.filter(complaint=pk).delete()
        erase_consumer(complaint.consumer_id, now=now)
        tell("erase_case", by=by, now=now, complaint_id=pk, kind=EventKind.PRIVACY)
        return 1


def erase_rows(model, complaint_id):
    """The words of one table's rows of a complaint, and of their history."""
    if model is ProfileFact:
        return
    rows = model._base_manager.filter(**{paths()[model]: complaint_id})
    columns = words_of(model, model.__name__)
    for field in columns:
        if isinstance(field, models.FileField):
            delete_files(field.storage, rows.exclude(**{field.name: ""}).values_list(field.name, flat=True))
    keys = list(rows.values_list("pk", flat=True))
    if columns and keys:
        model._base_manager.filter(pk__in=keys).update(
            **{field.name: emptied(field, model.__name__) for field in columns}
        )
    if keys and hasattr(model, "history"):
        erase_history(model, keys)


def erase_history(model, keys):
    """The same in the earlier versions of rows; the reason of a change goes, its verb stays."""
    past = model.history.model
    changed = {field.name: emptied(field, model.__name__) for field in words_of(past, model.__name__)}
    rows = past.objects.filter(**{f"{model._meta.pk.attname}__in": keys})
    rows.update(**changed, history_change_reason=OnlyTheVerb(F("history_change_reason")))


def delete_files(storage, names):
    """Take files from the disk; one that is gone already is no error."""
    for name in names:
        storage.delete(name)


def erase_events(complaint_id):
    """The lines of the timeline keep who, what and when; a trigger lets words only go, and only here."""
    events = Event.objects.filter(complaint=complaint_id).only("pk", "changes", "data", "reason", "address")
    for event in events.iterator(chunk_size=200):
        data = {name: value for name, value in event.data.items() if name in TOLD}
        changes = [row for row in event.changes if row[0] not in worded_columns()]
        Event.objects.filter(pk=event.pk).update(
            reason=ERASED if event.reason else "", data=data, changes=changes, address="", request_id=""
        )


@cache
def worded_columns():
    """Names of columns whose old and new values a timeline may not keep."""
    return {field.attname for model in paths() for field in words_of(model, model.__name__)}


def erase_consumer(consumer_id, *, now):
    """The person himself, once nothing of him is kept any more."""
    consumer = lock(Consumer(pk=consumer_id))
    if consumer.complaints.filter(erased_at=None).exists():
        return
    blank = dict.fromkeys(("name", "phone", "email", "external_id", "phone_key", "email_key"), "")
    Consumer.objects.filter(pk=consumer_id).update(**blank, erased_at=now)
    consumer.profile_facts.all().delete()
    DataRequest.objects.filter(consumer=consumer_id, kind="erasure", state="restricted").update(erased_at=now)


def forget_one(pk, *, by, now):
    """Delete one expired fact with all it has replaced."""
    with transaction.atomic():
        fact = claim(due_facts(now), pk)
        if fact is None:
            return 0
        [fact, *fact.earlier][-1].delete()
        return 1


def erase_import(pk, *, by, now):
    """Delete the file of one import and the rows it refused; how many there were stays."""
    with transaction.atomic():
        run = claim(due_imports(now), pk)
        if run is None:
            return 0
        delete_files(run.file.storage, [run.file.name])
        ImportRejection.objects.filter(run=run).delete()
        ImportRun.objects.filter(pk=pk).update(file="", file_name=ERASED)
        return 1


def erase_original(pk, *, by, now):
    """Delete the original of one photo; the photo without place and device stays, and both hashes (IV-02)."""
    with transaction.atomic():
        item = claim(due_originals(now), pk)
        if item is None:
            return 0
        delete_files(item.original.storage, [item.original.name])
        Evidence.objects.filter(pk=pk).update(original="")
        tell("erase_original", by=by, now=now, complaint=item.complaint, evidence=item, kind=EventKind.PRIVACY)
        return 1
