"""JSON Lines: one object a line. All bad lines are reported together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kubecode.errors import FilePosition, KubecodeError, Problem
from kubecode.readers.text_files import read_text

_OTHER_FORMATS = frozenset({".csv", ".md", ".txt", ".xlsx", ".yaml", ".yml"})


def read_json_lines(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """Return (line number, object) for every row, lines from 1.

    Raises KubecodeError with a problem for every line that is no object.
    """
    if path.suffix.casefold() in _OTHER_FORMATS:
        raise KubecodeError(f"{path}: this is not JSON Lines", "export to .jsonl and give that file")
    rows: list[tuple[int, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        position = FilePosition(str(path), number)
        try:
            row = json.loads(line)
            # JSON can contain a lone surrogate, which no UTF-8 file can.
            json.dumps(row, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError):
            problems.append(Problem(position, "this line is no JSON", "one object a line: {…}"))
            continue
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            problems.append(Problem(position, "this line is no object", "write {…}"))
    if problems:
        raise KubecodeError(f"{path}: not JSON Lines", problems=tuple(problems))
    if not rows:
        raise KubecodeError(f"{path}: the file has no rows", "one JSON object a line")
    return rows
