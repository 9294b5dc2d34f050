"""The parser of codebooks: tree of a YAML file → codebook and all its problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from kubecode.codebook.codebook import (
    Code,
    Codebook,
    Direction,
    Group,
    Indicator,
    Lens,
    LensKind,
    LensRow,
    Origin,
)
from kubecode.codebook.indicators import parse_indicator
from kubecode.errors import FilePosition, Problem
from kubecode.yaml_node import YamlList, YamlMapping, YamlNode, YamlText, kind_of

PARTS = ("label", "brief", "definition", "use_when", "not_when", "example")
"""MacQueen's six parts of a code."""

_CODEBOOK_KEYS = ("codebook", "version", "language", "title", "codes", "lenses")
_CODE_KEYS = (
    "id",
    *PARTS,
    "counter_example",
    "family",
    "direction",
    "origin",
    "indicators",
    "exclude",
    "codes",
)
_ID = re.compile(r"[a-z0-9_]+")
_MAX_DEPTH = 6

E = TypeVar("E", bound=StrEnum)


def parse_codebook(
    node: YamlNode | None, file: str, languages: Collection[str]
) -> tuple[Codebook | None, list[Problem]]:
    """Return the codebook, None if the file is no mapping, and all problems in it.

    ``languages`` are the codes of the supported languages, the default first.
    A codebook with a problem of severity ``error`` must not be used for tagging.
    """
    parser = _Parser(languages)
    if not isinstance(node, YamlMapping):
        what = "empty" if node is None else kind_of(node)
        hint = "start with 'codebook: name'; see kubecode codebook new"
        return None, [Problem(FilePosition(file, 1), f"this is no codebook: the file is {what}", hint)]
    return parser.codebook(node), parser.problems


