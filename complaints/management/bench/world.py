"""A world to measure in: agents by the ORM, hundreds of thousands of complaints by bulk SQL. All words are made up."""

import random
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.utils import timezone

from complaints.actions.intake import index_words, search_words
from complaints.actions.policy import load_policy
from complaints.management.bench.vocabulary import DEEDS, SYLLABLES, THINGS, clause
from complaints.models import Agent, Complaint, Consumer, Event, Message, Payout, SearchEntry
from complaints.text import bigrams

COMPLAINTS_AN_AGENT = 2500  # 6 % of them open: about 150 on each desk
OPEN_SHARE = 0.06
CLAUSES, CLAUSES_A_TEXT = 20_000, 8
RARE = {"琉璃茶则": (997, 7), "锔瓷": (1009, 7)}  # planted words: in every n-th complaint, so many times
OPEN_STATES = {
    "registered": 15,
    "need_info": 5,
    "accepted": 10,
    "dispatched": 10,
    "investigating": 25,
    "proposing": 10,
    "in_review": 6,
    "high_review": 2,
    "awaiting_consumer": 10,
    "executing": 5,
    "mediation": 1,
    "external": 1,
}
ENDED_STATES = {"archived": 80, "closed": 12, "resolved": 2, "ineligible": 3, "withdrawn": 3}
VERBS = ("submit", "accept", "dispatch", "start", "resolve")


def build(count, say):
    """Fill an empty database with `count` complaints and everything around them, then let the planner know."""
    random.seed(20261121)
    load_policy()
    with transaction.atomic():
        execute("SET LOCAL statement_timeout = 0")
        fill(count, say)
    say("analyze")
    settle()
    check_words()


