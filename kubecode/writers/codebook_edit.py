"""Add or remove an indicator of a codebook without any other change of the file.

The file is edited as text; the YAML parser gives the positions. Writing the file from its tree would change
the line breaks of lists and comments (ruamel.yaml's round trip changed four of five lines of the bundled
codebook).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from kubecode.codebook import Group, Indicator
from kubecode.codebook.indicators import parse_indicator
from kubecode.errors import FilePosition
from kubecode.yaml_node import YamlText

# The compiled parser, if the wheel has it; both give the same positions.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 110
"""The length of a line, in characters, after which a list continues on the next line."""

_STEP = "  "
_AFTER_INDICATORS = frozenset({"exclude", "codes"})
_PLAIN = re.compile(r"[^\W\d_](?:[\w'’+ -]*\w)?")
_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_COMMENT = re.compile(r"[ \t]*(?:,[ \t]*)?#")


@dataclass(frozen=True, slots=True)
class _TextEdit:
    """New text for ``[start, end)`` of the file, in code points."""

    start: int
    end: int
    new: str


def add_indicator(text: str, path: str, group: Group, indicator: str) -> str:
    """Return the text of a codebook with a new indicator of a code, after the others of its group.

    The codebook must have no errors. Raises KeyError if it does not have the code.
    """
    code, item = _code(text, path), _scalar(indicator)
    groups = _value(code, "indicators")
    if groups is None:
        return _apply(text, _entry(text, code, "indicators", (group, item)))
    indicators = _value(groups, group)
    if indicators is None:
        return _apply(text, _entry(text, groups, group, item))
    return _apply(text, *_item(text, indicators, item))


def remove_indicator(text: str, path: str, indicator: str) -> str:
    """Return the text of a codebook without an indicator of a code, in any group.

    A comment on the same line is removed too, if the line contains only this indicator. The codebook must
    have no errors. Raises KeyError if it does not have the code.
    """
    groups = _value(_code(text, path), "indicators")
    for key, items in groups.value if groups is not None else ():
        for index, item in enumerate(items.value) if isinstance(items, yaml.SequenceNode) else ():
            if _is(item, indicator, Group(key.value)):
                without = _without_item if items.flow_style else _without_line
                # It may occur twice, and the removal shifts the positions after it.
                return remove_indicator(_apply(text, without(text, items, index)), path, indicator)
    return text


def _code(text: str, path: str) -> Any:
    node = yaml.compose(text, Loader=_LOADER)
    for part in path.split("/"):
        codes = _value(node, "codes")
        found = [item for item in codes.value if _value(item, "id").value.strip() == part] if codes else []
        if not found:
            raise KeyError(path)
        node = found[0]
    return node


def _value(mapping: Any, key: str) -> Any:
    return next((value for name, value in mapping.value if name.value == key), None)


def _is(item: Any, indicator: str, group: Group) -> bool:
    read = parse_indicator(YamlText(item.value, FilePosition(""), item.style == '"'), group)
    return isinstance(read, Indicator) and read.text == indicator


def _scalar(indicator: str) -> str:
    """Return an indicator as a YAML scalar, quoted if needed; its own double quotes (exact form) are kept."""
    if _PLAIN.fullmatch(indicator) or (indicator[:1] == indicator[-1:] == '"' and "\\" not in indicator):
        return indicator
    return "'" + indicator.replace("'", "''") + "'"


def _apply(text: str, *edits: _TextEdit) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _item(text: str, items: Any, item: str) -> list[_TextEdit]:
    """Return the edits that add an item at the end of a list."""
    if not isinstance(items, yaml.SequenceNode):  # a key without a value
        start, end = items.start_mark.index, items.end_mark.index
        return [_TextEdit(start, end, f"[{item}]" if text[:start].endswith(" ") else f" [{item}]")]
    if not items.value:
        inside = items.start_mark.index + 1
        return [_TextEdit(inside, inside, item)]
    last = items.value[-1]
    end = _end(text, last)
    if not items.flow_style:
        dash = text.rindex("-", 0, last.start_mark.index)
        between = text[dash + 1 : last.start_mark.index]
        line = " " * items.start_mark.column + "-" + (between if between.strip(" ") == "" else " ") + item
        return [_new_line(text, end, line)]
    indent = _indent_of_item(text, items, last)
    if _COMMENT.match(text, end):
        comma = [] if _COMMA.match(text, end) else [_TextEdit(end, end, ",")]
        return [*comma, _new_line(text, end, indent + item)]
    if _line_end(text, end) - _line_start(text, end) + len(item) + 2 > _WIDTH:
        return [_TextEdit(end, end, f",{_newline(text, end)}{indent}{item}")]
    return [_TextEdit(end, end, f", {item}")]


def _indent_of_item(text: str, items: Any, last: Any) -> str:
    """Return the indentation of the last line of a list; for a list of one line, one step deeper."""
    start = _line_start(text, last.start_mark.index)
    line = text[start : last.start_mark.index]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return indent if start > items.start_mark.index else indent + _STEP


def _entry(text: str, mapping: Any, key: str, value: str | tuple[str, str]) -> _TextEdit:
    """Return the edit that adds a key with a list of one item to a mapping.

    ``value`` is the item, or (key, item) for a mapping with one list.
    """
    inner = f"[{value}]" if isinstance(value, str) else f"{{{value[0]}: [{value[1]}]}}"
    if mapping.flow_style:
        at = _end(text, mapping.value[-1][1]) if mapping.value else mapping.start_mark.index + 1
        return _TextEdit(at, at, f", {key}: {inner}" if mapping.value else f"{key}: {inner}")
    # Indicators are written before exclusions and sub-codes.
    above: list[Any] = []
    for name, node in mapping.value:
        if name.value in _AFTER_INDICATORS:
            break
        above.append(node)
    last = above[-1] if above else mapping.value[-1][1]
    indent = " " * mapping.value[0][0].start_mark.column
    at = _end(text, last)
    if isinstance(value, str):
        return _new_line(text, at, f"{indent}{key}: {inner}")
    line = f"{indent}{key}:{_newline(text, at)}{indent}{_STEP}{value[0]}: [{value[1]}]"
    return _new_line(text, at, line)


def _without_line(text: str, items: Any, index: int) -> _TextEdit:
    """Return the edit that removes an item of a list with dashes, with its line."""
    item = items.value[index]
    start = _line_start(text, text.rindex("-", 0, item.start_mark.index))
    return _whole_lines(text, start, _line_end(text, _end(text, item)))


def _without_item(text: str, items: Any, index: int) -> _TextEdit:
    """Return the edit that removes an item of a list in brackets, with one comma."""
    item = items.value[index]
    start, end = item.start_mark.index, item.end_mark.index
    comma = _COMMA.match(text, end)
    before = items.value[index - 1].end_mark.index if index else start
    follows_comment = "#" in text[before:start]
    rest = text[comma.end() if comma else end : _line_end(text, end)].strip()
    is_alone = not text[_line_start(text, start) : start].strip() and rest[:1] in {"", "#"}
    if is_alone and (rest or comma or not index or follows_comment):
        return _whole_lines(text, _line_start(text, start), _line_end(text, end))
    if comma:
        # If the line now ends before the item, no blank may be left at its end.
        start = len(text[:start].rstrip(" \t")) if not rest else start
        return _TextEdit(start, comma.end(), "")
    return _TextEdit(start if follows_comment else before, end, "")


def _whole_lines(text: str, start: int, end: int) -> _TextEdit:
    """Return the edit that removes lines with the line end after them, or at the end of the file before."""
    line_end = _LINE_END.match(text, end)
    if line_end:
        return _TextEdit(start, line_end.end(), "")
    return _TextEdit(len(text[:start].removesuffix("\n").removesuffix("\r")), end, "")


def _end(text: str, node: Any) -> int:
    """Return the end of a node: after its last letter or bracket, without the blanks after it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return max(len(text[: node.end_mark.index].rstrip()), int(node.start_mark.index))
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _new_line(text: str, at: int, line: str) -> _TextEdit:
    """Return the edit that adds a line after the line of the offset ``at``."""
    end = _line_end(text, at)
    return _TextEdit(end, end, _newline(text, at) + line)


def _newline(text: str, at: int) -> str:
    """Return the line end of the line at an offset; for the last line, that of the first line."""
    found = _LINE_END.search(text, at) or _LINE_END.search(text)
    return found[0] if found else "\n"


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)
