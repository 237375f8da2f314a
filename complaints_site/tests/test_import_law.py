"""The import law: who may know whom. A line of LAW may import the lines above it and its own line, never below."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from complaints_site.tests.sources import imports, package_of, place, production_files, tree_of

MAY_IMPORT_APPS = {
    "complaints": {"complaints"},
    "knowledge_base": {"knowledge_base", "complaints"},
    "support": {"support", "knowledge_base", "complaints"},
}
OURS = {*MAY_IMPORT_APPS, "complaints_site"}
LAW = [
    {"enums"},
    {"roles", "text", "wording", "sentences", "rules", "clock", "workdays", "classify", "sources"},
    {"models"},
    {"filters"},
    {"lifecycle"},
    {"actions", "seeds"},
    {"forms", "reports", "insight", "letters", "progress"},
    {"gateways"},
    {
        "views",
        "admin",
        "api",
        "management",
        "templatetags",
        "urls",
        "checks",
        "apps",
        "context_processors",
        "tasks",
        "demo",
    },
]
EDGES = LAW[-1]  # only these may know the project around the apps


def rank(room: str) -> int | None:
    return next((number for number, rooms in enumerate(LAW) if room in rooms), None)


def room_of(path: Path) -> str:
    """complaints/actions/routing.py is in the room `actions`."""
    return path.relative_to(settings.BASE_DIR).with_suffix("").parts[1]


def broken_laws(path: Path, tree: ast.Module) -> list[str]:
    app, room = package_of(path).split(".")[0], room_of(path)
    if room == "__init__":
        return []
    broken = []
    for node, name in imports(tree, package_of(path)):
        other_app, _, rest = name.partition(".")
        if other_app not in OURS:
            continue
        other_room = rest.partition(".")[0]
        if not is_lawful(app, room, other_app, other_room):
            broken.append(f"{place(path, node)} {app}.{room} imports {name}")
    return broken


def is_lawful(app: str, room: str, other_app: str, other_room: str) -> bool:
    if other_app == "complaints_site":
        return room in EDGES
    if other_app not in MAY_IMPORT_APPS[app]:
        return False
    return other_app != app or rank(other_room) is None or rank(other_room) <= rank(room)


@pytest.mark.parametrize("app", MAY_IMPORT_APPS)
def test_every_file_lives_in_a_known_room(app):
    rooms = {room_of(path) for path in production_files(app)} - {"__init__"}
    assert {room for room in rooms if rank(room) is None} == set()


@pytest.mark.parametrize("app", MAY_IMPORT_APPS)
def test_nobody_breaks_the_import_law(app):
    assert [line for path in production_files(app) for line in broken_laws(path, tree_of(path))] == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("complaints/rules.py", "from complaints.models import Complaint"),
        ("complaints/models/payout.py", "from ..lifecycle import move"),
        ("complaints/clock.py", "def due():\n    from complaints import models"),
        ("complaints/actions/routing.py", "import knowledge_base.models"),
        ("complaints/views/inbox.py", "from support import actions"),
        ("knowledge_base/models.py", "from support.models import Card"),
        ("complaints/enums.py", "from .rules import Verdict"),
        ("complaints/actions/routing.py", "from complaints_site import settings"),
    ],
)
def test_law_sees_a_breach(file, source):
    assert broken_laws(settings.BASE_DIR / file, ast.parse(source))


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("complaints/models/payout.py", "from ..enums import PayoutState\nfrom .complaint import Complaint"),
        ("complaints/rules.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .models import Payout"),
        ("support/actions.py", "from complaints.models import Complaint"),
        ("complaints/views/inbox.py", "from django.http import Http404\nfrom complaints.actions import routing"),
    ],
)
def test_law_lets_the_lawful_pass(file, source):
    assert broken_laws(settings.BASE_DIR / file, ast.parse(source)) == []


@pytest.mark.parametrize("house", ["rules", "enums"])
def test_two_rooms_under_one_roof_share_no_name(house):
    """Their rooms are opened with a star: of two things of one name the later room would silently win."""
    rooms = {}
    for path in sorted((settings.BASE_DIR / "complaints" / house).glob("*.py")):
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                rooms.setdefault(node.name, []).append(path.name)
            elif isinstance(node, ast.Assign):
                names = [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
                for name in names:
                    rooms.setdefault(name, []).append(path.name)
    assert len(rooms) > 50
    assert {name: where for name, where in rooms.items() if len(where) > 1} == {}
