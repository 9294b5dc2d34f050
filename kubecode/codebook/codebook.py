"""The codebook: a tree of codes, each with its parts and indicators, and lenses over the codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kubecode.errors import FilePosition


class Group(StrEnum):
    """The valence that an indicator implies when found; ``any`` implies none."""

    SUPPORTS = "supports"
    HINDERS = "hinders"
    ANY = "any"


class Direction(StrEnum):
    """The effect on the group if the coded thing is present."""

    DIRECT = "direct"
    INVERSE = "inverse"
    NONE = "none"


class Origin(StrEnum):
    """Whether a code was taken from theory or from the data."""

    THEORY = "theory"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Words that are evidence for a code.

    ``text`` is the indicator as written. ``parts`` are its words: one part is a word or phrase, several parts
    are found near each other in any order. With ``exact`` the words are found only as written, else in any
    form.
    """

    text: str
    parts: tuple[tuple[str, ...], ...]
    exact: bool = False
    group: Group = Group.ANY
    position: FilePosition = field(default=FilePosition(""), compare=False)


Indicators = tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code with MacQueen's parts (*Codebook development for team-based qualitative analysis*, 1998).

    ``path`` starts at the top-level code (``konflik/terselubung``, "conflict/hidden"). ``codes`` are the
    sub-codes.
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
        """Yield this code and all codes below it, in the codebook's order."""
        yield self
        for code in self.codes:
            yield from code.walk()


class LensKind(StrEnum):
    """The kind of rows of a lens."""

    ASPECTS = "aspects"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class LensRow:
    """A row of a lens: the paths of the codes that it joins."""

    id: str
    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lens:
    """Another grouping of the same codes into rows, without coding again.

    A row of the ``kind`` marks is a mark that a group has or not, like Sherif's marks of a social group.
    """

    id: str
    label: str
    rows: tuple[LensRow, ...]
    kind: LensKind = LensKind.ASPECTS


@dataclass(frozen=True, slots=True, repr=False)
class Codebook:
    """A codebook as written; ``codes`` are the top-level codes in order, ``language`` an ISO 639-1 code."""

    name: str
    version: str
    language: str
    title: str
    codes: tuple[Code, ...]
    lenses: tuple[Lens, ...] = ()

    def __repr__(self) -> str:
        """Return ``<Codebook NAME: 8 codes, 2,362 indicators>``."""
        return f"<Codebook {self.name}: {self.size}>"

    @property
    def size(self) -> str:
        """How much the codebook holds: its top-level codes and all indicators."""
        indicators = sum(len(code.indicators) for code in self.walk())
        return f"{len(self.codes)} codes, {indicators:,} indicators"

    def walk(self) -> Iterator[Code]:
        """Yield every code, in the codebook's order."""
        for code in self.codes:
            yield from code.walk()

    def find(self, path: str) -> Code | None:
        """Return the code with this path, or None."""
        return next((code for code in self.walk() if code.path == path), None)

    def with_indicators(self, path: str, change: Callable[[Indicators], Indicators]) -> Codebook:
        """Return a copy in which the code with this path, if any, has its indicators changed."""
        return replace(self, codes=tuple(_with_indicators(code, path, change) for code in self.codes))


def _with_indicators(code: Code, path: str, change: Callable[[Indicators], Indicators]) -> Code:
    if code.path == path:
        return replace(code, indicators=change(code.indicators))
    return replace(code, codes=tuple(_with_indicators(below, path, change) for below in code.codes))
