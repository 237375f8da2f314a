"""Telling people: rows for the outbox, written in the transaction of the business they report."""

from complaints import rules
from complaints.enums import MailAlerts, NoticeChannel, NoticeStatus
from complaints.models import Agent, Notice

QUIET_OVER = "quiet_over"


def tell_consumer(complaint, event, *, now, once="", **context):
    """Queue `event` for the consumer by his preferred channel, and for the progress page in any case.

    `once` distinguishes repeated events of one complaint; the same event and `once` is queued only once.
    """
    consumer = complaint.consumer
    channels = [NoticeChannel.PAGE]
    if consumer.reached_by:
        channels.append(NoticeChannel(consumer.reached_by))
    Notice.objects.bulk_create(
        [
            Notice(
                complaint=complaint,
                event=event,
                channel=channel,
                consumer=consumer,
                language=consumer.language,
                context=context,
                once=f"{event}:{complaint.pk}:{channel}:{once or now.isoformat()}",
                status=NoticeStatus.SENT if channel == NoticeChannel.PAGE else NoticeStatus.QUEUED,
                sent_at=now if channel == NoticeChannel.PAGE else None,
                next_try_at=now,
                created_at=now,
            )
            for channel in channels
        ],
        ignore_conflicts=True,
    )


def tell_agents(agents, event, *, now, complaint=None, once="", **context):
    """Put an alert into the bell of each of `agents`; whoever stands in for one of them gets it too (7.5, point 5)."""
    agents = [agent for agent in agents if agent]
    if complaint and complaint.stand_in_id and any(stands_for(complaint, agent) for agent in agents):
        agents.append(complaint.stand_in)
    urgent = rules.is_urgent(complaint)
    bells = [
        Notice(
            complaint=complaint,
            event=event,
            channel=NoticeChannel.IN_APP,
            agent=agent,
            language=agent.language,
            context=context,
            once=f"{event}:{complaint and complaint.pk}:{agent.pk}:{once or now.isoformat()}",
            status=NoticeStatus.SENT,
            sent_at=now,
            next_try_at=now,
            created_at=now,
            is_urgent=urgent,
        )
        for agent in {agent.pk: agent for agent in agents}.values()
    ]
    Notice.objects.bulk_create(bells + [mail for bell in bells if (mail := mail_beside(bell))], ignore_conflicts=True)


def mail_beside(bell):
    """The unsaved mail that an agent wants beside an alert; in quiet hours one for all of them, due when they end."""
    agent, now = bell.agent, bell.created_at
    if not agent.email or agent.mail_alerts == MailAlerts.NONE:
        return None
    facts = {"channel": NoticeChannel.MAIL, "agent": agent, "language": agent.language, "created_at": now}
    end = None if bell.is_urgent else rules.quiet_end(agent, now)
    if bell.is_urgent or (agent.mail_alerts == MailAlerts.ALL and end is None):
        facts |= {"complaint": bell.complaint, "event": bell.event, "context": bell.context}
        return Notice(**facts, once=f"{bell.once}:mail"[-120:], is_urgent=bell.is_urgent, next_try_at=now)
    if agent.mail_alerts == MailAlerts.ALL:
        return Notice(**facts, event=QUIET_OVER, once=f"{QUIET_OVER}:{agent.pk}:{end.isoformat()}", next_try_at=end)
    return None


def stands_for(complaint, agent):
    """Whether the stand-in of a complaint stands in for this agent."""
    return agent.pk in (complaint.owner_id, complaint.handler_id)


def wearers_of(*roles, department=None):
    """Active agents with one of these roles (of one department, if given)."""
    agents = Agent.objects.filter(is_active=True, groups__name__in=roles).distinct()
    return agents.filter(department=department) if department else agents
