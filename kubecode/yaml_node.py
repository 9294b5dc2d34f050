"""A value read from a YAML file that still knows where it stood.

Readers build these trees; the codebook and the transcript header are made from them, so that every
problem can be told with its line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.errors import FilePosition


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar, always as the text that was typed: ``no``, ``1`` and ``2016-05-12`` stay text."""

    value: str
    position: FilePosition
    in_double_quotes: bool = False


@dataclass(frozen=True, slots=True)
class YamlList:
    """A list."""

    items: tuple[YamlNode, ...]
    position: FilePosition


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """A mapping in the file's order; ``key_positions`` tells where each key stood."""

    entries: Mapping[str, YamlNode]
    key_positions: Mapping[str, FilePosition]
    position: FilePosition


YamlNode = YamlText | YamlList | YamlMapping


def kind_of(node: YamlNode) -> str:
    """What a person would call the node: ``text``, ``a list`` or ``a table``."""
    return {YamlText: "text", YamlList: "a list", YamlMapping: "a table"}[type(node)]
