"""No meaning hides in signals, in save() or in thread-locals: what happens is read in the action."""

import ast
from pathlib import Path

import pytest

from complaints_site.tests.sources import imports, package_of, place, production_files, tree_of

FORBIDDEN_IMPORTS = ("django.db.models.signals", "django.dispatch", "threading.local", "asgiref.local")
FORBIDDEN_METHODS = {"save", "asave", "save_base", "delete", "adelete"}


def hidden_meaning(path: Path, tree: ast.Module) -> list[str]:
    found = [
        f"{place(path, node)} imports {name}"
        for node, name in imports(tree, package_of(path))
        if name.startswith(FORBIDDEN_IMPORTS)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found += [f"{place(path, method)} overrides {method.name}()" for method in _overrides(node)]
        elif isinstance(node, ast.Attribute) and node.attr == "local" and getattr(node.value, "id", "") == "threading":
            found.append(f"{place(path, node)} keeps a thread-local")
    return found


def _overrides(cls: ast.ClassDef) -> list[ast.FunctionDef]:
    methods = (node for node in cls.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [method for method in methods if method.name in FORBIDDEN_METHODS]


def test_no_receivers_no_save_override():
    assert [line for path in production_files() for line in hidden_meaning(path, tree_of(path))] == []


@pytest.mark.parametrize(
    "source",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from django.dispatch import receiver",
        "import threading\nkept = threading.local()",
        "class Complaint(Model):\n    def save(self, **kwargs):\n        pass",
    ],
)
def test_hidden_meaning_is_seen(source):
    assert hidden_meaning(production_files()[0], ast.parse(source))
