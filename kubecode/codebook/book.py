"""What a codebook is: codes in a tree, each with its parts and indicators, and lenses over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kubecode.errors import FilePosition


class Group(StrEnum):
    """What a found indicator says by itself: which way, or nothing (``any``)."""

    SUPPORTS = "supports"
    HINDERS = "hinders"
    ANY = "any"


class Direction(StrEnum):
    """What presence of the coded thing does to the group."""

    DIRECT = "direct"
    INVERSE = "inverse"
    NONE = "none"


class Origin(StrEnum):
    """Whether a code comes from theory or from the data."""

    THEORY = "theory"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Words that speak for a code.

    ``text`` is the indicator as written. ``parts`` are its words: one part of one word is a word, one
    part of several words a phrase, several parts stand together in any order. ``exact`` asks for the
    words as written instead of any of their forms.
    """

    text: str
    parts: tuple[tuple[str, ...], ...]
    exact: bool = False
    group: Group = Group.ANY
    position: FilePosition = field(default=FilePosition(""), compare=False)


Indicators = tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code with MacQueen's parts (*Codebook development for team-based qualitative analysis*, 1998).

    ``path`` is the way from the top-level code (``konflik/terselubung``).
    """

    path: str
    label: str
    family: str
    direction: Direction
    brief: str
    definition: str
    use_when: str
    not_when: str
    example: str
    counter_example: str
    origin: Origin
    indicators: Indicators
    exclude: Indicators
    codes: tuple[Code, ...]
    position: FilePosition = field(default=FilePosition(""), compare=False)

    def walk(self) -> Iterator[Code]:
        """Yield this code and every code below it, in the codebook's order."""
        yield self
        for code in self.codes:
            yield from code.walk()


class LensKind(StrEnum):
    """What the rows of a lens are."""

    ASPECTS = "aspects"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class LensRow:
    """A row of a lens: the codes (paths) that are seen together."""

    id: str
    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lens:
    """Another way to group the same codes into rows; it never needs a second coding.

    Rows of the ``kind`` marks are something that a group shows or not, as Sherif's marks of a social group.
    """

    id: str
    label: str
    rows: tuple[LensRow, ...]
    kind: LensKind = LensKind.ASPECTS


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook as its author wrote it; ``codes`` are the top-level codes in order."""

    name: str
    version: str
    language: str
    title: str
    codes: tuple[Code, ...]
    lenses: tuple[Lens, ...] = ()

    def walk(self) -> Iterator[Code]:
        """Yield every code, in the codebook's order."""
        for code in self.codes:
            yield from code.walk()

    def find(self, path: str) -> Code | None:
        """Return the code with this path, or None."""
        return next((code for code in self.walk() if code.path == path), None)

    def with_indicators(self, path: str, change: Callable[[Indicators], Indicators]) -> Codebook:
        """Return the codebook with the indicators of the code with this path changed, if there is one."""
        return replace(self, codes=tuple(_with_indicators(code, path, change) for code in self.codes))


def _with_indicators(code: Code, path: str, change: Callable[[Indicators], Indicators]) -> Code:
    if code.path == path:
        return replace(code, indicators=change(code.indicators))
    return replace(code, codes=tuple(_with_indicators(below, path, change) for below in code.codes))
