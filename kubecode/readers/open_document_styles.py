"""The styles of OpenDocument files, and the automatic numbers of their lists and headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kubecode.readers.list_numbers import BULLET, shown_number
from kubecode.readers.word_numbering import integer

_LEVELS = 10
_MOST_PARENTS = 20
_LONGEST = 30
_OUTLINE = "\0outline"
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_LIGHT = frozenset({"normal", "100", "200", "300", "400", "500"})


@dataclass(slots=True)
class _Style:
    parent: str = ""
    is_bold: bool | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class _ListLevel:
    """How items of a level are numbered; an empty form shows no number."""

    is_bullet: bool
    form: str = ""
    before: str = ""
    after: str = ""
    shown_levels: int = 1
    start: int = 1


@dataclass(slots=True)
class OpenDocumentStyles:
    """The styles that were read so far, by family and name."""

    _styles: dict[tuple[str, str], _Style] = field(default_factory=lambda: defaultdict(_Style))
    _lists: dict[str, dict[int, _ListLevel]] = field(default_factory=lambda: defaultdict(dict))
    _key: tuple[str, str] = ("", "")
    _list: str = ""

    def begin_style(self, _: str, attributes: Mapping[str, str]) -> None:
        """Begin a style of paragraphs or text."""
        self._key = attributes.get("family", ""), attributes.get("name", "")
        self._styles[self._key] = _Style(attributes.get("parent-style-name", ""))

    def properties(self, _: str, attributes: Mapping[str, str]) -> None:
        """Take the properties of text in the style."""
        style, weight = self._styles[self._key], attributes.get("font-weight")
        if weight in _BOLD:
            style.is_bold = True
        elif weight in _LIGHT:
            style.is_bold = False
        if "display" in attributes:
            style.is_hidden = attributes["display"] == "none"

    def begin_list(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a style of lists, or that of the numbers of headings."""
        self._key = "", ""
        self._list = _OUTLINE if tag == "outline-style" else attributes.get("name", "")
        self._lists[self._list] = {}

    def level(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a level of the style of lists."""
        level = integer(attributes.get("level", ""), 0)
        if 1 <= level <= _LEVELS:
            self._lists[self._list][level] = _ListLevel(
                tag in {"list-level-style-bullet", "list-level-style-image"},
                attributes.get("num-format", ""),
                attributes.get("num-prefix", "")[:_LONGEST],
                attributes.get("num-suffix", "")[:_LONGEST],
                integer(attributes.get("display-levels", ""), 1),
                integer(attributes.get("start-value", ""), 1),
            )

    def is_bold(self, family: str, name: str) -> bool | None:
        """Return whether a style is bold, None if it does not say so."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((family, name))
            if style is None:
                return None
            if style.is_bold is not None:
                return style.is_bold
            name = style.parent
        return None

    def is_hidden(self, family: str, name: str) -> bool:
        """Return whether text of a style is not shown."""
        style = self._styles.get((family, name))
        return style is not None and style.is_hidden is True

    def levels_of(self, name: str) -> Mapping[int, _ListLevel]:
        """Return the levels of a style of lists by their number from 1."""
        return self._lists.get(name, {})


@dataclass(slots=True)
class _OpenList:
    """A list or a list in an item: how it is numbered, and the numbers reached in all levels."""

    style: str
    level: int
    reached: list[int | None]


@dataclass(slots=True)
class ListNumbers:
    """Counts the items of lists in the order of the text."""

    styles: OpenDocumentStyles
    _open: list[_OpenList] = field(default_factory=list)
    _by_id: dict[str, list[int | None]] = field(default_factory=dict)
    _by_style: dict[str, list[int | None]] = field(default_factory=dict)
    _start: int | None = None
    _is_item_begun: bool = False

    def begin_list(self, attributes: Mapping[str, str]) -> None:
        """Begin a list, which may continue another one."""
        above = self._open[-1] if self._open else None
        level = above.level + 1 if above else integer(attributes.get("level", ""), 1)
        style = attributes.get("style-name", above.style if above else "")
        continued = attributes.get("continue-list", attributes.get("list-id", ""))
        if above and style == above.style:
            reached = above.reached
        elif continued in self._by_id:
            reached = self._by_id[continued]
        elif attributes.get("continue-numbering") == "true" and style in self._by_style:
            reached = self._by_style[style]
        else:
            reached = [None] * (_LEVELS + 1)
        self._by_style[style] = reached
        for key in {attributes.get("id", ""), continued} - {""}:
            self._by_id[key] = reached
        self._open.append(_OpenList(style, min(level, _LEVELS), reached))

    def end_list(self) -> None:
        """End a list."""
        self._open.pop()
        self._is_item_begun = False

    def set_aside(self) -> list[_OpenList]:
        """Return the lists that are open, and begin anew: in a cell or a box."""
        aside, self._open, self._is_item_begun = self._open, [], False
        return aside

    def take_up(self, aside: list[_OpenList]) -> None:
        """Continue lists that were set aside."""
        self._open, self._is_item_begun = aside, False

    def begin_item(self, attributes: Mapping[str, str]) -> None:
        """Begin an item: the first paragraph in it has a number."""
        start = attributes.get("start-value")
        self._start = None if start is None else integer(start, 1)
        self._is_item_begun = True

    def label(self) -> str:
        """Count a paragraph, and return its number with a blank; "" if it has none."""
        if not self._open or not self._is_item_begun:
            return ""
        self._is_item_begun = False
        start, self._start = self._start, None
        inner = self._open[-1]
        return _count(self.styles.levels_of(inner.style), inner.level, inner.reached, start)

    def heading_label(self, level: int) -> str:
        """Count a heading outside lists, and return its number."""
        reached = self._by_style.setdefault(_OUTLINE, [None] * (_LEVELS + 1))
        levels = self.styles.levels_of(_OUTLINE)
        has_number = 1 <= level <= _LEVELS and level in levels and bool(levels[level].form)
        return _count(levels, level, reached, None) if has_number else ""


def _count(levels: Mapping[int, _ListLevel], level: int, reached: list[int | None], start: int | None) -> str:
    how = levels.get(level, _ListLevel(is_bullet=True))
    before = reached[level]
    reached[level] = start if start is not None else how.start if before is None else before + 1
    for deeper in range(level + 1, _LEVELS + 1):
        reached[deeper] = None
    if how.is_bullet:
        return BULLET
    shown = []
    for above in range(max(1, level - how.shown_levels + 1), level + 1):
        form = levels[above].form if above in levels else ""
        number = reached[above]
        if form:
            shown.append(shown_number(levels[above].start if number is None else number, form))
    label = f"{how.before}{'.'.join(shown)}{how.after}".strip() if how.form else how.before.strip()
    return f"{label} " if label else ""
