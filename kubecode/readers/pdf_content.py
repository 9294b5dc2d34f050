"""Content of a PDF page → pieces of text with their position, and the ruled lines of tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject
from pypdf.generic._font import Font

from kubecode.readers.pdf_geometry import (
    IDENTITY,
    PageMatrix,
    Rule,
    Run,
    along,
    as_matrix,
    place,
    times,
    turned_rule,
)

_MOST_OPERATORS = 50_000  # on one page; a page full of text has some hundreds
_MOST_FORMS = 300
_DEEPEST_FORM = 6
_MOST_SAVED_STATES = 200
_LARGEST_TYPE = 1000
_LONGEST_STRING = 100_000
_LONGEST_TEXT = 2_000_000
_THIN = 2.5  # points: what is thinner is a ruled line, not a coloured field


@dataclass(slots=True)
class PageContent:
    """What stands on a page."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    has_picture: bool = False
    operators: int = 0


@dataclass(slots=True)
class _State:
    matrix: PageMatrix = IDENTITY
    font: Font | None = None
    size: float = 0.0
    character_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def read_page(page: PageObject) -> PageContent:
    """Return the text and the ruled lines of a page, turned so that the text is upright.

    Raises whatever pypdf raises for a broken page.
    """
    reader = _PageReader(page)
    reader.read_stream(page.get("/Contents"), page.get("/Resources"), 0)
    return _turned(reader.content)


