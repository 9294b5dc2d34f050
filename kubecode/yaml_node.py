"""A value read from a YAML file that still knows where it stood.

Readers build these trees; the codebook and the transcript header are made from them, so that every
problem can be told with its line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.errors import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, always as the text that was typed: ``no``, ``1`` and ``2016-05-12`` stay text."""

    value: str
    place: Place
    in_double_quotes: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the file's order; ``key_places`` tells where each key stood."""

    entries: Mapping[str, Node]
    key_places: Mapping[str, Place]
    place: Place


Node = Text | Sequence | Table


def kind_of(node: Node) -> str:
    """What a person would call the node: ``text``, ``a list`` or ``a table``."""
    return {Text: "text", Sequence: "a list", Table: "a table"}[type(node)]
