"""Mutants: small changes to a module, of which :mod:`bench.mutation` applies one at a time.

A mutant replaces a comparison, a logical or arithmetic operator, a constant, an enum member or the bound of a
slice, negates a condition, removes a guard, or returns an empty value.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_EMPTY = {"list": "[]", "dict": "{}", "tuple": "()", "set": "set()", "frozenset": "frozenset()", "str": '""'}
"""Return type → the source of its empty value."""
_CACHES = {"cache", "lru_cache", "cached_property"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A replacement for the characters ``[start, end)`` of a module.

    ``module`` is its path in the package. ``function`` is the outermost function with its class; it is empty
    outside functions and if results are cached, because the cached call may come from any test. ``change``
    shows the lines before and after.
    """

    module: str
    function: str
    line: int
    start: int
    end: int
    replacement: str
    change: str

    def applied(self, source: str) -> str:
        """Return the changed source of the module."""
        return source[: self.start] + self.replacement + source[self.end :]


@dataclass(frozen=True, slots=True)
class _Replacement:
    """A syntax node, and the source that replaces it."""

    node: ast.expr | ast.stmt
    source: str


def draw_mutants(package: Path, rooms: Sequence[str], count: int, rng: random.Random) -> list[Mutant]:
    """Return different mutants of the rooms. Modules are drawn in proportion to their lines."""
    siblings = enum_members((package / "model.py").read_text("utf-8"))
    modules = {
        str(path.relative_to(package)): path.read_text("utf-8")
        for room in sorted(rooms)
        for path in sorted((package / room).rglob("*.py"))
    }
    left = {name: mutants_of(name, source, siblings) for name, source in modules.items()}
    drawn: list[Mutant] = []
    while len(drawn) < count and (names := [name for name in left if left[name]]):
        (name,) = rng.choices(names, [modules[name].count("\n") for name in names])
        drawn.append(left[name].pop(rng.randrange(len(left[name]))))
    return drawn


def enum_members(source: str) -> dict[str, list[str]]:
    """Return the members of each enum in a module."""
    return {
        node.name: [
            target.id
            for statement in node.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        ]
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases)
    }


def mutants_of(module: str, source: str, siblings: dict[str, list[str]]) -> list[Mutant]:
    """Return all mutants of a module, in the order of its text."""
    lines = source.splitlines(keepends=True)
    line_starts = [0, *accumulate(map(len, lines))]

    def offset(line: int, byte_column: int) -> int:
        return line_starts[line - 1] + len(lines[line - 1].encode()[:byte_column].decode())

    found = set()
    for function, replacement in _walk(ast.parse(source), "", siblings):
        node, new = replacement.node, replacement.source
        last = node.end_lineno or node.lineno
        start, end = offset(node.lineno, node.col_offset), offset(last, node.end_col_offset or 0)
        first, rest = line_starts[node.lineno - 1], line_starts[last]
        before = source[first:rest]
        after = source[first:start] + new + source[end:rest]
        if isinstance(node, ast.If):
            before, after = source[first:end], new
        change = f"{' '.join(before.split())} → {' '.join(after.split())}"
        found.add(Mutant(module, function, node.lineno, start, end, new, change))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.replacement))


