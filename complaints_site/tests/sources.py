"""Our own Python files, for the tests that read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

APPS = ("complaints", "knowledge_base", "support")


def production_files(*apps: str) -> list[Path]:
    """Every file of the apps that is neither a test nor a migration; fails when it sees suspiciously few."""
    files = [
        path
        for app in apps or APPS
        for path in sorted((settings.BASE_DIR / app).rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
    ]
    assert len(files) > 5 * len(apps or APPS), f"only {len(files)} files seen"
    return files


def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST) -> str:
    """complaints/rules.py:12"""
    return f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}"


def imports(tree: ast.AST, package: str) -> Iterator[tuple[ast.AST, str]]:
    """Each import as (node, full dotted name); relative ones are made absolute, those for type checkers left out."""
    for node in _run_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((node, f"{module}.{alias.name}") for alias in node.names)


def package_of(path: Path) -> str:
    """The package that a file's relative imports start from."""
    return ".".join(path.relative_to(settings.BASE_DIR).parent.parts)


def _run_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from _run_nodes(node)
