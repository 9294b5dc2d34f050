"""JSON Lines: one object in each line, text exactly as in the study."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kubecode.writers.content import Content


def jsonl_bytes(content: Content) -> bytes:
    """Return the records of the content in JSON Lines."""
    return "".join(json_line(record) for record in content.records).encode("utf-8")


def json_line(record: Mapping[str, Any]) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, default=str) + "\n"
