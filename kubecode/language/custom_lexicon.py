"""Words that a study teaches: roots, spellings and names of its own, from a ``words.yaml`` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kubecode.errors import Problem, did_you_mean
from kubecode.yaml_node import Node, Sequence, Table, Text, kind_of

KEYS = ("roots", "spellings", "names")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words beyond the word files, in lower case: ``spellings`` are (as typed, standard)."""

    roots: frozenset[str] = frozenset()
    spellings: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()


NO_WORDS = OwnWords()


def parse_own_words(node: Node | None) -> tuple[OwnWords, list[Problem]]:
    """Make the words from a file's tree, with every problem in it.

    ``roots`` and ``names`` are lists of words, ``spellings`` a table of what is typed and what is meant.
    """
    if node is None:
        return NO_WORDS, []
    if not isinstance(node, Table):
        hint = "write 'roots: [gurandil, angkot]' and the like"
        return NO_WORDS, [Problem(node.place, f"the file is {kind_of(node)}, not a table", hint)]
    problems = [
        Problem(node.key_places[key], f'unknown key "{key}"', did_you_mean(key, KEYS))
        for key in node.entries
        if key not in KEYS
    ]
    roots = frozenset(_listed(node.entries.get("roots"), "roots", problems))
    names = frozenset(_listed(node.entries.get("names"), "names", problems))
    spellings = frozenset(_spellings(node.entries.get("spellings"), problems))
    return OwnWords(roots, spellings, names), problems


def _listed(node: Node | None, key: str, problems: list[Problem]) -> Iterator[str]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _word(item, problems)
    elif node is not None:
        problems.append(Problem(node.place, f"{key} is {kind_of(node)}, not a list", f"write {key}: [a, b]"))


def _spellings(node: Node | None, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    if isinstance(node, Table):
        typed = {key.strip().lower() for key in node.entries}
        for key, meant in node.entries.items():
            for word in _word(meant, problems):
                if word in typed:
                    message = f'"{word}" is meant here and itself typed for another word'
                    problems.append(Problem(meant.place, message, "write the standard word for both"))
                    continue
                for form in _word(Text(key, node.key_places[key]), problems):
                    yield form, word
    elif node is not None:
        hint = "write spellings: {ancur: hancur}"
        problems.append(Problem(node.place, f"spellings is {kind_of(node)}, not a table", hint))


def _word(node: Node, problems: list[Problem]) -> Iterator[str]:
    if isinstance(node, Text) and _WORD.fullmatch(node.value.strip()):
        yield node.value.strip().lower()
    else:
        said = f'"{node.value}"' if isinstance(node, Text) else kind_of(node)
        problems.append(Problem(node.place, f"{said} is not one word", "write single words of letters"))
