"""The two machines and their hats as tables: the policy of team learning."""

import pytest

from complaints.lifecycle import transition_of
from complaints.rules import wears_the_hat
from knowledge_base import roles
from knowledge_base.models import Article, CaseReview

ARTICLE = """
            hand_in    send_back  publish    keep       retire   revive
draft       in_review  -          -          -          retired  -
in_review   -          draft      published  -          retired  -
published   -          -          -          published  retired  -
retired     -          -          -          -          -        draft
"""
REVIEW = """
            schedule   discuss    reconvene  publish
nominated   scheduled  -          -          -
scheduled   scheduled  discussed  -          -
discussed   -          -          scheduled  published
published   -          -          -          -
"""
HATS = """
                       lin zhao zhou chen fang su mei xu he admin stranger
article.write          x   x    x    x    x    x  -   -  -  -     -
article.revise         x   x    x    x    x    x  -   -  -  -     -
article.hand_in        x   x    x    x    x    x  -   -  -  -     -
article.publish        -   x    x    x    -    -  -   -  -  -     -
article.send_back      -   x    x    x    -    -  -   -  -  -     -
article.keep           -   x    x    x    -    -  -   -  -  -     -
article.retire         -   x    x    x    -    -  -   -  -  -     -
article.revive         -   x    x    x    -    -  -   -  -  -     -
article.vote           x   x    x    x    x    x  x   x  x  x     -
article.give_card      x   x    x    x    -    -  -   -  -  -     -
article.take_card_back x   x    x    x    -    -  -   -  -  -     -
review.nominate        x   x    x    x    x    x  -   -  -  -     -
review.note            x   x    x    x    x    x  -   -  -  -     -
review.finish_action   x   x    x    x    x    x  -   -  -  -     -
review.schedule        -   x    -    -    -    x  -   -  -  -     -
review.discuss         -   x    -    -    -    x  -   -  -  -     -
review.reconvene       -   x    -    -    -    x  -   -  -  -     -
review.publish         -   x    -    -    -    x  -   -  -  -     -
training.tag_training    x x    x    x    x    x  -   -  -  -     -
training.finish_training x x    x    x    x    x  -   -  -  -     -
"""


def cells(table):
    """[(row, column, cell), ...] of a table drawn in text."""
    head, *rows = table.strip("\n").splitlines()
    columns = head.split()
    return [(row.split()[0], *pair) for row in rows for pair in zip(columns, row.split()[1:], strict=True)]


def verbs_of(model):
    return {step.name for step in model._meta.get_field("state").get_all_transitions(model)}


@pytest.mark.parametrize(("state", "verb", "target"), cells(ARTICLE))
def test_article_machine(state, verb, target):
    step = transition_of(Article(state=state), verb)
    assert (step.target if step else "-") == target


@pytest.mark.parametrize(("state", "verb", "target"), cells(REVIEW))
def test_review_machine(state, verb, target):
    step = transition_of(CaseReview(state=state), verb)
    assert (step.target if step else "-") == target


def test_the_tables_are_complete():
    assert verbs_of(Article) == {verb for _state, verb, _target in cells(ARTICLE)}
    assert verbs_of(CaseReview) == {verb for _state, verb, _target in cells(REVIEW)}
    told = {row for row, _name, _cell in cells(HATS)}
    assert told == {f"article.{verb}" for verb in roles.ARTICLE} | {f"review.{verb}" for verb in roles.REVIEW} | {
        f"training.{verb}" for verb in roles.TRAINING
    }


def test_hats(cast):
    tables = {"article": roles.ARTICLE, "review": roles.REVIEW, "training": roles.TRAINING}
    wrong = []
    for row, name, cell in cells(HATS):
        machine, verb = row.split(".")
        if bool(wears_the_hat(verb, cast[name], tables[machine])) != (cell == "x"):
            wrong.append((row, name))
    assert wrong == []