class _PageReader:
    """The state while the operators of a page are read. A class, since all operators change it."""

    def __init__(self, page: PageObject) -> None:
        self.page = page
        self.content = PageContent()
        self.state = _State()
        self.saved: list[_State] = []
        self.line_start: PageMatrix = IDENTITY
        self.text_matrix: PageMatrix = IDENTITY
        self.path: list[tuple[float, float]] = []
        self.segments: list[Rule] = []
        self.marked: list[tuple[bool, str | None]] = []
        self.fonts: dict[int, Font] = {}
        self.forms = 0
        self.length = 0
        self.resources: DictionaryObject = DictionaryObject()

    def read_stream(self, stream: Any, resources: Any, depth: int) -> None:
        """Read the operators of a content stream with the fonts in its resources."""
        stream, resources = _plain(stream), _plain(resources)
        if stream is None or depth > _DEEPEST_FORM:
            return
        outer, self.resources = (
            self.resources,
            resources if isinstance(resources, DictionaryObject) else self.resources,
        )
        operations = ContentStream(stream, self.page.pdf, "bytes").operations
        self.content.operators += len(operations)
        if self.content.operators > _MOST_OPERATORS:
            raise LimitReachedError("more operators than any page of text has")
        for operands, operator in operations:
            if operator == b"Do" and operands:
                self._draw(operands[0], depth)
            elif operator == b"INLINE IMAGE":
                self.content.has_picture = True
            elif (operation := _OPERATIONS.get(operator)) is not None:
                try:
                    operation(self, operands)
                except (TypeError, ValueError, IndexError, AttributeError, OverflowError):
                    continue  # an operator with wrong operands draws nothing
        self.resources = outer

    def _draw(self, name: Any, depth: int) -> None:
        objects = _plain(self.resources.get("/XObject"))
        form = _plain(objects.get(name)) if isinstance(objects, dict) else None
        if not isinstance(form, dict):
            return
        if form.get("/Subtype") == "/Image":
            self.content.has_picture = True
        elif form.get("/Subtype") == "/Form" and self.forms < _MOST_FORMS:
            self.forms += 1
            before, saved, self.saved = self.state, self.saved, []
            matrix = _numbers(_plain(form.get("/Matrix")) or IDENTITY)
            self.state = replace(before, matrix=times(as_matrix(matrix), before.matrix))
            self.read_stream(form, form.get("/Resources"), depth + 1)
            self.state, self.saved = before, saved

    def save(self, _: list[Any]) -> None:
        if len(self.saved) < _MOST_SAVED_STATES:
            self.saved.append(replace(self.state))

    def restore(self, _: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: list[Any]) -> None:
        self.state.matrix = times(as_matrix(_numbers(operands)), self.state.matrix)

    def begin_text(self, _: list[Any]) -> None:
        self.line_start = self.text_matrix = IDENTITY

    def set_text_matrix(self, operands: list[Any]) -> None:
        self.line_start = self.text_matrix = as_matrix(_numbers(operands))

    def move(self, operands: list[Any]) -> None:
        x, y = _numbers(operands)[:2]
        self.line_start = self.text_matrix = times((1, 0, 0, 1, x, y), self.line_start)

    def move_with_leading(self, operands: list[Any]) -> None:
        self.state.leading = -_numbers(operands)[1]
        self.move(operands)

    def next_line(self, _: list[Any]) -> None:
        self.move([0, -self.state.leading])

    def set_font(self, operands: list[Any]) -> None:
        self.state.size = float(operands[1])
        fonts = _plain(self.resources.get("/Font"))
        font = (
            fonts.raw_get(operands[0])
            if isinstance(fonts, DictionaryObject) and operands[0] in fonts
            else None
        )
        key = font.idnum if isinstance(font, IndirectObject) else id(font)
        if key not in self.fonts:
            described = _plain(font)
            self.fonts[key] = (
                Font.from_font_resource(described)
                if isinstance(described, DictionaryObject)
                else Font("Unknown", encoding={}, interpretable=False)
            )
        self.state.font = self.fonts[key]

    def show(self, operands: list[Any]) -> None:
        self._show(operands[0])

    def show_on_next_line(self, operands: list[Any]) -> None:
        self.next_line([])
        self._show(operands[-1])

    def show_parts(self, operands: list[Any]) -> None:
        state = self.state
        for part in operands[0]:
            if isinstance(part, (bytes, str)):
                self._show(part)
            else:
                shift = -float(part) / 1000 * state.size * state.scale
                self.text_matrix = times((1, 0, 0, 1, shift, 0), self.text_matrix)

    def _show(self, raw: bytes | str) -> None:
        state, font = self.state, self.state.font
        if font is None:
            return
        if len(raw) > _LONGEST_STRING:
            raise LimitReachedError("a string longer than any line")
        codes, text = _decoded(raw, font)
        width = (
            sum(font.space_width if c == font.space_char else font.get_text_width(c) for c in codes) / 1000
        )
        advance = (
            width * state.size + len(codes) * state.character_space + text.count(" ") * state.word_space
        ) * state.scale
        start = times((1, 0, 0, 1, 0, state.rise), times(self.text_matrix, state.matrix))
        self.text_matrix = times((1, 0, 0, 1, advance, 0), self.text_matrix)
        end = times((1, 0, 0, 1, 0, state.rise), times(self.text_matrix, state.matrix))
        size = abs(state.size * math.hypot(start[2], start[3]))
        if not all(map(math.isfinite, (*start, *end))) or abs(start[4]) + abs(start[5]) > 1e6:
            return
        artifact = any(is_artifact for is_artifact, _ in self.marked)
        for index, (is_artifact, actual) in enumerate(self.marked):
            if actual is not None:  # the words that the drawn signs stand for, given once
                text = actual
                self.marked[index] = (is_artifact, "")
        self.length += len(text)
        if text and size < _LARGEST_TYPE and self.length < _LONGEST_TEXT and font.interpretable:
            bold = any(word in font.name.casefold() for word in ("bold", "black", "heavy", "demi"))
            angle = round(math.degrees(math.atan2(start[1], start[0]))) % 360
            self.content.runs.append(Run(text, start[4], end[4], start[5], size, bold, angle, artifact))
            if angle:
                self.content.runs[-1] = along(self.content.runs[-1], start, end, angle)

    def begin_marked(self, operands: list[Any]) -> None:
        properties = _plain(operands[1]) if len(operands) > 1 else None
        if isinstance(properties, str):
            named = _plain(self.resources.get("/Properties"))
            properties = _plain(named.get(properties)) if isinstance(named, dict) else None
        if not isinstance(properties, dict):
            properties = {}
        kind, actual = properties.get("/Type"), properties.get("/ActualText")
        if isinstance(actual, bytes):
            actual = actual.decode(
                "utf-16" if actual[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace"
            )
        is_artifact = operands[0] == "/Artifact" and kind == "/Pagination"
        self.marked.append((is_artifact, str(actual) if actual is not None else None))

    def begin_marked_plainly(self, _: list[Any]) -> None:
        self.marked.append((False, None))

    def end_marked(self, _: list[Any]) -> None:
        if self.marked:
            self.marked.pop()

    def path_from(self, operands: list[Any]) -> None:
        self.path = [place(_numbers(operands), self.state.matrix)]

    def path_to(self, operands: list[Any]) -> None:
        self.path.append(place(_numbers(operands), self.state.matrix))
        if len(self.path) > 1 and len(self.segments) < 5000:
            (x0, y0), (x1, y1) = self.path[-2:]
            self._add_rule(x0, y0, x1, y1)

    def rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = _numbers(operands)[:4]
        (x0, y0), (x1, y1) = (
            place([x, y], self.state.matrix),
            place([x + width, y + height], self.state.matrix),
        )
        if abs(x1 - x0) < _THIN or abs(y1 - y0) < _THIN:
            self._add_rule(x0, y0, x1, y1)
        else:
            for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self._add_rule(*ends)

    def _add_rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        is_straight = (abs(x1 - x0) < _THIN) != (abs(y1 - y0) < _THIN)
        if is_straight and len(self.segments) < 5000:
            self.segments.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def paint(self, _: list[Any]) -> None:
        if len(self.content.rules) < 5000:
            self.content.rules += self.segments
        self.path, self.segments = [], []

    def end_path(self, _: list[Any]) -> None:
        self.path, self.segments = [], []


_Operation = Callable[[_PageReader, list[Any]], None]


def _number(name: str, factor: float = 1.0) -> _Operation:
    return lambda reader, operands: setattr(reader.state, name, float(operands[0]) * factor)


_OPERATIONS: dict[bytes, _Operation] = {
    b"q": _PageReader.save,
    b"Q": _PageReader.restore,
    b"cm": _PageReader.transform,
    b"BT": _PageReader.begin_text,
    b"Tm": _PageReader.set_text_matrix,
    b"Td": _PageReader.move,
    b"TD": _PageReader.move_with_leading,
    b"T*": _PageReader.next_line,
    b"Tf": _PageReader.set_font,
    b"Tc": _number("character_space"),
    b"Tw": _number("word_space"),
    b"Tz": _number("scale", 0.01),
    b"TL": _number("leading"),
    b"Ts": _number("rise"),
    b"Tj": _PageReader.show,
    b"TJ": _PageReader.show_parts,
    b"'": _PageReader.show_on_next_line,
    b'"': _PageReader.show_on_next_line,
    b"BDC": _PageReader.begin_marked,
    b"BMC": _PageReader.begin_marked_plainly,
    b"EMC": _PageReader.end_marked,
    b"m": _PageReader.path_from,
    b"l": _PageReader.path_to,
    b"re": _PageReader.rectangle,
    b"n": _PageReader.end_path,
    **dict.fromkeys([b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"], _PageReader.paint),
}


def _decoded(raw: bytes | str, font: Font) -> tuple[str, str]:
    """Return the character codes in a shown string, and the text that they mean."""
    if isinstance(raw, str):
        return raw, raw
    if isinstance(font.encoding, str):
        codes = named = raw.decode(font.encoding, "replace")
    else:
        codes = raw.decode("latin-1")
        named = "".join(font.encoding.get(code, chr(code)) for code in raw)
    return codes, "".join(font.character_map.get(character, character) for character in named)


def _turned(content: PageContent) -> PageContent:
    """Return the content turned so that most of its text is upright; slanted text is left out.

    The direction of the text decides, not the page's /Rotate: both agree in pages that can be read.
    """
    lengths: dict[int, int] = {}
    for run in content.runs:
        lengths[run.angle] = lengths.get(run.angle, 0) + len(run.text)
    main = max(lengths, key=lambda angle: lengths[angle], default=0)
    content.runs = [run for run in content.runs if run.angle == main]
    if main:
        content.rules = [turned_rule(rule, main) for rule in content.rules]
    return content


def _plain(value: Any) -> Any:
    """Return an object of the file itself instead of a reference to it."""
    return value.get_object() if value is not None and hasattr(value, "get_object") else value


def _numbers(operands: Any) -> list[float]:
    return [float(_plain(operand)) for operand in operands]
