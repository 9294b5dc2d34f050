"""Charts as SVG: numbers become coordinates here, and nothing else is computed.

Every chart has a title and a description for those who listen. Colours come from the style sheet, by the
class of a mark (``supports``), and only repeat what a label beside it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from kubecode.safe_text import visible

_LINE = 18
_LETTER = 8  # wider than most letters of the labels are
_LONGEST_LABEL, _LONGEST_ROW = 24, 42


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart shows, and in a sentence how to read it; ``name`` is unique among the charts."""

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, how long it is (None: there is no such figure), what stands at its end, its class."""

    label: str
    value: float | None
    said: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dots:
    """So many of so many: filled dots among all, what stands beside them, their class."""

    filled: int
    total: int
    said: str
    kind: str


@dataclass(frozen=True, slots=True)
class Square:
    """A field of a square: what stands in it, and its value, which shades it (None: not shaded)."""

    said: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ChartStep:
    """A step of a line that only rises: how high it stands, and how much of that is new."""

    label: str
    height: int
    new: int


def bar_chart(caption: Caption, groups: Sequence[tuple[str, Sequence[Bar]]]) -> str:
    """Return bars that lie one below the other, in groups with a heading, all on one scale."""
    longest = max((bar.value or 0 for _, bars in groups for bar in bars), default=0) or 1
    left, room, width = 170, 340, 640
    height = sum(_LINE * (len(bars) + 1) + 10 for _, bars in groups)
    svg, y = _svg(caption, width, height), 0
    for heading, bars in groups:
        y += _LINE
        _text(svg, 0, y - 5, heading, "heading")
        for bar in bars:
            y += _LINE
            _text(svg, left - 8, y - 5, _cut(bar.label), "end")
            if bar.value is not None:
                length = round(room * bar.value / longest, 1)
                _shape(svg, "rect", bar.kind, x=left, y=y - 15, width=max(length, 1), height=13)
            _text(svg, left + 6 + room * (bar.value or 0) / longest, y - 5, bar.said)
        y += 10
    return _markup(svg)


def dot_chart(caption: Caption, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Dots]]]) -> str:
    """Return a grid of dots, ten on a line: a row with a heading for each aspect, a column for each group."""
    ten, across = 10, 13
    wide = max(ten * across + 16, _LETTER * max((len(_cut(column)) for column in columns), default=0))
    lines = max((1 + (dots.total - 1) // ten for _, its in rows for dots in its), default=1)
    tall = _LINE + lines * across + _LINE + 6
    widest = max((_LETTER * len(heading) for heading, _ in rows), default=0)
    svg = _svg(caption, max(wide * len(columns), widest), _LINE + tall * len(rows))
    for number, column in enumerate(columns):
        _text(svg, number * wide, 12, _cut(column), "heading")
    for down, (heading, its) in enumerate(rows):
        top = _LINE + down * tall
        _text(svg, 0, top + 13, heading, "quiet")
        for number, dots in enumerate(its):
            filled, hollow = (SubElement(svg, "g", {"class": kind}) for kind in (dots.kind, "hollow"))
            for dot in range(dots.total):
                x, y = number * wide + 6 + dot % ten * across, top + _LINE + 8 + dot // ten * across
                into = filled if dot < dots.filled else hollow
                SubElement(into, "circle", {"cx": _at(x), "cy": _at(y), "r": "5"})
            last = 1 + max(dots.total - 1, 0) // ten
            _text(svg, number * wide, top + _LINE + last * across + 13, dots.said)
    return _markup(svg)


def square_chart(caption: Caption, labels: Sequence[str], rows: Sequence[Sequence[Square]]) -> str:
    """Return a square of fields; labels stand beside it, and above it their numbers.

    The field with the highest value is the darkest.
    """
    left, side = _LETTER * min(max(map(len, labels), default=0), _LONGEST_ROW) + 30, 44
    highest = max((one.value or 0 for fields in rows for one in fields), default=0) or 1
    svg = _svg(caption, left + side * len(labels) + 2, _LINE + side * len(rows) + 2)
    for number in range(1, len(labels) + 1):
        _text(svg, left + side * (number - 0.5), 12, str(number), "middle quiet")
    for down, (label, fields) in enumerate(zip(labels, rows, strict=True)):
        top = _LINE + side * down
        _text(svg, left - 10, top + side / 2 + 4, f"{_cut(label, _LONGEST_ROW)} {down + 1}", "end")
        for number, one in enumerate(fields):
            _field(svg, one, (left + side * number, top, side), (one.value or 0) / highest)
    return _markup(svg)


def _field(svg: Element, one: Square, place: tuple[float, float, float], shade: float) -> None:
    x, y, side = place
    field = _shape(svg, "rect", "field", x=x + 1, y=y + 1, width=side - 2, height=side - 2)
    field.set("fill-opacity", f"{0.8 * shade:.2f}")
    _text(svg, x + side / 2, y + side / 2 + 4, one.said, "middle inverse" if shade > 0.6 else "middle")


def step_chart(caption: Caption, steps: Sequence[ChartStep], base: int) -> str:
    """Return what each step adds as a bar, below a line of how much there is by then; the base is shaded."""
    left, room, wide = 36, 200, max(14, min(44, 600 // max(len(steps), 1)))
    highest = max((step.height for step in steps), default=0) or 1
    bottom = room + 24
    svg = _svg(caption, left + wide * len(steps) + 30, bottom + 24)
    _shape(svg, "rect", "base", x=left, y=10, width=wide * min(base, len(steps)), height=bottom - 10)
    points = []
    for number, step in enumerate(steps):
        x, y = left + wide * (number + 0.5), bottom - room * step.height / highest
        tall = room * step.new / highest
        points.append((x, y))
        if step.new:
            width = wide * 0.6
            _shape(svg, "rect", "new", x=x - width / 2, y=bottom - tall, width=width, height=tall)
        inside = tall > _LINE
        at = bottom - tall + 13 if inside else bottom - tall - 4
        _text(svg, x, at, str(step.new), "middle inverse" if inside else "middle")
        _text(svg, x, bottom + 16, step.label, "middle quiet")
    SubElement(
        svg, "polyline", {"class": "line", "points": " ".join(f"{_at(x)},{_at(y)}" for x, y in points)}
    )
    for x, y in points:
        _shape(svg, "circle", "point", cx=x, cy=y, r=3)
    if steps:
        _text(svg, left + wide * len(steps) + 4, 28, str(steps[-1].height))
    SubElement(svg, "path", {"class": "axis", "d": f"M{left} {bottom}h{wide * len(steps)}"})
    return _markup(svg)


def _svg(caption: Caption, width: float, height: float) -> Element:
    title, description = f"{caption.name}-t", f"{caption.name}-d"
    size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    svg = Element("svg", {"role": "img", "aria-labelledby": f"{title} {description}", **size})
    SubElement(svg, "title", {"id": title}).text = visible(caption.title)
    SubElement(svg, "desc", {"id": description}).text = visible(caption.description)
    return svg


def _shape(svg: Element, tag: str, kind: str, **places: float) -> Element:
    return SubElement(svg, tag, {"class": kind, **{name: _at(at) for name, at in places.items()}})


def _text(svg: Element, x: float, y: float, said: str, kind: str = "") -> None:
    place = {"x": _at(x), "y": _at(y)}
    SubElement(svg, "text", {**place, **({"class": kind} if kind else {})}).text = visible(said)


def _at(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


def _cut(label: str, longest: int = _LONGEST_LABEL) -> str:
    """Shorten a label that would run into the drawing."""
    shown = visible(label)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _markup(svg: Element) -> str:
    return tostring(svg, encoding="unicode")
