"""The custom lexicon of a study: roots, spellings and names from its ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kubecode.errors import Problem, did_you_mean
from kubecode.language.tokens import plain_form
from kubecode.yaml_node import YamlList, YamlMapping, YamlNode, YamlText, kind_of

KEYS = ("roots", "spellings", "names")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class CustomLexicon:
    """Words added to the word files, in lower case; ``spellings`` are pairs (as typed, standard)."""

    roots: frozenset[str] = frozenset()
    spellings: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()


EMPTY_LEXICON = CustomLexicon()


def parse_custom_lexicon(node: YamlNode | None) -> tuple[CustomLexicon, list[Problem]]:
    """Return the lexicon in the tree of a file, and every problem in it.

    ``roots`` and ``names`` are lists of words, ``spellings`` maps a word as typed to its standard spelling.
    """
    if node is None:
        return EMPTY_LEXICON, []
    if not isinstance(node, YamlMapping):
        hint = "write 'roots: [gurandil, angkot]' and the like"
        return EMPTY_LEXICON, [Problem(node.position, f"the file is {kind_of(node)}, not a table", hint)]
    problems = [
        Problem(node.key_positions[key], f'unknown key "{key}"', did_you_mean(key, KEYS))
        for key in node.entries
        if key not in KEYS
    ]
    roots = frozenset(_listed(node.entries.get("roots"), "roots", problems))
    names = frozenset(_listed(node.entries.get("names"), "names", problems))
    spellings = frozenset(_spellings(node.entries.get("spellings"), problems))
    return CustomLexicon(roots, spellings, names), problems


def _listed(node: YamlNode | None, key: str, problems: list[Problem]) -> Iterator[str]:
    if isinstance(node, YamlList):
        for item in node.items:
            yield from _word(item, problems)
    elif node is not None:
        problems.append(
            Problem(node.position, f"{key} is {kind_of(node)}, not a list", f"write {key}: [a, b]")
        )


def _spellings(node: YamlNode | None, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    if isinstance(node, YamlMapping):
        typed = {plain_form(key.strip()) for key in node.entries}
        for key, standard in node.entries.items():
            for word in _word(standard, problems):
                if word in typed:
                    message = f'"{word}" is meant here and itself typed for another word'
                    problems.append(Problem(standard.position, message, "write the standard word for both"))
                    continue
                for form in _word(YamlText(key, node.key_positions[key]), problems):
                    yield form, word
    elif node is not None:
        hint = "write spellings: {ancur: hancur}"
        problems.append(Problem(node.position, f"spellings is {kind_of(node)}, not a table", hint))


def _word(node: YamlNode, problems: list[Problem]) -> Iterator[str]:
    if isinstance(node, YamlText) and _WORD.fullmatch(plain_form(node.value.strip())):
        yield plain_form(node.value.strip())
    else:
        value = f'"{node.value}"' if isinstance(node, YamlText) else kind_of(node)
        problems.append(Problem(node.position, f"{value} is not one word", "write single words of letters"))
