"""What supervisors change without a release: taxonomy, keyword rules, promotions, targets, ladder, calendar, law."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.enums import BusinessStage, ClockName, EvidenceKind, Flag, OutsideBody, Priority, Side, State, Tier
from complaints.roles import Role


def localized(row):
    """The name of a bilingual row in the language in use."""
    return row.name_en if get_language() == "en" else row.name_zh


class Category(models.Model):
    """One code of the two-level taxonomy; a group is a code without a parent (CL-01)."""

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    priority = models.CharField(_("priority"), max_length=2, choices=Priority, default=Priority.P3)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier, default=Tier.LOW)
    business_stage = models.CharField(
        _("business stage"),
        max_length=15,
        choices=BusinessStage,
        blank=True,
        help_text=_("The link of the business that is suggested for this code."),
    )
    benchmark_share = models.PositiveSmallIntegerField(
        _("benchmark share (%)"),
        null=True,
        blank=True,
        help_text=_("Claimed by the source, never our own result."),
    )
    # Of a group: the middle of the second message to the consumer (FB-19).
    checking_zh = models.CharField(_("what we check first, in Chinese"), max_length=300, blank=True)
    checking_en = models.CharField(_("what we check first, in English"), max_length=300, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def name(self):
        return localized(self)

    @property
    def checking(self):
        """What is checked first, of the code itself or else of its group, in the language in use."""
        own = self.checking_en if get_language() == "en" else self.checking_zh
        return own or (self.parent.checking if self.parent else "")


class WantedItem(models.Model):
    """What a complaint of this code, or of this group, needs as evidence, and of which side (IV-01, IV-10)."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="wanted", verbose_name=_("category"))
    side = models.CharField(_("side"), max_length=15, choices=Side)
    kind = models.CharField(_("kind"), max_length=15, choices=EvidenceKind)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("wanted item")
        verbose_name_plural = _("wanted items")
        ordering = ["category", "pk"]
        constraints = [models.UniqueConstraint(fields=["category", "side", "kind"], name="wanted_once")]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return localized(self)

    def name_in(self, language):
        """What the question is called for somebody who reads this language."""
        return self.name_en if language == "en" else self.name_zh


class KeywordRule(models.Model):
    """One word or phrase that points to a category, or raises a flag (CL-04)."""

    term = models.CharField(_("term"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=[("zh", "中文"), ("en", "English")])
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("category"))
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    priority = models.CharField(_("priority"), max_length=2, choices=Priority, blank=True)
    tier = models.CharField(_("tier hint"), max_length=8, choices=Tier, blank=True)
    flag = models.CharField(_("flag"), max_length=20, choices=Flag, blank=True)
    active_from = models.DateTimeField(_("active from"), null=True, blank=True)
    active_to = models.DateTimeField(_("active until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("keyword rule")
        verbose_name_plural = _("keyword rules")
        ordering = ["category", "term"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "category", "flag"],
                nulls_distinct=False,
                name="keyword_once_per_category",
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, 5)), name="keyword_weight_1_to_5"),
            models.CheckConstraint(condition=Q(category__isnull=False) | ~Q(flag=""), name="keyword_says_something"),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_to=None) | Q(active_to__gt=F("active_from")),
                name="keyword_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.term

    @property
    def category_code(self):
        return self.category_id or ""


