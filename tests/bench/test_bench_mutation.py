"""The mutants of a line, their reproducible draw, and the list of equivalent mutants."""

import random
from pathlib import Path

import pytest

from bench.mutants import draw_mutants, enum_members, mutants_of
from bench.mutation import EQUIVALENTS, read_equivalents

PACKAGE = Path(__file__).parents[2] / "kubecode"
SIBLINGS = {"Status": ["ACCEPTED", "REJECTED", "SKIPPED"]}


def changed_lines(source):
    """Return the changed lines of all mutants of a source."""
    return [mutant.change.split(" → ")[1] for mutant in mutants_of("m.py", source, SIBLINGS)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a < b", ["a <= b"]),
        ("a in b", ["a not in b"]),
        ("a <= b < c", ["a < b < c", "a <= b <= c"]),
        ("x = a and b or c", ["x = (a or b) or c", "x = ((a and b) and c)"]),
        ("x = not a", ["x = (a)"]),
        ("x = True", ["x = False"]),
        ("x = 7", ["x = 6", "x = 8"]),
        ("a + b - c", ["a + b + c", "a - b - c"]),
        ("'a' + b", []),
        ("x is Status.ACCEPTED", ["x is Status.REJECTED", "x is Status.SKIPPED", "x is not Status.ACCEPTED"]),
        ("x = a if b else c", ["x = a if not (b) else c"]),
        ("[a for a in b if c]", ["[a for a in b if not (c)]"]),
        ("abs(x)", ["(x)"]),
        ("min(a, b)", ["max(a, b)"]),
        ("x[0]", ["x[1]"]),
        ("x[a:]", ["x[:]", "x[a + 1:]"]),
        ("def f() -> str | None:\n    return g()", ["return None"]),
        ("def f() -> list[int]:\n    return g()", ["return []"]),
        ("def f() -> int:\n    return g()", []),
        ("for a in b:\n    break", ["pass"]),
        ("if a:\n    raise b", ["if not (a):", "pass"]),
        ("Way = Literal[1, 2]", []),
        ("x: Literal[1] = y", []),
        ("f'{1}'", []),
    ],
)
def test_mutants_of_a_line(line, expected):
    assert sorted(changed_lines(line)) == sorted(expected)


def test_mutant_has_its_function_and_changes_one_place():
    source = "x = 1\n\n\nclass C:\n    def f(self):\n        '''é'''; return 1 < self.x\n"
    (found,) = [mutant for mutant in mutants_of("m.py", source, {}) if "<=" in mutant.replacement]
    assert (found.function, found.line) == ("C.f", 6)
    assert found.applied(source) == source.replace("<", "<=")


def test_draw_is_reproducible_and_every_mutant_compiles():
    drawn = draw_mutants(PACKAGE, ["store", "transcript"], 40, random.Random(3))
    assert drawn == draw_mutants(PACKAGE, ["transcript", "store"], 40, random.Random(3))
    assert len(set(drawn)) == 40
    for mutant in drawn:
        compile(mutant.applied((PACKAGE / mutant.module).read_text("utf-8")), mutant.module, "exec")


def test_enum_members_of_a_module():
    members = enum_members((PACKAGE / "model.py").read_text("utf-8"))
    assert members["Valence"] == ["SUPPORTS", "HINDERS", "MIXED", "NEUTRAL"]


def test_each_equivalent_mutant_exists_and_has_a_reason():
    siblings = enum_members((PACKAGE / "model.py").read_text("utf-8"))
    for module, change in read_equivalents():
        source = (PACKAGE / module).read_text("utf-8")
        assert change in {mutant.change for mutant in mutants_of(module, source, siblings)}, (module, change)
    lines = [line for line in EQUIVALENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    stated = [index for index, line in enumerate(lines) if line and not line.startswith(" ")]
    assert all(lines[index + 1].startswith("  ") for index in stated)
