"""The syntax of indicators: ``kumpul``, ``"kumpul"``, ``adu mulut``, ``jadwal + jaga``."""

from __future__ import annotations

import re

from kubecode.codebook.codebook import Group, Indicator
from kubecode.errors import Problem
from kubecode.yaml_node import YamlText

MAX_WORDS = 8
_NOTHING = frozenset({"null", "~"})
"""Spellings of the null value in YAML."""

_QUOTED = re.compile(r'"([^"]*)"')


def parse_indicator(node: YamlText, group: Group) -> Indicator | Problem:
    """Return the indicator that a YAML text describes, or the problem with it.

    Words in double quotes (YAML's own, or inside the text) are found only as written. YAML's single quotes
    have no meaning here.
    """
    value = node.value.strip()
    inner = _QUOTED.fullmatch(value)
    exact = node.in_double_quotes or inner is not None
    text = inner[1].strip() if inner else value
    if not text or (not exact and text.casefold() in _NOTHING):
        return Problem(node.position, "an indicator is empty", "delete it, or write the words")
    parts = tuple(tuple(part.casefold().split()) for part in text.split(" + "))
    if not all(parts) or not all(any(map(str.isalpha, word)) for part in parts for word in part):
        return Problem(
            node.position,
            f'indicator "{text}" has a word without letters',
            "write words, and ' + ' only between words",
        )
    if sum(map(len, parts)) > MAX_WORDS:
        return Problem(
            node.position,
            f'indicator "{text}" has more than {MAX_WORDS} words',
            "keep the few words that people really repeat",
        )
    return Indicator(f'"{text}"' if exact else text, parts, exact, group, node.position)