class PromotionWindow(models.Model):
    """During a promotion some complaints move up by themselves, and back afterwards (CL-08)."""

    name = models.CharField(_("name"), max_length=60)
    codes = ArrayField(
        models.CharField(max_length=8),
        verbose_name=_("category codes"),
        help_text=_("Beginnings of codes, such as F for everything about delivery."),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    priority_delta = models.PositiveSmallIntegerField(
        _("steps up"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    # Whether open complaints have been fitted to it; unknown after it was edited.
    is_applied = models.BooleanField(_("applied"), null=True, editable=False, default=None)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("promotion window")
        verbose_name_plural = _("promotion windows")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="promotion_ends_after_it_starts")
        ]

    def __str__(self):
        return self.name


class TierTarget(models.Model):
    """How long one clock may run for one tier (domain.md 7.6)."""

    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    clock = models.CharField(_("clock"), max_length=12, choices=ClockName)
    # Set for the clock `stage` only: the deadline of that state.
    state = models.CharField(_("state"), max_length=20, choices=State, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), validators=[MinValueValidator(1)])
    in_working_days = models.BooleanField(
        _("in working days"),
        default=False,
        help_text=_("1,440 minutes then count as one working day."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["tier", "clock", "state"]
        constraints = [
            models.UniqueConstraint(fields=["tier", "clock", "state"], name="target_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="target_positive"),
        ]

    def __str__(self):
        return f"{self.get_tier_display()} · {self.get_clock_display()}"


class LadderRung(models.Model):
    """Up to which total who may approve (domain.md 7.3). The first rung alone comes from a source."""

    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    up_to = models.DecimalField(
        _("up to"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Total for this complaint and order; empty for no upper end."),
    )
    statutory = models.BooleanField(_("statutory multiples and promise clauses"), default=False)
    owner_alone = models.BooleanField(_("owner alone, within the own limit"), default=False)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name=_("approver wears all of"),
    )
    second_roles = ArrayField(
        models.CharField(max_length=20, choices=Role),
        default=list,
        blank=True,
        verbose_name=_("second approver wears all of"),
    )
    legal_if_clause = models.BooleanField(_("legal too if a clause is claimed"), default=False)
    tell_finance = models.BooleanField(_("tell finance"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("approval rung")
        verbose_name_plural = _("approval ladder")
        ordering = ["tier", "statutory", F("up_to").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["tier", "up_to", "statutory"], nulls_distinct=False, name="rung_once"),
            models.CheckConstraint(condition=Q(up_to=None) | Q(up_to__gt=0), name="rung_positive"),
        ]

    def __str__(self):
        ceiling = f"≤ ¥{self.up_to:,.2f}" if self.up_to is not None else "∞"
        return f"{self.get_tier_display()} {ceiling}"

    @property
    def needs_two(self):
        return bool(self.second_roles)


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a make-up workday."""

    date = models.DateField(_("date"), primary_key=True)
    is_workday = models.BooleanField(_("workday"))
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("working calendar")
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {self.name}"


class LegalRuleQuerySet(models.QuerySet):
    """Which law counts on a day."""

    def in_force(self, day):
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=day), effective_from__lte=day)

    def citable(self, day):
        """Those in force on `day` that a letter or a finding may rest on: no periods of outside procedures."""
        return self.in_force(day).filter(bodies=[]).order_by("law", "article")

    def periods(self, body, day):
        """The periods that the law in force on `day` sets for the procedures of an outside body."""
        return self.in_force(day).filter(bodies__contains=[body])


class LegalRule(models.Model):
    """A figure from the law with the dates it is in force (domain.md 4); no code hard-codes a day count."""

    code = models.CharField(_("code"), max_length=30)
    law = models.CharField(_("law"), max_length=120)
    law_en = models.CharField(_("the law's name in English"), max_length=120, blank=True)
    article = models.CharField(_("article of the law"), max_length=30, blank=True)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force until"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    bodies = ArrayField(
        models.CharField(max_length=12, choices=OutsideBody),
        default=list,
        blank=True,
        verbose_name=_("times the procedures of"),
        help_text=_("Codes of outside bodies, such as 12315; the value is then a number of days or working days."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    note_zh = models.CharField(_("note in Chinese"), max_length=300, blank=True)

    history = HistoricalRecords()
    objects = LegalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal rule")
        verbose_name_plural = _("legal rules")
        ordering = ["code", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="legal_rule_once"),
            models.CheckConstraint(
                condition=Q(bodies=[]) | (Q(unit__in=["day", "working day"]) & Q(value__isnull=False, value__gte=1)),
                name="legal_rule_of_a_body_is_a_period",
            ),
        ]

    def __str__(self):
        return f"{self.law} {self.article}"

    @property
    def in_working_days(self):
        return self.unit == "working day"

    @property
    def figures(self):
        """What a copy of the rule keeps, as plain values."""
        value = None if self.value is None else f"{self.value.normalize():f}"
        return {"law": self.law, "article": self.article, "value": value, "unit": self.unit}

    @property
    def named(self):
        """The law with its article, in the language in use: what a letter and a reviewer cite."""
        law = (self.law_en if get_language() == "en" else "") or self.law
        return _("%(law)s, art. %(article)s") % {"law": law, "article": self.article} if self.article else law

    @property
    def told(self):
        """What the rule says in short, in the language in use."""
        return self.note if get_language() == "en" else self.note_zh or self.note
