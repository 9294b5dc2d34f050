"""Words that a study teaches: roots, spellings and names of its own, from a ``words.yaml`` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kubecode.errors import Problem, did_you_mean
from kubecode.yaml_node import YamlList, YamlMapping, YamlNode, YamlText, kind_of

KEYS = ("roots", "spellings", "names")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class CustomLexicon:
    """Words beyond the word files, in lower case: ``spellings`` are (as typed, standard)."""

    roots: frozenset[str] = frozenset()
    spellings: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()


EMPTY_LEXICON = CustomLexicon()


def parse_custom_lexicon(node: YamlNode | None) -> tuple[CustomLexicon, list[Problem]]:
    """Make the words from a file's tree, with every problem in it.

    ``roots`` and ``names`` are lists of words, ``spellings`` a table of what is typed and what is meant.
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
        typed = {key.strip().lower() for key in node.entries}
        for key, meant in node.entries.items():
            for word in _word(meant, problems):
                if word in typed:
                    message = f'"{word}" is meant here and itself typed for another word'
                    problems.append(Problem(meant.position, message, "write the standard word for both"))
                    continue
                for form in _word(YamlText(key, node.key_positions[key]), problems):
                    yield form, word
    elif node is not None:
        hint = "write spellings: {ancur: hancur}"
        problems.append(Problem(node.position, f"spellings is {kind_of(node)}, not a table", hint))


def _word(node: YamlNode, problems: list[Problem]) -> Iterator[str]:
    if isinstance(node, YamlText) and _WORD.fullmatch(node.value.strip()):
        yield node.value.strip().lower()
    else:
        said = f'"{node.value}"' if isinstance(node, YamlText) else kind_of(node)
        problems.append(Problem(node.position, f"{said} is not one word", "write single words of letters"))