def _walk(node: ast.AST, function: str, siblings: dict[str, list[str]]) -> Iterator[tuple[str, _Replacement]]:
    """Yield each replacement below a node, with its function; types and decorators stay as they are."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_unchanged(node, child):
                continue
            inside = function
            if isinstance(child, ast.FunctionDef):
                owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                inside = function or ("" if _is_cached(child) else owner + child.name)
                for replacement in _empty_returns(child):
                    yield inside, replacement
            if isinstance(child, ast.expr):
                for source in _expressions(child, siblings):
                    yield inside, _Replacement(child, source)
            if isinstance(child, ast.stmt):
                for source in _statements(child):
                    yield inside, _Replacement(child, source)
            for test in _conditions(child):
                yield inside, _Replacement(test, f"not ({ast.unparse(test)})")
            yield from _walk(child, inside, siblings)


def _is_unchanged(node: ast.AST, child: ast.AST) -> bool:
    """Return whether a node is an f-string, a type alias, or the index 0, which its subscript replaces."""
    match child:
        case ast.Constant(value=0):
            return isinstance(node, ast.Subscript)
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp()):
            return name.istitle()
        case _:
            return isinstance(child, ast.JoinedStr)


def _is_cached(function: ast.FunctionDef) -> bool:
    decorators = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
    return not _CACHES.isdisjoint(decorators)


def _expressions(node: ast.expr, siblings: dict[str, list[str]]) -> Iterator[str]:
    """Yield the replacements for an expression."""
    match node:
        case ast.Compare():
            for index, sign in enumerate(node.ops):
                signs = [*node.ops[:index], _COMPARISONS[type(sign)](), *node.ops[index + 1 :]]
                yield ast.unparse(ast.Compare(node.left, signs, node.comparators))
        case ast.BoolOp():
            joined = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield f"({ast.unparse(ast.BoolOp(joined, node.values))})"
        case ast.UnaryOp(op=ast.Not()):
            yield f"({ast.unparse(node.operand)})"
        case ast.Constant(value=value):
            yield from _constants(value)
        case ast.Subscript(slice=ast.Constant(value=0)):
            yield f"{ast.unparse(node.value)}[1]"  # not [-1]: the last item may be the first
        case ast.BinOp(op=ast.Add() | ast.Sub()) if not _is_text(node.left) and not _is_text(node.right):
            sum_or_difference = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield ast.unparse(ast.BinOp(node.left, sum_or_difference, node.right))
        case ast.Attribute(value=ast.Name(id=name), attr=member) if member in siblings.get(name, ()):
            yield from (f"{name}.{other}" for other in siblings[name] if other != member)
        case ast.Call(func=ast.Name(id="abs"), args=[inner]):
            yield f"({ast.unparse(inner)})"
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            yield ast.unparse(node).replace(name, "max" if name == "min" else "min", 1)
        case ast.Subscript(slice=ast.Slice() as cut):
            yield from _slices(node, cut)


def _constants(value: object) -> list[str]:
    if isinstance(value, bool):
        return [str(not value)]
    if isinstance(value, int):
        return [str(value + 1), str(value - 1)]
    return [str(value + 1)] if isinstance(value, float) else []


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _slices(node: ast.Subscript, cut: ast.Slice) -> Iterator[str]:
    """Yield the slice without each bound, and with each computed bound moved by one."""
    for name in ("lower", "upper"):
        bound: ast.expr | None = getattr(cut, name)
        if bound is None:
            continue
        moved = ast.BinOp(bound, ast.Add(), ast.Constant(1))
        for changed in [None] if isinstance(bound, ast.Constant) else [None, moved]:
            lower, upper = (changed, cut.upper) if name == "lower" else (cut.lower, changed)
            yield ast.unparse(ast.Subscript(node.value, ast.Slice(lower, upper, cut.step), node.ctx))


def _statements(node: ast.stmt) -> Iterator[str]:
    """Yield ``pass`` for ``continue``, ``break`` and guards: an ``if`` that only leaves the block."""
    if isinstance(node, ast.Continue | ast.Break):
        yield "pass"
    leaves = ast.Return | ast.Continue | ast.Break | ast.Raise
    if (
        isinstance(node, ast.If)
        and not node.orelse
        and len(node.body) == 1
        and isinstance(node.body[0], leaves)
    ):
        yield "pass"


def _conditions(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.If | ast.IfExp):
        return [node.test]
    return list(node.ifs) if isinstance(node, ast.comprehension) else []


def _empty_returns(function: ast.FunctionDef) -> Iterator[_Replacement]:
    """Yield None or the empty value for each returned value, if the return type allows it."""
    kind = ast.unparse(function.returns) if function.returns else ""
    empty = "None" if kind.endswith("| None") else _EMPTY.get(kind.split("[")[0])
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value and empty and ast.unparse(node.value) != empty:
            yield _Replacement(node.value, empty)
