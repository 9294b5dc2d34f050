"""JSON Lines: one object a line, every character as it is in the study."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kubecode.writers.content import Content


def jsonl_bytes(content: Content) -> bytes:
    """Return the records of the content."""
    return "".join(json_line(record) for record in content.records).encode("utf-8")


def json_line(record: Mapping[str, Any]) -> str:
    """Return a record as one line."""
    return json.dumps(record, ensure_ascii=False, default=str) + "\n"
