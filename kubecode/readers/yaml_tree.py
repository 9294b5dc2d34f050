"""YAML as a tree of text with positions. No types are guessed and no objects are built.

Only the parser's events are used, so that ``no`` and ``2016-05-12`` remain the text that was typed, every
value has its line and column, and size, depth and aliases are limited before anything is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from kubecode.errors import FilePosition, Problem
from kubecode.yaml_node import YamlList, YamlMapping, YamlNode, YamlText

MAX_CHARACTERS = 1_000_000
_MAX_DEPTH = 20
# The compiled parser if the wheel has it; both yield the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UnreadableError(Exception):
    """The YAML cannot be read further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(text: str, file: str, first_line: int = 1) -> tuple[YamlNode | None, list[Problem]]:
    """Return the tree of the first YAML document in ``text``, None if empty, and the problems in it.

    ``first_line`` is the line of ``file`` where ``text`` begins, from 1.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the file has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        return None, [
            Problem(FilePosition(file), message, "is this a codebook? split it, or give the right file")
        ]
    builder = _Builder(text, file, first_line)
    try:
        tree = builder.document()
    except _UnreadableError as stop:
        return None, [*builder.problems, stop.problem]
    return tree, builder.problems


class _Builder:
    """Builds the tree in one pass; a class because its methods share the stream of events."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._file = file
        self._first_line = first_line
        self._events = self._parsed(text)
        self.problems: list[Problem] = []

    def _parsed(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + self._first_line
            raise _UnreadableError(
                Problem(
                    FilePosition(self._file, line),
                    "there is a control character here, which YAML does not allow",
                    "delete it; it is often pasted in unseen",
                )
            ) from error
        except yaml.MarkedYAMLError as error:
            raise _UnreadableError(
                Problem(
                    self._position(error.problem_mark or error.context_mark),
                    f"this is not YAML: {' '.join(str(error.problem or error.context).split())}",
                    _remedy(str(error.problem)),
                )
            ) from error

    def document(self) -> YamlNode | None:
        tree: YamlNode | None = None
        starts = (event for event in self._events if isinstance(event, yaml.DocumentStartEvent))
        for number, start in enumerate(starts):
            if number == 0:
                tree = self._node(next(self._events), 0)
            else:
                message = "a second YAML document begins here, which is not read"
                hint = "delete the line '---', or move what follows to a file of its own"
                self.problems.append(Problem(self._position(start.start_mark), message, hint))
                break
        return tree

    def _node(self, event: Any, depth: int) -> YamlNode:
        position = self._position(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            hint = "write the words out; anchors and aliases are not used here"
            raise _UnreadableError(Problem(position, f"there is an alias here (*{event.anchor})", hint))
        if depth > _MAX_DEPTH:
            raise _UnreadableError(Problem(position, f"nested deeper than {_MAX_DEPTH} levels", "flatten it"))
        if isinstance(event, yaml.ScalarEvent):
            return YamlText(event.value, position, in_double_quotes=event.style == '"')
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(position, depth)
        return self._mapping(position, depth)

    def _sequence(self, position: FilePosition, depth: int) -> YamlList:
        items = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return YamlList(tuple(items), position)

    def _mapping(self, position: FilePosition, depth: int) -> YamlMapping:
        entries: dict[str, YamlNode] = {}
        key_positions: dict[str, FilePosition] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, YamlText):
                self.problems.append(Problem(key.position, "a key must be one word", "write 'key: value'"))
            elif key.value in entries:
                hint = f"keep one; the first is on line {key_positions[key.value].line}"
                self.problems.append(Problem(key.position, f'the key "{key.value}" is used twice', hint))
            else:
                entries[key.value], key_positions[key.value] = value, key.position
        return YamlMapping(entries, key_positions, position)

    def _position(self, mark: Any) -> FilePosition:
        if mark is None:
            return FilePosition(self._file)
        return FilePosition(self._file, mark.line + self._first_line, mark.column + 1)


_REMEDIES = (
    (
        "cannot start any token",
        "indent with spaces, never tabs; text that begins with @, ` or % needs quotes",
    ),
    ("mapping values", "put text that holds ': ' in single quotes"),
    ("could not find expected ':'", "every line of a table is 'key: value'; is a colon missing?"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("end of stream", "a bracket or quotation mark is not closed"),
    ("expected <block end>", "check the indentation of this line and the one above it"),
    ("expected '-' indicator", "check the indentation of this line and the one above it"),
    ("expected key", "check the indentation of this line and the one above it"),
)


def _remedy(problem: str) -> str:
    return next(
        (hint for words, hint in _REMEDIES if words in problem), "look at this line and the one above it"
    )
