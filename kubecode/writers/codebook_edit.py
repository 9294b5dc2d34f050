"""An indicator added to a codebook, or taken out, and not a letter of the file changed besides.

The YAML parser only says where things stand; the file is edited as text. To write it anew from its tree
would break lists of several lines and comments differently (measured on the bundled codebook with
ruamel.yaml's round trip: four of five lines).
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

# The compiled parser of the safe loader where the wheel has it; both give the same places.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 110
"""Characters of a line from which on a list goes on in the next."""

_STEP = "  "
_BEHIND_INDICATORS = frozenset({"exclude", "codes"})
_PLAIN = re.compile(r"[^\W\d_](?:[\w'’+ -]*\w)?")
_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_COMMENT = re.compile(r"[ \t]*(?:,[ \t]*)?#")


@dataclass(frozen=True, slots=True)
class _TextEdit:
    """Text to stand in place of what stands between two offsets."""

    start: int
    end: int
    new: str


def add_indicator(text: str, path: str, group: Group, indicator: str) -> str:
    """Return the text of a codebook with one more indicator of a code, behind the others of its group.

    The text must be that of a codebook without errors which has the code; KeyError without it.
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
    """Return the text of a codebook without an indicator of a code, in whichever group it stands.

    A comment goes with the indicator when both have the line to themselves, as in a list of one item a
    line. The text must be that of a codebook without errors which has the code; KeyError without it.
    """
    groups = _value(_code(text, path), "indicators")
    for key, items in groups.value if groups is not None else ():
        for index, item in enumerate(items.value) if isinstance(items, yaml.SequenceNode) else ():
            if _is(item, indicator, Group(key.value)):
                without = _without_item if items.flow_style else _without_line
                # It may stand there twice, and taking it out moves what stands behind it.
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


def _value(table: Any, key: str) -> Any:
    return next((value for name, value in table.value if name.value == key), None)


def _is(item: Any, indicator: str, group: Group) -> bool:
    read = parse_indicator(YamlText(item.value, FilePosition(""), item.style == '"'), group)
    return isinstance(read, Indicator) and read.text == indicator


def _scalar(indicator: str) -> str:
    """Return an indicator as YAML: plain where it is plain; double quotes ask for the words as written."""
    if _PLAIN.fullmatch(indicator) or (indicator[:1] == indicator[-1:] == '"' and "\\" not in indicator):
        return indicator
    return "'" + indicator.replace("'", "''") + "'"


def _apply(text: str, *edits: _TextEdit) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _item(text: str, items: Any, item: str) -> list[_TextEdit]:
    """Return the edits that put one more item behind the last of a list."""
    if not isinstance(items, yaml.SequenceNode):  # the key stands there, with nothing behind it
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
    """Return the indentation of the last line of a list; one that has a single line goes on deeper."""
    start = _line_start(text, last.start_mark.index)
    line = text[start : last.start_mark.index]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return indent if start > items.start_mark.index else indent + _STEP


def _entry(text: str, table: Any, key: str, value: str | tuple[str, str]) -> _TextEdit:
    """Return the edit that puts a key with a list of one item into a table.

    ``value`` is the item, or (key, item) of a table with one list.
    """
    inner = f"[{value}]" if isinstance(value, str) else f"{{{value[0]}: [{value[1]}]}}"
    if table.flow_style:
        at = _end(text, table.value[-1][1]) if table.value else table.start_mark.index + 1
        return _TextEdit(at, at, f", {key}: {inner}" if table.value else f"{key}: {inner}")
    # Indicators stand before exclusions and sub-codes, as people read a code.
    above: list[Any] = []
    for name, node in table.value:
        if name.value in _BEHIND_INDICATORS:
            break
        above.append(node)
    last = above[-1] if above else table.value[-1][1]
    indent = " " * table.value[0][0].start_mark.column
    at = _end(text, last)
    if isinstance(value, str):
        return _new_line(text, at, f"{indent}{key}: {inner}")
    line = f"{indent}{key}:{_newline(text, at)}{indent}{_STEP}{value[0]}: [{value[1]}]"
    return _new_line(text, at, line)


def _without_line(text: str, items: Any, index: int) -> _TextEdit:
    """Return the edit that takes an item of a list with dashes out, with its line."""
    item = items.value[index]
    start = _line_start(text, text.rindex("-", 0, item.start_mark.index))
    return _whole_lines(text, start, _line_end(text, _end(text, item)))


def _without_item(text: str, items: Any, index: int) -> _TextEdit:
    """Return the edit that takes an item of a list in brackets out, with one comma."""
    item = items.value[index]
    start, end = item.start_mark.index, item.end_mark.index
    comma = _COMMA.match(text, end)
    before = items.value[index - 1].end_mark.index if index else start
    follows_comment = "#" in text[before:start]
    behind = text[comma.end() if comma else end : _line_end(text, end)].strip()
    has_the_line = not text[_line_start(text, start) : start].strip() and behind[:1] in {"", "#"}
    if has_the_line and (behind or comma or not index or follows_comment):
        return _whole_lines(text, _line_start(text, start), _line_end(text, end))
    if comma:
        # What stands before it ends the line now, and needs no blank behind it.
        start = len(text[:start].rstrip(" \t")) if not behind else start
        return _TextEdit(start, comma.end(), "")
    return _TextEdit(start if follows_comment else before, end, "")


def _whole_lines(text: str, start: int, end: int) -> _TextEdit:
    """Return the edit that takes lines out, with the line end behind them, or before them at the very end."""
    behind = _LINE_END.match(text, end)
    if behind:
        return _TextEdit(start, behind.end(), "")
    return _TextEdit(len(text[:start].removesuffix("\n").removesuffix("\r")), end, "")


def _end(text: str, node: Any) -> int:
    """Return where a node ends: its last letter or bracket, without what the parser counts behind it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return max(len(text[: node.end_mark.index].rstrip()), int(node.start_mark.index))
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _new_line(text: str, at: int, line: str) -> _TextEdit:
    """Return the edit that puts a line behind the one in which ``at`` stands."""
    end = _line_end(text, at)
    return _TextEdit(end, end, _newline(text, at) + line)


def _newline(text: str, at: int) -> str:
    """Return how the line ends in which ``at`` stands; the last one, as the first of the file does."""
    found = _LINE_END.search(text, at) or _LINE_END.search(text)
    return found[0] if found else "\n"


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)
