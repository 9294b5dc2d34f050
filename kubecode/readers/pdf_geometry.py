"""Positions on a PDF page: runs of text, ruled lines, and the matrices that place them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

PageMatrix = tuple[float, float, float, float, float, float]
IDENTITY: PageMatrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font: its start and end on the line, the height of the line, the size of the type.

    ``angle`` is the direction of writing in degrees. ``is_artifact`` marks what the file itself says is a
    running head or a page number, ``is_struck`` deleted text, which has a line through it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    angle: int = 0
    is_artifact: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical line from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float


def along(run: Run, start: PageMatrix, end: PageMatrix, angle: int) -> Run:
    """Return a run with its coordinates along and across its own direction."""
    turn = math.radians(-angle)
    cos, sin = math.cos(turn), math.sin(turn)
    x0, y = start[4] * cos - start[5] * sin, start[4] * sin + start[5] * cos
    return replace(run, x0=x0, x1=end[4] * cos - end[5] * sin, y=y)


def turned_rule(rule: Rule, angle: int) -> Rule:
    """Return a rule along and across text that runs at an angle."""
    turn = math.radians(-angle)
    cos, sin = math.cos(turn), math.sin(turn)
    xs = [x * cos - y * sin for x, y in ((rule.x0, rule.y0), (rule.x1, rule.y1))]
    ys = [x * sin + y * cos for x, y in ((rule.x0, rule.y0), (rule.x1, rule.y1))]
    return Rule(min(xs), min(ys), max(xs), max(ys))


def as_matrix(numbers: list[float]) -> PageMatrix:
    """Return six numbers as a matrix. Raises ValueError if there are more or fewer."""
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def place(numbers: list[float], m: PageMatrix) -> tuple[float, float]:
    """Return where a matrix places a point."""
    x, y = numbers[:2]
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def times(m: PageMatrix, n: PageMatrix) -> PageMatrix:
    """Return the product of two matrices."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
