"""The automatic numbers of paragraphs in Word files (ECMA-376, part 1, section 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kubecode.readers.list_numbers import BULLET, shown_number

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Level:
    """How paragraphs of a level are numbered; ``restart`` is the level after which counting starts again."""

    form: str
    text: str
    start: int
    restart: int
    is_legal: bool
    style: str


@dataclass(slots=True)
class _NumberedList:
    """The levels of a list and the numbers reached; lists of one definition are counted together."""

    levels: dict[int, _Level]
    reached: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class WordNumbering:
    """Counts numbered paragraphs in the order of the text."""

    def __init__(self, numbering: Element | None) -> None:
        self._lists: dict[str, _NumberedList] = {}
        self._starts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        levels = {
            abstract.get("abstractNumId", ""): _levels(abstract)
            for abstract in numbering.findall("abstractNum")
        }
        # A definition may only point to the one that a style of lists has.
        by_style = {
            value(abstract, "styleLink"): abstract.get("abstractNumId", "")
            for abstract in numbering.findall("abstractNum")
            if value(abstract, "styleLink")
        }
        for abstract in numbering.findall("abstractNum"):
            linked = by_style.get(value(abstract, "numStyleLink"))
            if linked is not None:
                levels[abstract.get("abstractNumId", "")] = levels[linked]
        lists = {key: _NumberedList(found) for key, found in levels.items()}
        for number in numbering.findall("num"):
            key = number.get("numId", "")
            made = lists.get(value(number, "abstractNumId"))
            if made is None:
                continue
            changed: dict[int, _Level] = {}
            for override in number.findall("lvlOverride"):
                index = integer(override.get("ilvl", "0"), 0)
                changed |= _levels(override)
                if (start := value(override, "startOverride")) != "":
                    self._starts[key, index] = integer(start, 1)
            self._lists[key] = made
            if changed:
                self._lists[key] = _NumberedList({**made.levels, **changed}, made.reached)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that a style of paragraphs has."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((index for index, level in levels.items() if level.style == style), 0)

    def count(self, number: str, index: int) -> str:
        """Count a paragraph of a list and return its number with a blank, "" if it has none."""
        made = self._lists.get(number)
        level = made.levels.get(index) if made else None
        if made is None or level is None:
            return ""
        start = self._starts.pop((number, index), None)
        reached = made.reached[index]
        made.reached[index] = start if start is not None else level.start if reached is None else reached + 1
        for deeper in range(index + 1, _LEVELS):
            restart = made.levels[deeper].restart if deeper in made.levels else deeper
            if index < restart:
                made.reached[deeper] = None
        if level.form == "bullet":
            return BULLET
        text = _PLACE.sub(lambda place: _shown(made, int(place[1]) - 1, level), level.text).strip()
        return f"{text[:_LONGEST]} " if text else ""


def _shown(made: _NumberedList, index: int, asked: _Level) -> str:
    level = made.levels.get(index)
    if level is None:
        return ""
    reached = made.reached[index]
    return shown_number(
        level.start if reached is None else reached, "decimal" if asked.is_legal else level.form
    )


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for element in parent.findall("lvl"):
        index = integer(element.get("ilvl", "0"), 0)
        if 0 <= index < _LEVELS:
            legal = element.find("isLgl")
            found[index] = _Level(
                value(element, "numFmt") or "decimal",
                value(element, "lvlText")[:_LONGEST],
                integer(value(element, "start"), 0),
                integer(value(element, "lvlRestart"), index),
                legal is not None and legal.get("val", "1") not in {"0", "false", "off"},
                value(element, "pStyle"),
            )
    return found


def value(parent: Element, tag: str) -> str:
    """Return the attribute ``val`` of a child, "" if there is none."""
    child = parent.find(tag)
    return child.get("val", "") if child is not None else ""


def integer(text: str, default: int) -> int:
    """Return a small number in an attribute."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