class _Parser:
    """Parses the tree in one pass; a class because its methods share the list of problems."""

    def __init__(self, languages: Collection[str]) -> None:
        self.problems: list[Problem] = []
        self._languages = languages
        self._paths: dict[str, FilePosition] = {}

    def codebook(self, node: YamlMapping) -> Codebook:
        self._unknown_keys(node, _CODEBOOK_KEYS, "a codebook")
        codes = tuple(self._codes(node.entries.get("codes"), None, 1))
        if not codes:
            where = node.key_positions.get("codes", node.position)
            self._problem(where, "the codebook has no codes", "add 'codes:' with a list of codes")
        name = self._text(node, "codebook")
        if not name:
            self._problem(node.position, "the codebook has no name", "add 'codebook: name' at the top")
        return Codebook(
            name=name or "unnamed",
            version=self._text(node, "version") or "1",
            language=self._language(node),
            title=self._text(node, "title") or name,
            codes=codes,
            lenses=tuple(self._lenses(node.entries.get("lenses"))),
        )

    def _language(self, node: YamlMapping) -> str:
        """Return the code of the language, the default if there is none or it is not supported."""
        code = self._text(node, "language")
        if code and code not in self._languages:
            hint = f"use: {', '.join(self._languages)}"
            self._problem(node.entries["language"].position, f"language '{code}' is not supported", hint)
        return code if code in self._languages else next(iter(self._languages))

    def _codes(self, node: YamlNode | None, parent: Code | None, depth: int) -> Iterator[Code]:
        for item in self._items(node, "codes"):
            if not isinstance(item, YamlMapping):
                self._problem(
                    item.position, f"a code is {kind_of(item)}", "write '- id: …' with its parts below"
                )
            elif depth > _MAX_DEPTH:
                self._problem(item.position, f"sub-codes deeper than {_MAX_DEPTH} levels", "flatten the tree")
            else:
                code = self._code(item, parent, depth)
                if code:
                    yield code

    def _code(self, node: YamlMapping, parent: Code | None, depth: int) -> Code | None:
        """Return a code, or None if its id is unusable; its other problems are found in both cases."""
        self._unknown_keys(node, _CODE_KEYS, "a code")
        path, is_usable = self._path(node, parent)
        code = self._without_sub_codes(node, path, parent)
        below = tuple(self._codes(node.entries.get("codes"), code, depth + 1))
        return replace(code, codes=below) if is_usable else None

    def _path(self, node: YamlMapping, parent: Code | None) -> tuple[str, bool]:
        """Return the path of a code and whether it can be used."""
        code_id, where = self._text(node, "id"), _position_of_id(node)
        path = f"{parent.path}/{code_id or '?'}" if parent else code_id or "?"
        if not _ID.fullmatch(code_id):
            message = f'the id "{code_id}" is not usable' if code_id else "a code has no id"
            self._problem(where, message, "an id has small letters, digits and _ only")
            return path, False
        first = self._paths.setdefault(path, where)
        if first is not where:
            self._problem(
                where, f'the id "{path}" is used twice', f"rename one; the first is on line {first.line}"
            )
        return path, first is where

    def _without_sub_codes(self, node: YamlMapping, path: str, parent: Code | None) -> Code:
        parts = {part: self._part(node, part, path) for part in PARTS}
        indicators = node.entries.get("indicators")
        return Code(
            path=path,
            label=parts["label"] or path.rsplit("/", 1)[-1],
            family=self._text(node, "family") or (parent.family if parent else ""),
            direction=self._choice(
                node, "direction", Direction, parent.direction if parent else Direction.NONE
            ),
            brief=parts["brief"],
            definition=parts["definition"],
            use_when=parts["use_when"],
            not_when=parts["not_when"],
            example=parts["example"],
            counter_example=self._text(node, "counter_example"),
            origin=self._choice(node, "origin", Origin, Origin.THEORY),
            indicators=tuple(self._indicator_groups(indicators)) if indicators else (),
            exclude=tuple(self._indicators(node.entries.get("exclude"), Group.ANY, "exclude")),
            codes=(),
            position=_position_of_id(node),
        )

    def _part(self, node: YamlMapping, part: str, path: str) -> str:
        text = self._text(node, part)
        if not text:
            self._problem(
                _position_of_id(node),
                f'code "{path}" has no {part}',
                f"add '{part}: …'; the six parts let another coder code alike",
                warning=True,
            )
        return text

    def _indicator_groups(self, node: YamlNode) -> Iterator[Indicator]:
        if not isinstance(node, YamlMapping):
            hint = "write 'indicators: {supports: […], hinders: […], any: […]}'"
            self._problem(node.position, f"indicators is {kind_of(node)}, not a table", hint)
            return
        self._unknown_keys(node, tuple(Group), "indicators")
        for group in Group:
            yield from self._indicators(node.entries.get(group), group, group)

    def _indicators(self, node: YamlNode | None, group: Group, key: str) -> Iterator[Indicator]:
        for item in self._items(node, key):
            if not isinstance(item, YamlText):
                self._problem(
                    item.position, f"an indicator is {kind_of(item)}", "put text with ': ' in single quotes"
                )
                continue
            result = parse_indicator(item, group)
            if isinstance(result, Problem):
                self.problems.append(result)
            else:
                yield result

    def _lenses(self, node: YamlNode | None) -> Iterator[Lens]:
        seen: set[str] = set()
        for item in self._items(node, "lenses"):
            if not isinstance(item, YamlMapping):
                self._problem(item.position, f"a lens is {kind_of(item)}", "write '- id: …' with its rows")
                continue
            self._unknown_keys(item, ("id", "label", "kind", "rows"), "a lens")
            lens_id = self._text(item, "id")
            if not _ID.fullmatch(lens_id) or lens_id in seen or lens_id in {"code", "subcode"}:
                self._problem(
                    item.position, f'a lens cannot be called "{lens_id}"', "choose another id: a-z, 0-9 and _"
                )
                continue
            seen.add(lens_id)
            rows = tuple(self._lens_rows(item.entries.get("rows")))
            if not rows:
                self._problem(item.position, f'the lens "{lens_id}" has no rows', "add 'rows:' with codes")
            yield Lens(
                lens_id,
                self._text(item, "label") or lens_id,
                rows,
                self._choice(item, "kind", LensKind, LensKind.ASPECTS),
            )

    def _lens_rows(self, node: YamlNode | None) -> Iterator[LensRow]:
        seen: set[str] = set()
        for item in self._items(node, "rows"):
            if not isinstance(item, YamlMapping):
                self._problem(
                    item.position, f"a row is {kind_of(item)}", "write '{id: …, label: …, codes: […]}'"
                )
                continue
            self._unknown_keys(item, ("id", "label", "codes"), "a row")
            row_id = self._text(item, "id")
            if not row_id:
                self._problem(item.position, "a row of a lens has no id", "add 'id: …'")
                continue
            if row_id in seen:
                self._problem(item.position, f'the lens has two rows "{row_id}"', "rename one of them")
                continue
            seen.add(row_id)
            codes = tuple(self._lens_codes(item.entries.get("codes")))
            yield LensRow(row_id, self._text(item, "label") or row_id, codes)

    def _lens_codes(self, node: YamlNode | None) -> Iterator[str]:
        for item in self._items(node, "codes"):
            path = item.value if isinstance(item, YamlText) else ""
            if path in self._paths:
                yield path
            else:
                near = get_close_matches(path, self._paths, n=1)
                hint = f'did you mean "{near[0]}"?' if near else "give the path of a code of this codebook"
                self._problem(item.position, f'the lens names an unknown code "{path}"', hint)

    def _items(self, node: YamlNode | None, key: str) -> tuple[YamlNode, ...]:
        if node is None or (isinstance(node, YamlText) and not node.value):
            return ()
        if isinstance(node, YamlList):
            return node.items
        self._problem(
            node.position, f"{key} is {kind_of(node)}, not a list", f"write '{key}: [ … ]' or lines with '- '"
        )
        return ()

    def _text(self, node: YamlMapping, key: str) -> str:
        value = node.entries.get(key)
        if value is None:
            return ""
        if isinstance(value, YamlText):
            return " ".join(value.value.split())
        self._problem(value.position, f"{key} is {kind_of(value)}, not text", f"write '{key}: …' on one line")
        return ""

    def _choice(self, node: YamlMapping, key: str, choices: type[E], default: E) -> E:
        value = self._text(node, key)
        if not value:
            return default
        if value in set(choices):
            return choices(value)
        near = get_close_matches(value, list(choices), n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"write {' or '.join(choices)}"
        self._problem(node.entries[key].position, f'{key} cannot be "{value}"', hint)
        return default

    def _unknown_keys(self, node: YamlMapping, known: tuple[str, ...], where: str) -> None:
        for key, position in node.key_positions.items():
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}"
                self._problem(position, f'{where} has no key "{key}"', hint)

    def _problem(self, position: FilePosition, message: str, hint: str, *, warning: bool = False) -> None:
        self.problems.append(Problem(position, message, hint, "warning" if warning else "error"))


def _position_of_id(node: YamlMapping) -> FilePosition:
    return node.entries["id"].position if "id" in node.entries else node.position
