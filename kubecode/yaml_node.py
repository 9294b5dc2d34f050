"""YAML values with their position in the file.

Readers build these trees. Codebooks, transcript headers and lexicons are made from them, so that every
problem has its line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.errors import FilePosition


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar, always as the text that was typed: ``no``, ``1`` and ``2016-05-12`` are text."""

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
    """A mapping in the order of the file, with the position of each key."""

    entries: Mapping[str, YamlNode]
    key_positions: Mapping[str, FilePosition]
    position: FilePosition


YamlNode = YamlText | YamlList | YamlMapping


def kind_of(node: YamlNode) -> str:
    """Return the name of the node's kind in messages: ``text``, ``a list`` or ``a table``."""
    return {YamlText: "text", YamlList: "a list", YamlMapping: "a table"}[type(node)]
