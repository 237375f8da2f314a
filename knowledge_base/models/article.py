"""Articles: what the team knows, with an owner, a review date, versions and votes (TL-04)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import models
from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from complaints.roles import has_role
from complaints.text import search_query
from knowledge_base import roles, rules
from knowledge_base.enums import ArticleKind, ArticleState

S = ArticleState


class ArticleQuerySet(models.QuerySet):
    """The verbs of article lists."""

    def visible_to(self, agent):
        """Published and retired ones for everybody with a role; drafts for their owner and for those who publish."""
        if has_role(agent, *roles.PUBLISHERS):
            return self
        if not has_role(agent, *roles.READERS):
            return self.none()
        return self.filter(Q(state__in=[S.PUBLISHED, S.RETIRED]) | Q(owner=agent))

    def published(self):
        return self.filter(state=S.PUBLISHED)

    def stale(self, today):
        """Published ones whose review date has passed."""
        return self.published().filter(review_by__lt=today)

    def matching(self, text):
        """Those that contain every word of `text`, the best first. A category code is a word as well."""
        words = search_query(text)
        if not words:
            return self.none()
        query = SearchQuery(words, config="simple", search_type="raw")
        return (
            self.filter(entry__words=query)
            .annotate(rank=SearchRank(F("entry__words"), query, normalization=1))
            .order_by("-rank", "-pk")
        )

    def suited_to(self, category, words, language):
        """For a complaint of `category`: its own articles first, then those that share most of `words` (a tsquery).

        Of its own, a playbook comes before other texts: it is what one works by (CL-11).
        """
        query = SearchQuery(words, config="simple", search_type="raw")
        own = Exists(self.model.categories.through.objects.filter(article=OuterRef("pk"), category=category))
        spoken = Case(When(language=language, then=Value(True)), default=Value(False), output_field=BooleanField())
        return (
            self.published()
            .annotate(is_own=own, is_spoken=spoken, rank=SearchRank(F("entry__words"), query, normalization=1))
            .annotate(leads=Case(When(is_own=True, kind=ArticleKind.PLAYBOOK, then=1), default=0))
            .filter(Q(is_own=True) | Q(entry__words=query))
            .order_by("-is_own", "-is_spoken", "-leads", "-rank", "-pk")
        )

    def with_votes(self):
        """With `votes_cast` and `votes_helped`."""
        return self.annotate(
            votes_cast=Count("votes", distinct=True),
            votes_helped=Count("votes", filter=Q(votes__helped=True), distinct=True),
        )


class Article(models.Model):
    """One thing the team knows, as Markdown. What colleagues read is always a published version."""

    who_may = roles.ARTICLE

    kind = models.CharField(_("kind"), max_length=12, choices=ArticleKind, default=ArticleKind.ARTICLE)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), help_text=_("Markdown: # heading, **bold**, - list, > quotation."))
    categories = models.ManyToManyField(
        "complaints.Category", blank=True, related_name="articles", verbose_name=_("categories")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles", verbose_name=_("owner")
    )
    review_by = models.DateField(_("to be checked by"), null=True, blank=True)
    state = FSMField(_("state"), default=S.DRAFT, choices=S.choices, protected=True)
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))
    # Whose words they are now: who changed them last does not publish them.
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    # Where it came from; shown only to those who may see the complaint.
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, null=True, blank=True, related_name="articles"
    )
    review = models.ForeignKey(
        "knowledge_base.CaseReview", models.PROTECT, null=True, blank=True, related_name="articles"
    )

    # The moment at which rules look at this row; set by the door.
    looked_at = None

    history = HistoricalRecords(excluded_fields=["body"])  # the versions keep the text
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-changed_at", "-id"], name="article_by_state"),
            models.Index(fields=["review_by"], condition=Q(state="published"), name="article_review_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="article_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, review_by__isnull=False) & ~Q(body=""),
                name="article_published_is_complete",
            ),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def in_force(cls, *, now, **facts):
        """A text that comes with the product: published without having been a draft of the team. Not saved yet."""
        times = dict.fromkeys(("created_at", "changed_at", "published_at"), now)
        return cls(state=S.PUBLISHED, changed_by=facts["owner"], **times, **facts)

    def is_stale(self, today):
        """Whether nobody has looked at it in time; colleagues then read it with a warning."""
        return self.state == S.PUBLISHED and self.review_by < today

    @transition(state, source=S.DRAFT, target=S.IN_REVIEW, conditions=[rules.has_text])
    def hand_in(self, *, by, now):
        self.changed_at = now

    @transition(state, source=S.IN_REVIEW, target=S.DRAFT)
    def send_back(self, *, by, now):
        self.changed_at = now

    @transition(
        state,
        source=S.IN_REVIEW,
        target=S.PUBLISHED,
        conditions=[rules.has_text, rules.has_review_date],
        permission=rules.may_publish_article,
    )
    def publish(self, *, by, now):
        self.published_at = self.published_at or now
        self.changed_at = now

    @transition(state, source=S.PUBLISHED, target=S.PUBLISHED)
    def keep(self, *, by, now, review_by):
        """Looked at again and still right."""
        self.review_by = review_by

    @transition(state, source=[S.DRAFT, S.IN_REVIEW, S.PUBLISHED], target=S.RETIRED)
    def retire(self, *, by, now):
        self.changed_at = now

    @transition(state, source=S.RETIRED, target=S.DRAFT)
    def revive(self, *, by, now):
        self.changed_at = now


class ArticleEntry(models.Model):
    """The words of one article: plain for the excerpt, as overlapping bigrams for the search. Lists never read them."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="entry")
    plain = models.TextField()
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="article_words", fastupdate=False)]

    def __str__(self):
        return self.plain[:60]


class ArticleVersion(models.Model):
    """One published state of an article. A trigger forbids changing or deleting a row."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    at = models.DateTimeField(_("at"))
    note = models.CharField(_("what changed"), max_length=200)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_number_once")]

    def __str__(self):
        return f"{self.title} · {self.number}"


class Vote(models.Model):
    """Whether an article helped one agent; everybody has one vote and may change it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="votes")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="article_votes")
    helped = models.BooleanField(_("it helped"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["article", "agent"], name="vote_once")]

    def __str__(self):
        return f"{self.agent}: {self.helped}"
