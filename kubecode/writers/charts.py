"""Charts as SVG: numbers become coordinates, and nothing else is computed.

Every chart has a title and a description for screen readers. Colours come from the style sheet, by the class
of a shape (``supports``), and only repeat the label beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from kubecode.safe_text import visible

_LINE = 18
_LETTER = 8  # more than the width of most letters
_LONGEST_LABEL, _LONGEST_ROW = 24, 42


@dataclass(frozen=True, slots=True)
class Caption:
    """The title of a chart, and a sentence that explains it; ``name`` is unique among the charts."""

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its value (None: no figure), the text at its end, and its CSS class."""

    label: str
    value: float | None
    text: str
    css_class: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots of which some are filled, the text below them, and the CSS class of the filled ones."""

    filled: int
    total: int
    text: str
    css_class: str


@dataclass(frozen=True, slots=True)
class SquareField:
    """A field of a square chart: its text, and the value that shades it (None: not shaded)."""

    text: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ChartStep:
    """A step of a rising line: its height, and how much of the height is new."""

    label: str
    height: int
    new: int


def bar_chart(caption: Caption, groups: Sequence[tuple[str, Sequence[Bar]]]) -> str:
    """Return horizontal bars in groups with a heading, all on one scale."""
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
                _shape(svg, "rect", bar.css_class, x=left, y=y - 15, width=max(length, 1), height=13)
            _text(svg, left + 6 + room * (bar.value or 0) / longest, y - 5, bar.text)
        y += 10
    return _markup(svg)


def dot_chart(caption: Caption, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Dots]]]) -> str:
    """Return a grid of dots, ten on a line: a row for each aspect, a column for each group."""
    ten, across = 10, 13
    wide = max(ten * across + 16, _LETTER * max((len(_cut(column)) for column in columns), default=0))
    lines = max((1 + (dots.total - 1) // ten for _, cells in rows for dots in cells), default=1)
    tall = _LINE + lines * across + _LINE + 6
    widest = max((_LETTER * len(heading) for heading, _ in rows), default=0)
    svg = _svg(caption, max(wide * len(columns), widest), _LINE + tall * len(rows))
    for number, column in enumerate(columns):
        _text(svg, number * wide, 12, _cut(column), "heading")
    for down, (heading, cells) in enumerate(rows):
        top = _LINE + down * tall
        _text(svg, 0, top + 13, heading, "quiet")
        for number, dots in enumerate(cells):
            filled, hollow = (SubElement(svg, "g", {"class": name}) for name in (dots.css_class, "hollow"))
            for dot in range(dots.total):
                x, y = number * wide + 6 + dot % ten * across, top + _LINE + 8 + dot // ten * across
                parent = filled if dot < dots.filled else hollow
                SubElement(parent, "circle", {"cx": _number(x), "cy": _number(y), "r": "5"})
            last = 1 + max(dots.total - 1, 0) // ten
            _text(svg, number * wide, top + _LINE + last * across + 13, dots.text)
    return _markup(svg)


def square_chart(caption: Caption, labels: Sequence[str], rows: Sequence[Sequence[SquareField]]) -> str:
    """Return a square of fields, with the labels at the left and their numbers at the top.

    The field with the highest value is the darkest.
    """
    left, side = _LETTER * min(max(map(len, labels), default=0), _LONGEST_ROW) + 30, 44
    highest = max((field.value or 0 for fields in rows for field in fields), default=0) or 1
    svg = _svg(caption, left + side * len(labels) + 2, _LINE + side * len(rows) + 2)
    for number in range(1, len(labels) + 1):
        _text(svg, left + side * (number - 0.5), 12, str(number), "middle quiet")
    for down, (label, fields) in enumerate(zip(labels, rows, strict=True)):
        top = _LINE + side * down
        _text(svg, left - 10, top + side / 2 + 4, f"{_cut(label, _LONGEST_ROW)} {down + 1}", "end")
        for number, field in enumerate(fields):
            _draw_field(svg, field, (left + side * number, top, side), (field.value or 0) / highest)
    return _markup(svg)


def _draw_field(svg: Element, field: SquareField, square: tuple[float, float, float], shade: float) -> None:
    x, y, side = square
    shape = _shape(svg, "rect", "field", x=x + 1, y=y + 1, width=side - 2, height=side - 2)
    shape.set("fill-opacity", f"{0.8 * shade:.2f}")
    _text(svg, x + side / 2, y + side / 2 + 4, field.text, "middle inverse" if shade > 0.6 else "middle")


def step_chart(caption: Caption, steps: Sequence[ChartStep], base: int) -> str:
    """Return a line of heights with a bar for what is new; the first ``base`` steps are shaded."""
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
        svg,
        "polyline",
        {"class": "line", "points": " ".join(f"{_number(x)},{_number(y)}" for x, y in points)},
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


def _shape(svg: Element, tag: str, css_class: str, **lengths: float) -> Element:
    return SubElement(svg, tag, {"class": css_class, **{name: _number(n) for name, n in lengths.items()}})


def _text(svg: Element, x: float, y: float, text: str, css_class: str = "") -> None:
    position = {"x": _number(x), "y": _number(y)}
    SubElement(svg, "text", {**position, **({"class": css_class} if css_class else {})}).text = visible(text)


def _number(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def _cut(label: str, longest: int = _LONGEST_LABEL) -> str:
    """Return a label, shortened if it is too long for its place."""
    shown = visible(label)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _markup(svg: Element) -> str:
    return tostring(svg, encoding="unicode")
