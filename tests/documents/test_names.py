"""Every type name is used for one type only, in the whole package and the glossary."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def types_in(source):
    """Yield the names of the classes and type aliases that a module defines."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for node in tree.body:
        names = node.targets if isinstance(node, ast.Assign) else []
        for name in names:
            if isinstance(name, ast.Name) and re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name.id):
                yield name.id


def modules_of_types():
    modules = defaultdict(list)
    for path in sorted((ROOT / "kubecode").rglob("*.py")):
        for name in types_in(path.read_text("utf-8")):
            modules[name.removeprefix("_")].append(str(path.relative_to(ROOT)))
    return modules


def test_type_names_are_unique():
    assert {name: modules for name, modules in modules_of_types().items() if len(modules) > 1} == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("class Row: ...", ["Row"]),
        ("Row = tuple[int, ...]", ["Row"]),
        ("class Outer:\n    class Inner: ...", ["Outer", "Inner"]),
        ("ROWS = 3\nrow = 3\n", []),
    ],
)
def test_classes_and_aliases_are_types_but_constants_are_not(source, names):
    assert list(types_in(source)) == names


def test_every_type_in_the_glossary_is_defined_in_the_code():
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    named = re.findall(r"^\| `(\w+)` \|", glossary, re.MULTILINE)
    assert named == sorted(named, key=str.lower)
    assert set(named) - set(modules_of_types()) == set()
