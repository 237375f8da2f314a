"""What was changed about the rules and about people: rows of the history tables, merged by time, as sentences."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from complaints import wording
from complaints.enums import ActorKind
from complaints.models import (
    Agent,
    AgentSkill,
    Category,
    KeywordRule,
    LadderRung,
    LearnedModel,
    LegalRule,
    MoneyFigure,
    NoticeWording,
    PayoutLimit,
    PromotionWindow,
    ReachStep,
    Route,
    SavedFilter,
    Skill,
    StandardOption,
    TierTarget,
    UrgencyThreshold,
    WorkLimit,
)
from complaints.sentences import bold, difference

WATCHED = {
    model._meta.model_name: model
    for model in (
        *(PayoutLimit, KeywordRule, Category, Route, TierTarget, LadderRung, PromotionWindow, LegalRule),
        *(Skill, AgentSkill, WorkLimit, SavedFilter, NoticeWording, StandardOption, Agent),
        *(UrgencyThreshold, ReachStep, LearnedModel, MoneyFigure),
    )
}
SENTENCES = {
    "+": _("{who} added the {kind} {which}"),
    "~": _("{who} changed the {kind} {which}"),
    "-": _("{who} deleted the {kind} {which}"),
}
CURSOR = re.compile(r"(?P<seconds>\d{1,10})\.(?P<micros>\d{6})-(?P<model>[a-z]+)-(?P<pk>\d{1,18})", re.ASCII)
UNTOLD = {"id", "changed_at", "last_login", "password"}


@dataclass(frozen=True)
class Key:
    """Where a history row stands in the merged order: the newest first, then by table, then by number."""

    at: datetime
    model: str
    pk: int

    @property
    def cursor(self):
        """The key as it stands in an address."""
        return f"{self.at.timestamp():.6f}-{self.model}-{self.pk}"


def key_of(text):
    """The key of a cursor; None for anything that is none."""
    found = CURSOR.fullmatch(text)
    if not found or found["model"] not in WATCHED:
        return None
    seconds, micros = int(found["seconds"]), int(found["micros"])
    return Key(datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), found["model"], int(found["pk"]))


@dataclass(frozen=True)
class Line:
    """One change of a rule as it is read aloud."""

    at: datetime
    sentence: str
    changes: list
    reason: str
    who: str

    @property
    def day(self):
        return self.at.astimezone(wording.SHANGHAI).date()


def keys(beyond=None, size=50):
    """The `size` newest keys of all watched tables, those behind `beyond` if given; one statement."""
    parts = [keys_of(name, model, beyond, size) for name, model in WATCHED.items()]
    merged = parts[0].union(*parts[1:], all=True).order_by("-history_date", "table", "-history_id")
    return [Key(*row) for row in merged[:size]]


def keys_of(name, model, beyond, size):
    """The part of one table: (history_date, table, history_id)."""
    rows = model.history.annotate(table=Value(name, CharField()))
    if model is Agent:  # every sign-in leaves a row; what people set for themselves is nobody's policy
        rows = rows.exclude(history_type="~", history_user=None).exclude(history_user=F("id"))
    if beyond:
        rows = rows.filter(history_date__lte=beyond.at).filter(is_behind(name, beyond))
    return rows.order_by("-history_date", "-history_id").values_list("history_date", "table", "history_id")[:size]


def is_behind(name, beyond):
    """The condition for rows of the table `name` that come after the key `beyond`."""
    earlier = Q(history_date__lt=beyond.at)
    if name == beyond.model:
        return earlier | Q(history_id__lt=beyond.pk)
    return Q() if name > beyond.model else earlier


def lines_of(page, people):
    """The rows behind `page` as sentences with differences, in its order; two statements for each table on it."""
    wanted = defaultdict(list)
    for key in page:
        wanted[key.model].append(key.pk)
    told = {}
    for name, ids in wanted.items():
        told |= {
            (name, row.history_id): line(row, earlier, people) for row, earlier in with_earlier(WATCHED[name], ids)
        }
    return [told[key.model, key.pk] for key in page]


def with_earlier(model, ids):
    """[(history row, the row of the same object before it or None), ...]."""
    history = model.history.model.objects
    before = history.filter(**{model._meta.pk.attname: OuterRef(model._meta.pk.attname)}).order_by("-history_id")
    before = before.filter(history_id__lt=OuterRef("history_id")).values("history_id")[:1]
    rows = list(history.filter(history_id__in=ids).annotate(earlier=Subquery(before)).select_related("history_user"))
    earlier = history.in_bulk([row.earlier for row in rows if row.earlier], field_name="history_id")
    return [(row, earlier.get(row.earlier)) for row in rows]


def line(row, earlier, people):
    """One history row as a sentence; who did it is the system where nobody was signed in."""
    who = str(row.history_user or ActorKind.SYSTEM.label)
    kind = row.instance_type._meta.verbose_name
    sentence = format_html(str(SENTENCES[row.history_type]), who=bold(who), kind=kind, which=bold(name_of(row, people)))
    reason = row.history_change_reason or ""
    return Line(row.history_date, sentence, changes_of(row, earlier, people), reason, who)


def name_of(row, people):
    """What the changed row is called; a limit by the name of its agent."""
    if row.instance_type in (PayoutLimit, AgentSkill):
        return people.get(row.agent_id, row.agent_id)
    return str(row.instance)


def changes_of(row, earlier, people):
    """The fields that differ from the row before; of a new row those that are set."""
    fields = [field for field in row.instance_type._meta.concrete_fields if field.attname not in UNTOLD]
    fields = [field for field in fields if hasattr(row, field.attname)]
    if earlier is None and row.history_type == "~":
        return []  # loaded before the history began: what it was is not known
    pairs = [(field, earlier and getattr(earlier, field.attname), getattr(row, field.attname)) for field in fields]
    return [
        difference(field, plain(old), plain(new), people) for field, old, new in pairs if (old or None) != (new or None)
    ]


def plain(value):
    """Times as text, as the events keep them."""
    return value.isoformat() if isinstance(value, datetime) else value


def rules_met_by(complaint):
    """The rules one complaint met: the words that fired with their rules, its targets, its rungs."""
    words = [str(word) for word in complaint.matched_words]
    return {
        "words": words,
        "keyword_rules": KeywordRule.objects.filter(term__in=words).select_related("category"),
        "targets": TierTarget.objects.filter(tier=complaint.tier),
        "rungs": LadderRung.objects.filter(tier=complaint.tier),
        "windows": PromotionWindow.objects.filter(
            starts_at__lte=complaint.registered_at, ends_at__gte=complaint.registered_at
        ),
    }
