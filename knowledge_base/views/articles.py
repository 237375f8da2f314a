"""The knowledge base: search, reading page, versions, drafts and the steps of an article."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from complaints.lifecycle import Refused, next_steps, why_not
from complaints.models import Category, Complaint
from complaints.roles import has_role
from complaints.views.outcomes import UNPROCESSABLE
from knowledge_base import reports, roles, rules
from knowledge_base.actions import articles as acts
from knowledge_base.enums import ArticleKind
from knowledge_base.forms import ArticleForm, KeepForm, ReasonForm, VersionForm
from knowledge_base.models import Article
from knowledge_base.text import compared

PAGE = 20
# verb -> (the button, its form)
STEPS = {
    "hand_in": (gettext_lazy("Hand in to be checked"), None),
    "publish": (gettext_lazy("Publish"), VersionForm),
    "send_back": (gettext_lazy("Send back"), ReasonForm),
    "keep": (gettext_lazy("Still right"), KeepForm),
    "revive": (gettext_lazy("Bring back as a draft"), ReasonForm),
    "retire": (gettext_lazy("Retire"), ReasonForm),
}
SHELVES = {
    "published": gettext_lazy("Published"),
    "stale": gettext_lazy("To be checked again"),
    "in_review": gettext_lazy("Being checked"),
    "draft": gettext_lazy("Drafts"),
    "retired": gettext_lazy("Retired"),
}


def articles(request):
    """Search and list: one shelf, narrowed by words, kind and category."""
    today = timezone.localdate()
    visible = Article.objects.visible_to(request.user)
    query, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    shelf = request.GET.get("shelf", "published")
    shelf = shelf if shelf in SHELVES else "published"
    found = visible.stale(today) if shelf == "stale" else visible.filter(state=shelf)
    if kind in ArticleKind:
        found = found.filter(kind=kind)
    category = request.GET.get("category", "")
    if category:
        found = found.filter(categories=category)
    found = found.matching(query) if query else found.order_by("-changed_at", "-pk")
    page = Paginator(listed(found), PAGE).get_page(request.GET.get("page"))
    kinds, shelves = reports.counts_of_articles(visible, today)
    return render(
        request,
        "knowledge_base/articles.html",
        {
            "page": page,
            "query": query,
            "today": today,
            "category": category,
            "categories": Category.objects.filter(articles__in=visible).distinct(),
            "kind_chips": chips(request, "kind", [("", _("All kinds")), *ArticleKind.choices], kind, kinds),
            "shelf_tabs": chips(request, "shelf", SHELVES.items(), shelf, shelves, default="published"),
            "may_write": has_role(request.user, *roles.WRITERS),
        },
    )


def listed(found):
    """With what a row shows, but neither the source nor the search column."""
    codes = Prefetch("categories", Category.objects.only("code", "name_zh", "name_en"))
    return found.with_votes().select_related("owner", "entry").prefetch_related(codes).defer("body", "entry__words")


def chips(request, name, choices, current, counts, default=""):
    """Links that narrow the list by `name` and keep the other conditions."""
    found = []
    for value, label in choices:
        asked = request.GET.copy()
        asked.pop("page", None)
        asked.pop(name, None)
        if value != default:
            asked[name] = value
        url = f"?{asked.urlencode()}" if asked else request.path
        found.append({"label": label, "url": url, "current": value == current, "count": counts.get(value)})
    return found


@require_safe
def scripts(request, number):
    """What to say: the sayings of published scripts that suit a complaint, to be put into the reply."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user).select_related("consumer"), number=number)
    context = {"complaint": complaint, "sayings": reports.sayings_for(complaint)}
    return render(request, "knowledge_base/_scripts.html", context)


