"""What support starts with: the tactic cards, and a small demo of everything else. Both may run twice."""

import json
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from complaints.enums import OPEN_STATES, Emotion
from complaints.models import EmotionReading
from complaints.roles import has_role
from support.actions import check_ins, consultations, supervision, tactics
from support.enums import Effect, RelationKind, SupervisionFunction
from support.models import SupervisionRelation, TacticCard
from support.roles import STAFF

HERE = Path(__file__).parent
TEXTS = ("first_aim", "do", "dont", "opening")


def read(name):
    """One of the files beside this module."""
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_tactics():
    """Create the cards that are missing; what somebody has edited or switched off since stays as it is."""
    there = set(TacticCard.objects.values_list("emotion", "intensity_from"))
    source = read("tactics.json")
    for row in source["cards"]:
        load_card(row["emotion"], row, there)
    for band in source["protocol"]["bands"]:
        for emotion in source["protocol"]["emotions"]:
            load_card(emotion, band, there)


def load_card(emotion, row, there):
    """One card, unless one of this emotion already starts at this strength."""
    if (Emotion(emotion), row["from"]) in there:
        return
    texts = {f"{name}_{code}": row[name][n] for name in TEXTS for n, code in enumerate(("zh", "en"))}
    TacticCard.objects.create(
        emotion=emotion,
        intensity_from=row["from"],
        intensity_to=row["to"],
        support_type=row["support"],
        **texts,
    )


# --- the demo -------------------------------------------------------------------------------------------


@transaction.atomic
def load_demo(cast, complaints, now):
    """A living first page: cards with marks, consultations, supervision, check-ins with consent.

    `cast` maps user names to agents (lin, wang, zhao, su, mei are used); `complaints` are rows to speak about.
    """
    load_tactics()
    if SupervisionRelation.objects.exists():
        return
    load_marks(complaints, now)
    load_consultations(cast, complaints, now)
    load_supervision(cast, now)
    load_check_ins(cast, now)


def load_marks(complaints, now):
    """Every reading gets a mark of its rater: mostly helped, sometimes not, as the strength goes."""
    readings = EmotionReading.objects.filter(complaint__in=complaints, read_at__lte=now).select_related("rater")
    wheel = [Effect.HELPED, Effect.HELPED, Effect.NO_CHANGE, Effect.HELPED, Effect.WORSE, Effect.HELPED]
    for reading in readings.order_by("pk"):
        if has_role(reading.rater, *STAFF):
            effect = wheel[(reading.pk + reading.intensity) % len(wheel)]
            tactics.mark_tactic(reading, by=reading.rater, now=reading.read_at, effect=effect)


def load_consultations(cast, complaints, now):
    """One question answered, one waiting, about open complaints of their own owners."""
    texts = read("demo.json")["consultations"]
    cases = [case for case in complaints if case.state in OPEN_STATES and case.owner_id and not case.paused_at]
    for case, text in zip(cases, texts, strict=False):
        asked = consultations.ask(case, by=case.owner, now=now - timedelta(hours=5), question=text["question"])
        if text["answer"]:
            consultations.answer(asked, by=cast["su"], now=now - timedelta(hours=3), text=text["answer"])


def load_supervision(cast, now):
    """A line to the lead and the manager, the social worker for one topic, sessions held and planned."""
    su, began = cast["su"], now - timedelta(days=60)
    line = [("lin", "zhao"), ("wang", "zhao"), ("zhao", "mei")]
    for below, above in line:
        relate(cast[below], cast[above], by=su, now=began)
    texts = read("demo.json")
    for name in ("lin", "wang"):
        relation = relate(cast[name], su, by=cast["zhao"], now=began, topic=texts["topic"])
        held = supervision.plan_session(relation, by=su, now=began, planned_at=now - timedelta(days=13))
        held = supervision.record_session(
            held,
            by=su,
            now=now - timedelta(days=13),
            functions=[SupervisionFunction.EDUCATIONAL, SupervisionFunction.SUPPORTIVE],
            follow_up_on=(now + timedelta(days=1)).date(),
            **texts["records"][name],
        )
        supervision.write_private_note(held, by=su, now=now - timedelta(days=13), body=texts["private_note"])
        supervision.plan_session(
            relation,
            by=su,
            now=now,
            planned_at=now + timedelta(hours=3 if name == "lin" else 26),
            agenda=texts["agenda"],
        )


def relate(supervisee, supervisor, *, by, now, topic=""):
    """One supervision of the demo."""
    kind = RelationKind.FUNCTIONAL if topic else RelationKind.LINE
    return supervision.assign_supervisor(supervisee, by=by, now=now, supervisor=supervisor, kind=kind, topic=topic)


def load_check_ins(cast, now):
    """Two people take part and tell the social worker how heavy it is."""
    for name, rows in read("demo.json")["check_ins"].items():
        check_ins.give_consent(by=cast[name], now=now - timedelta(days=30), reader=cast["su"])
        for row in rows:
            check_ins.check_in(
                by=cast[name],
                now=now - timedelta(days=row["days_ago"]),
                load=row["load"],
                tag=row["tag"],
                note=row["note"],
            )
