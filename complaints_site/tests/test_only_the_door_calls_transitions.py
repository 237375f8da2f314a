"""A state changes only through `lifecycle.move()`: nobody else calls a transition or writes a state."""

import ast
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django_fsm import FSMFieldMixin

from complaints_site.tests.sources import APPS, place, production_files, tree_of

INSIDE_THE_DOOR = {"models", "models.py", "lifecycle.py"}
WRITERS = {"update", "create", "get_or_create", "update_or_create", "aupdate", "acreate"}


def machines() -> dict:
    """Each model of ours that has a state field: {model: field}."""
    return {
        model: field
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.get_fields()
        if isinstance(field, FSMFieldMixin) and not model.__name__.startswith("Historical")
    }


def transitions() -> list:
    return [move for model, field in machines().items() for move in field.get_all_transitions(model)]


def verbs() -> set[str]:
    return {move.name for move in transitions()}


def state_fields() -> set[str]:
    return {field.name for field in machines().values()}


def is_outside(path: Path) -> bool:
    return not INSIDE_THE_DOOR & set(path.relative_to(settings.BASE_DIR).parts)


def offences(tree: ast.Module) -> list[tuple[ast.AST, str]]:
    modules = _imported_modules(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += [(node, why) for why in _call_offences(node, modules)]
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in state_fields():
            found.append((node, f"assigns .{node.attr}"))
    return found


def _call_offences(call: ast.Call, modules: set[str]) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    written = {keyword.arg for keyword in call.keywords} & state_fields()
    words = {node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    why = []
    signed = {keyword.arg for keyword in call.keywords} & {"by", None}  # None is **facts
    if isinstance(call.func, ast.Attribute) and name in verbs() and signed and _root(call.func) not in modules:
        why.append(f"calls the transition .{name}()")
    if written and (name in WRITERS or name in {model.__name__ for model in machines()}):
        why.append(f"writes {sorted(written)} by {name}()")
    if name in {"setattr", "bulk_update"} and words & state_fields():
        why.append(f"writes a state by {name}()")
    return why


def _imported_modules(tree: ast.Module) -> set[str]:
    """Imported names spelt like modules: `routing.accept()` is an action, `Complaint.accept()` is not."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (alias.asname or alias.name).islower()
    }


def _root(attribute: ast.Attribute) -> str:
    value = attribute.value
    while isinstance(value, ast.Attribute):
        value = value.value
    return getattr(value, "id", "")


def test_the_machines_are_known():
    assert {"Complaint", "Payout"} <= {model.__name__ for model in machines()}
    assert {"accept", "dispatch"} <= verbs()
    assert state_fields() == {"state"}


def test_no_transition_runs_without_by():
    """So a call without `by` is something else's method: Path.resolve(), thread.start(), file.close()."""
    signatures = {move.name: inspect.signature(move.method).parameters for move in transitions()}
    assert [verb for verb, parameters in signatures.items() if not _demands_by(parameters)] == []


def _demands_by(parameters) -> bool:
    by = parameters.get("by")
    return by is not None and by.kind is by.KEYWORD_ONLY and by.default is by.empty


def test_only_the_door_calls_transitions():
    outside = [path for path in production_files() if is_outside(path)]
    assert len(outside) > 30
    assert [f"{place(path, node)} {why}" for path in outside for node, why in offences(tree_of(path))] == []


@pytest.mark.parametrize(
    "source",
    [
        "complaint.accept(by=agent)",
        "Complaint.accept(complaint, by=agent)",
        "get(pk).accept(by=agent)",
        "complaint.accept(**facts)",
        "complaint.state = 'closed'",
        "Complaint(state='closed')",
        "models.Complaint(state='closed')",
        "Complaint.objects.filter(pk=1).update(state='closed')",
        "Complaint.objects.create(number=1, state='closed')",
        "setattr(complaint, 'state', 'closed')",
        "Complaint.objects.bulk_update(rows, ['state'])",
    ],
)
def test_a_way_round_the_door_is_seen(source):
    assert offences(ast.parse(f"from complaints.models import Complaint\nfrom complaints import models\n{source}"))


@pytest.mark.parametrize(
    "source",
    [
        "from complaints.actions import routing\nrouting.accept(complaint, by=agent)",
        "Complaint.objects.filter(state='closed').update(seen=True)",
        "move(complaint, 'accept', by=agent)",
        "Path('x').resolve()",
    ],
)
def test_a_lawful_way_passes(source):
    assert offences(ast.parse(source)) == []