def article(request, pk, status=200, **extra):
    """The reading page, with the steps this agent may take."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("owner", "review"), pk=pk)
    votes = list(article.votes.all())
    mine = next((vote for vote in votes if vote.agent_id == request.user.pk), None)
    context = {
        "article": article,
        "is_stale": article.is_stale(timezone.localdate()),
        "categories": article.categories.all(),
        "versions": article.versions.select_related("author").defer("body"),
        "votes_cast": len(votes),
        "votes_helped": sum(vote.helped for vote in votes),
        "my_vote": mine,
        "steps": steps_of(article, request.user, extra.get("forms", {})),
        "may_revise": rules.may_change_article(article, request.user),
        "source": Complaint.objects.visible_to(request.user).filter(pk=article.complaint_id).first(),
    }
    return render(request, "knowledge_base/article.html", context | extra, status=status)


def steps_of(article, agent, forms):
    """The next steps for which this agent wears the hat, each with its form and what stands against it."""
    now = timezone.now()
    return [
        {
            "verb": verb,
            "label": STEPS[verb][0],
            "why": why_not(article, verb, agent, now),
            "form": forms.get(verb) or (STEPS[verb][1](prefix=verb) if STEPS[verb][1] else None),
            "is_open": verb in forms,
        }
        for verb in next_steps(article)
        if has_role(agent, *roles.ARTICLE[verb])
    ]


@require_POST
def take_step(request, pk, verb):
    """One step of the machine; a refusal stands beside the form, with what was typed."""
    article_ = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    form_class = STEPS[verb][1]
    form = form_class(request.POST, prefix=verb) if form_class else None
    if form and not form.is_valid():
        return article(request, pk, status=UNPROCESSABLE, forms={verb: form})
    try:
        getattr(acts, verb)(article_, by=request.user, now=timezone.now(), **(form.cleaned_data if form else {}))
    except Refused as refusal:
        if form is None:
            return article(request, pk, status=UNPROCESSABLE, refusal=refusal.reason)
        form.add_error(None, refusal.reason)
        return article(request, pk, status=UNPROCESSABLE, forms={verb: form})
    messages.success(request, _("Done: %(step)s.") % {"step": STEPS[verb][0]})
    return redirect("knowledge_base:article", pk)


@require_POST
def vote(request, pk):
    """Whether it helped."""
    article_ = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    try:
        acts.vote(article_, by=request.user, now=timezone.now(), helped=request.POST.get("helped") == "yes")
    except Refused as refusal:
        return article(request, pk, status=UNPROCESSABLE, refusal=refusal.reason)
    return redirect("knowledge_base:article", pk)


def write(request):
    """A new draft."""
    form = ArticleForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            new = acts.write(by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("knowledge_base:article", new.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    return render(request, "knowledge_base/write.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def revise(request, pk):
    """Change an article; a published one gets a new version."""
    article_ = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    form = ArticleForm(request.POST or None, instance=article_)
    if request.method == "POST" and form.is_valid():
        try:
            acts.revise(article_, by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("knowledge_base:article", pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    why = "" if form.errors else rules.may_change_article(article_, request.user).why
    context = {"form": form, "article": article_, "why": why}
    return render(request, "knowledge_base/write.html", context, status=UNPROCESSABLE if form.errors else 200)


def version(request, pk, number):
    """What one version changed, compared with the one before."""
    article_ = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    near = article_.versions.filter(number__in=[number, number - 1]).select_related("author")
    versions = {version.number: version for version in near}
    if number not in versions:
        raise Http404
    new, old = versions[number], versions.get(number - 1)
    context = {
        "article": article_,
        "version": new,
        "before": old,
        "lines": compared(old.body if old else "", new.body),
        "new_title": [{"label": _("Title"), "old": old.title, "new": new.title}]
        if old and old.title != new.title
        else [],
        "versions": article_.versions.select_related("author").defer("body"),
    }
    return render(request, "knowledge_base/version.html", context)


@require_POST
def draft_from_complaint(request, number):
    """A draft made from a case, without its persons (TL-13)."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), number=number)
    try:
        draft = acts.draft_from_complaint(complaint, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("knowledge_base:articles")
    return redirect("knowledge_base:revise_article", draft.pk)
