"""Public posts: recorded, read again, watched, answered; and what a reach sets going by itself (FB-14, CL-12)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.contact import hear_consumer
from complaints.actions.deadlines import due
from complaints.actions.high_tier import raise_to_high
from complaints.actions.notices import tell_agents, wearers_of
from complaints.actions.routing import escalate
from complaints.actions.tasks import open_task
from complaints.actions.triage import raise_flag
from complaints.actions.weight import weigh
from complaints.enums import LIVE_TASKS, ClockName, EventKind, Flag, Measured, Platform, State, TaskKind, Tier
from complaints.lifecycle import Refused, check, claim, lock, require, tell
from complaints.models import Agent, Department, PostReading, PublicPost, ReachStep
from complaints.roles import System

READ_EVERY = timedelta(hours=24)  # our proposal: a post that nobody looks at grows unseen
# Nothing has been decided yet: the back office may take it without taking anything away from the consumer.
UNDECIDED = (State.ACCEPTED, State.DISPATCHED, State.INVESTIGATING, State.PROPOSING, State.IN_REVIEW)

SITES = {
    "weibo.com": Platform.WEIBO,
    "weibo.cn": Platform.WEIBO,
    "xiaohongshu.com": Platform.XIAOHONGSHU,
    "xhslink.com": Platform.XIAOHONGSHU,
    "douyin.com": Platform.DOUYIN,
    "kuaishou.com": Platform.KUAISHOU,
    "qq.com": Platform.WECHAT,
    "bilibili.com": Platform.BILIBILI,
    "b23.tv": Platform.BILIBILI,
    "zhihu.com": Platform.ZHIHU,
    "tousu.sina.com.cn": Platform.TOUSU,
    "x.com": Platform.X,
    "twitter.com": Platform.X,
    "facebook.com": Platform.FACEBOOK,
}


def platform_of(url):
    """The platform an address belongs to, by the end of its host."""
    host = urlsplit(url).hostname or ""
    return next((name for site, name in SITES.items() if host == site or host.endswith(f".{site}")), Platform.OTHER)


def hear_with_post(complaint, *, by, now, body, url=""):
    """What the consumer writes, and the public post it may name; both or neither. Returns the message."""
    with transaction.atomic():
        message = hear_consumer(complaint, by=by, now=now, body=body)
        if url:
            add_post(complaint, by=by, now=now, platform=platform_of(url), url=url)
    return message


def add_post(complaint, *, by, now, platform, url="", author="", text="", reposts=None, likes=None):
    """Record a public post as a source of exposure, with its reach as seen now (CL-12).

    The flag goes up, and with it the priority; a great reach raises it further and sets going what its step says.
    Seen again, the same post keeps the greater reach, and every look is kept. The consumer may name his own post.
    """
    with transaction.atomic():
        complaint = lock(complaint)
        check(rules.wears_the_hat("add_post", by))
        check(rules.is_not_archived(complaint))
        check(rules.may_name_a_post(complaint, by))
        agent = by if isinstance(by, Agent) else None
        facts = {"author": author, "text": text, "recorded_by": agent, "seen_at": now, "watcher": complaint.owner}
        post, is_new = PublicPost.objects.select_for_update(of=("self",), no_key=True).get_or_create(
            complaint=complaint, platform=platform, url=url, defaults=facts
        )
        grown = read(post, reposts, likes, agent, now)
        if not (is_new or grown):
            return post
        shown = {"platform": platform, "url": url, "author": author, "reposts": reposts, "likes": likes}
        tell("add_post", by=by, now=now, complaint=complaint, kind=EventKind.FACT, reason=text, data=shown)
        expose(complaint, post, by=System(by.via), now=now)  # what a post sets going needs no hat beside its own
    return post


def read(post, reposts, likes, agent, now):
    """Keep one look at a post, and the greatest reach it ever had. True if it has grown since the last look."""
    seen = {"reposts": reposts, "likes": likes}
    if any(value is not None for value in seen.values()):
        PostReading.objects.create(post=post, read_at=now, read_by=agent, **seen)
    more = {name: value for name, value in seen.items() if value and value > (getattr(post, name) or 0)}
    for name, value in (more | {"seen_at": now, "read_again_at": now + READ_EVERY}).items():
        setattr(post, name, value)
    post.save(update_fields=[*more, "seen_at", "read_again_at"])
    return bool(more)


def expose(complaint, post, *, by, now):
    """What stands in public is marked so, and becomes more urgent the more people pass it on."""
    reason = _("A public post on %(platform)s is known.") % {"platform": Platform(post.platform).label}
    if Flag.EXPOSURE not in complaint.flags:
        complaint = raise_flag(complaint, by=by, now=now, flag=Flag.EXPOSURE, reason=reason)
    complaint = weigh(complaint, by=by, now=now, reason=reason, **{Measured.REACH: post.reposts})
    if complaint.is_open:
        climb(complaint, post, now=now)


def climb(complaint, post, *, now):
    """Each step of reach alarms once for a post; the highest one that is new says what begins by itself."""
    reached = ReachStep.objects.filter(is_active=True, at_least__lte=post.reposts or 0)
    steps = list(reached.filter(at_least__gt=post.alarmed_from))
    if not steps:
        return
    post.alarmed_from = steps[-1].at_least
    post.save(update_fields=["alarmed_from"])
    if any(step.asks_pr for step in steps):
        ask_pr(complaint, post, now=now)
    if any(step.is_high for step in steps):
        make_high(complaint, post, now=now)
    told = {complaint.owner, post.watcher, *wearers_of(*{role for step in steps for role in step.tells})}
    facts = {"platform": post.platform, "n": post.reposts}
    tell_agents(told, "reach_step", now=now, complaint=complaint, once=f"{post.pk}:{post.alarmed_from}", **facts)


def ask_pr(complaint, post, *, now):
    """Ask public relations for an answer in public, once per complaint. The words are data, in the first language."""
    desk = Department.objects.get(pk="PR")
    if complaint.tasks.filter(department=desk, state__in=LIVE_TASKS).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"platform": Platform(post.platform).label, "n": f"{post.reposts:,}", "url": post.url or "—"}
        question = _("Passed on %(n)s times on %(platform)s: %(url)s. What do we say in public, who says it, and when?")
        title = _("Answer in public: %(platform)s") % facts
    open_task(
        complaint,
        by=System(),
        now=now,
        kind=TaskKind.ORDINARY,
        department=desk,
        title=title,
        question=question % facts,
        due_by=due(Tier.HIGH, ClockName.TASK, now),
    )


def make_high(complaint, post, *, now):
    """High tier with its report in 12 hours (row 15): undecided, it goes to the back office; else that joins."""
    facts = {"platform": Platform(post.platform).label, "n": f"{post.reposts:,}"}
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Passed on %(n)s times in public, on %(platform)s.") % facts
    if complaint.state in UNDECIDED and complaint.owner_id:
        escalate(complaint, by=System(), now=now, reason=reason, reason_code="exposure")
    elif complaint.tier != Tier.HIGH:
        raise_to_high(complaint, by=System(), now=now, reason=reason, joins=True)


def watch_post(post, *, by, now, agent):
    """Somebody looks after a post from now on: reads its reach, sees to the answer."""
    with transaction.atomic():
        complaint = lock(post.complaint)
        check(rules.wears_the_hat("watch_post", by))
        check(rules.may_speak_in_public(complaint, by))
        post = fresh(post)
        post.watcher = agent
        post.save(update_fields=["watcher"])
        facts = {"platform": post.platform, "to_name": str(agent)}
        tell("watch_post", by=by, now=now, complaint=complaint, kind=EventKind.FACT, data=facts)
        if agent != by:
            tell_agents([agent], "post_given", now=now, complaint=complaint, once=str(post.pk), platform=post.platform)
    return post


def answer_post(post, *, by, now, answer, answer_url=""):
    """Keep what was answered in public, when and by whom. Nothing private of the consumer may stand in it."""
    require(answer, _("Write what was answered."))
    with transaction.atomic():
        complaint = lock(post.complaint)
        check(rules.wears_the_hat("answer_post", by))
        check(rules.may_speak_in_public(complaint, by))
        check(rules.keeps_the_secret(answer, complaint))
        post = fresh(post)
        if post.answered_at:
            raise Refused(_("It was answered already, on %(day)s.") % {"day": f"{post.answered_at:%Y-%m-%d}"})
        post.answer, post.answer_url, post.answered_by, post.answered_at = answer, answer_url, by, now
        post.save(update_fields=["answer", "answer_url", "answered_by", "answered_at"])
        facts = {"platform": post.platform, "url": answer_url}
        tell("answer_post", by=by, now=now, complaint=complaint, kind=EventKind.FACT, reason=answer, data=facts)
    return post


def fresh(post):
    """The post as it stands now, locked."""
    return PublicPost.objects.select_for_update(of=("self",), no_key=True).get(pk=post.pk)


def ask_to_read(pk, *, by, now):
    """Nobody has looked for a day: whoever watches the post is asked to, and again the next day."""
    with transaction.atomic():
        post = claim(PublicPost.objects.to_read_again(now).select_related("complaint__owner", "watcher"), pk)
        if post is None:
            return 0
        post.read_again_at = now + READ_EVERY
        post.save(update_fields=["read_again_at"])
        people = [post.watcher or post.complaint.owner]
        once = f"{post.pk}:{now.isoformat()}"
        tell_agents(people, "read_post", now=now, complaint=post.complaint, once=once, platform=post.platform)
        return 1