def fill(count, say):
    """Every table in turn, each by one statement."""
    agents = people(max(4, count // COMPLAINTS_AN_AGENT))
    steps = {
        "consumers": lambda: insert(Consumer, CONSUMER, "generate_series(1, %(count)s / 3) AS i"),
        "words": lambda: words(),
        "complaints": lambda: insert(Complaint, complaint_columns(agents), FROM_TEXTS),
        "history": lambda: copy_history(),
        "search entries": lambda: insert(SearchEntry, ENTRY, FROM_ENTRIES),
        "events": lambda: insert(Event, EVENT, FROM_EVENTS),
        "payouts": lambda: insert(Payout, PAYOUT, FROM_PAYOUTS),
    }
    numbers = {"count": count, "now": timezone.now()}
    for name, step in steps.items():
        say(name)
        execute(step(), numbers)
    for model in (Consumer, Complaint):
        go_on_counting(model)


def go_on_counting(model):
    """The next row gets the number behind those that were given out here."""
    table = model._meta.db_table
    execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608


def people(count):
    """Front-line agents at two desks, and one lead."""
    agents = [
        Agent(
            username=f"agent{n}",
            display_name=f"客服{n}",
            alias=f"小{n}",
            department_id="LOGISTICS" if n % 4 == 0 else "CS",
        )
        for n in range(count)
    ]
    agents.append(Agent(username="lead", display_name="组长", alias="组长", department_id="CS"))
    Agent.objects.bulk_create(agents)
    front, lead = Group.objects.get(name="front_line"), Group.objects.get(name="lead")
    rows = [Agent.groups.through(agent=agent, group=front) for agent in agents[:-1]]
    Agent.groups.through.objects.bulk_create([*rows, Agent.groups.through(agent=agents[-1], group=lead)])
    return agents[:-1]


# --- SQL --------------------------------------------------------------------------------------------------


def execute(sql, numbers=None):
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, numbers)


def insert(model, expressions, source):
    """INSERT ... SELECT: the columns named in `expressions`, all others with their neutral value."""
    fields = [
        f for f in model._meta.concrete_fields if not (f.primary_key and f.name == "id" and "id" not in expressions)
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = ", ".join(expressions.get(field.column) or neutral(field) for field in fields)
    return f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} FROM {source}"  # noqa: S608  our own names


def neutral(field):
    """What stands in a column nobody speaks of, as SQL."""
    if field.null:
        return "NULL"
    if isinstance(field, models.JSONField):
        return "'{}'" if field.default is dict else "'[]'"
    default = field.get_default()
    if isinstance(default, list):
        return "'{}'"
    if isinstance(default, bool | int):
        return str(default).upper()
    return f"'{default or ''}'"


def pick(weights, salt):
    """SQL that picks a key by weight, the same for the same row."""
    total, upto, branches = sum(weights.values()), 0, []
    for key, weight in weights.items():
        upto += weight
        branches.append(f"WHEN {dice(salt, total)} < {upto} THEN '{key}'")
    return f"(CASE {' '.join(branches)} END)"


def dice(salt, sides):
    """SQL for a number from 0 to sides - 1 out of the row's number `i`."""
    return f"mod(hashint8(i::bigint * 64 + {salt}) & 2147483647, {sides})"


CONSUMER = {
    "id": "i",
    "name": f"substr('{SYLLABLES}', 1 + {dice(1, len(SYLLABLES))}, 1) || '女士'",
    "phone": "'139' || lpad(i::text, 8, '0')",
    "phone_key": "md5(i::text)",
    "created_at": "%(now)s",
    "language": "'zh-hans'",
}


def words():
    """Every complaint's text out of eight clauses; a clause carries its own search words, made by the program."""
    execute("CREATE TEMP TABLE clause (id int PRIMARY KEY, body text, words text) ON COMMIT DROP")
    with connection.cursor() as cursor, cursor.copy("COPY clause FROM STDIN") as copy:
        for number in range(CLAUSES):
            body = clause()
            copy.write_row((number, body, bigrams(body)))
    planted = " ".join(
        f"WHEN mod(i, {step}) = 0 AND i <= {step * hits} THEN '。{word}'" for word, (step, hits) in RARE.items()
    )
    return f"""CREATE TEMP TABLE story ON COMMIT DROP AS
        SELECT *, body || tail AS full_body FROM (
            SELECT i, min(body) FILTER (WHERE k = 1) AS title, string_agg(body, '，' ORDER BY k) AS body,
                string_agg(words, ' ' ORDER BY k) AS words, (CASE {planted} ELSE '' END) AS tail
            FROM generate_series(1, %(count)s) AS i CROSS JOIN generate_series(1, {CLAUSES_A_TEXT}) AS k
            JOIN clause ON clause.id = {dice("k", CLAUSES)} GROUP BY i
        ) AS made"""  # noqa: S608  our own words


AGE = "(interval '365 days' * ((%(count)s - i)::float / %(count)s))"  # the newest have the highest numbers
IS_OPEN = f"(i > %(count)s * {1 - OPEN_SHARE})"
REGISTERED = f"(%(now)s - {AGE} - interval '1 minute')"
FROM_TEXTS = """(SELECT i, title, full_body AS body, {open} AS is_open, {registered} AS at,
    CASE WHEN {open} THEN {open_state} ELSE {ended_state} END AS new_state FROM story) AS t"""
FROM_TEXTS = FROM_TEXTS.format(
    open=IS_OPEN,
    registered=REGISTERED,
    open_state=pick(OPEN_STATES, 21),
    ended_state=pick(ENDED_STATES, 22),
)


def complaint_columns(agents):
    """Column -> SQL, with times, people and classes spread as in life."""
    return {**told_columns(), **class_columns(agents), **clock_columns(), **end_columns()}


def told_columns():
    """What the consumer said, and who he is."""
    return {
        "id": "i",
        "number": "'TS-' || to_char(at, 'YYMMDD') || '-' || lpad(i::text, 7, '0') || '-0'",
        "link_hash": "md5(i::text)",
        "link_expires_at": "at + interval '400 days'",
        "channel": pick({"web": 50, "app": 30, "phone": 20}, 25),
        "consumer_id": "1 + mod(i / 3, greatest(1, %(count)s / 3 - 1))",
        "title": "left(title, 60)",
        "description": "body",
        "first_contact_at": "at",
        "order_number": "'D-' || i",
        "order_amount": dice(26, 900) + " + 10",
        "merchant": f"'商家' || {dice(27, 500)}",
    }


def class_columns(agents):
    """State, class, and the desk and the people that have it."""
    first, many = min(agent.pk for agent in agents), len(agents)
    nobody = "new_state IN ('registered','need_info','ineligible','withdrawn')"
    owner = f"(CASE WHEN {nobody} THEN NULL ELSE {first} + {dice(23, many)} END)"
    category = "(ARRAY['G01','G02','G05','F01','F02','F08','A01','A02','T01','O02'])"
    away = "new_state IN ('dispatched','investigating')"
    return {
        "state": "new_state",
        "category_id": f"{category}[1 + {dice(28, 10)}]",
        "tier": pick({"low": 75, "medium": 20, "high": 5}, 29),
        "priority": pick({"P3": 70, "P2": 20, "P4": 6, "P1": 4}, 30),
        "matched_words": "'[\"破损\"]'",
        **dict.fromkeys(("owner_id", "first_owner_id", "handler_id"), owner),
        "home_desk_id": "'CS'",
        "department_id": f"CASE WHEN {away} AND {dice(31, 3)} = 0 THEN 'LOGISTICS' END",
    }


def clock_columns():
    """When it came, and what is due when."""
    due = f"CASE WHEN is_open THEN %(now)s + interval '1 minute' * ({dice(24, 2880)} - 240) END"
    return {
        **dict.fromkeys(("registered_at", "tier_set_at", "contacted_at", "stage_at", "changed_at"), "at"),
        "swept_at": "%(now)s",
        "respond_by": "at + interval '30 minutes'",
        "responded_at": "CASE WHEN new_state <> 'registered' THEN at + interval '9 minutes' END",
        "dispatch_by": "at + interval '2 hours'",
        "dispatched_at": "CASE WHEN new_state NOT IN ('registered','accepted') THEN at + interval '40 minutes' END",
        "plan_by": "at + interval '30 days'",
        "plan_held": "interval '0'",
        "redline_by": "at + interval '45 days'",
        "next_due_at": due,
        "next_started_at": "CASE WHEN is_open THEN at END",
        "next_clock": "CASE WHEN is_open THEN 'update' ELSE '' END",
        "update_by": due,
        "sweep_at": f"CASE WHEN is_open THEN %(now)s + interval '1 hour' + interval '1 second' * {dice(32, 86400)} END",
    }


def end_columns():
    """How it ended, if it did."""
    ended = "new_state IN ('closed','archived')"
    return {
        "closing_code": f"CASE WHEN {ended} THEN 'accepted_money' ELSE '' END",
        "closed_at": f"CASE WHEN {ended} THEN at + interval '3 days' END",
        "settled_at": f"CASE WHEN {ended} THEN at + interval '3 days' END",
        "summary": "CASE WHEN new_state = 'archived' THEN '已办结' ELSE '' END",
        "root_cause": "CASE WHEN new_state = 'archived' THEN 'transport' ELSE '' END",
        "responsible_party": "CASE WHEN new_state = 'archived' THEN 'carrier' ELSE '' END",
        "has_lesson": "CASE WHEN new_state = 'archived' THEN false END",
    }


def copy_history():
    """One history row a complaint."""
    history = Complaint.history.model
    columns = ", ".join(connection.ops.quote_name(field.column) for field in history.tracked_fields)
    return (
        f"INSERT INTO {history._meta.db_table} ({columns}, history_date, history_type)"  # noqa: S608
        f" SELECT {columns}, registered_at, '+' FROM {Complaint._meta.db_table}"
    )


ENTRY = {
    "complaint_id": "t.i",
    "words": "to_tsvector('simple', t.title_words || ' ' || t.words || ' ' || t.tail_words)",
}
FROM_ENTRIES = f"""(
    SELECT i, clause.words AS title_words, story.words,
        CASE tail {" ".join(f"WHEN '。{word}' THEN '{bigrams(word)}'" for word in RARE)} ELSE '' END AS tail_words
    FROM story JOIN clause ON clause.id = {dice(1, CLAUSES)}
) AS t"""  # noqa: S608
EVENT = {
    "complaint_id": "c.id",
    "at": "c.registered_at + interval '20 minutes' * k",
    "kind": "'state'",
    "verb": f"(ARRAY[{', '.join(repr(verb) for verb in VERBS)}])[k]",
    "actor_kind": "CASE WHEN c.owner_id IS NULL THEN 'system' ELSE 'agent' END",
    "agent_id": "c.owner_id",
    "source": "'web'",
}
FROM_EVENTS = f"complaints_complaint AS c, generate_series(1, {len(VERBS)}) AS k"
PAYOUT = {
    "complaint_id": "c.id",
    "seq": "1",
    "kind": "'goodwill'",
    "amount": "20 + mod(c.id, 300)",
    "reason": "'补偿'",
    "state": "'paid'",
    **dict.fromkeys(("proposed_by_id", "approved_by_id"), "c.owner_id"),
    **dict.fromkeys(("proposed_at", "approved_at", "paid_at"), "c.registered_at + interval '1 day'"),
    "basis": "'own_limit'",
    "limit_applied": "500",
    "total_before": "0",
    "idempotency_key": "'bench-' || c.id",
}
FROM_PAYOUTS = "complaints_complaint AS c WHERE mod(c.id, 10) = 0 AND c.owner_id IS NOT NULL"


def settle():
    """Statistics and visibility map, as autovacuum leaves them on a quiet evening."""
    execute("SET statement_timeout = 0")
    execute("VACUUM ANALYZE")
    execute("RESET statement_timeout")


def check_words():
    """The search words that SQL put together are those the program makes: else recall would prove nothing."""
    for complaint in Complaint.objects.order_by("pk")[:20]:
        made = SearchEntry.objects.get(complaint=complaint).words
        index_words(complaint)
        if made != SearchEntry.objects.get(complaint=complaint).words:
            raise ValueError(f"the bench indexed other words than the program: {search_words(complaint)}")


def is_built(count):
    """Whether this database holds the world already."""
    return Complaint.objects.order_by("-pk").values_list("pk", flat=True).first() not in (None,) and (
        Complaint.objects.count() >= count
    )


def messages_of(complaint, agent, now, many):
    """A conversation: `many` messages with their lines on the timeline."""
    rows = Message.objects.bulk_create(
        [
            Message(
                complaint=complaint,
                direction="to_consumer" if n % 2 else "from_consumer",
                body=f"{THINGS[n % len(THINGS)]}的事情正在处理，{DEEDS[n % len(DEEDS)]}。",
                author=agent if n % 2 else None,
                sent_at=now - timedelta(minutes=many - n),
            )
            for n in range(many)
        ]
    )
    Event.objects.bulk_create(
        [
            Event(
                complaint=complaint,
                at=row.sent_at,
                kind="message",
                verb="reply" if row.author_id else "hear_consumer",
                actor_kind="agent" if row.author_id else "consumer",
                agent=row.author,
                message=row,
                source="web",
            )
            for row in rows
        ]
    )
