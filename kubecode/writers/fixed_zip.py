"""Office files without the time of writing, so that the same content makes the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = datetime(1980, 1, 1)
"""The earliest time that a zip file can state."""


def without_clock(saved: BytesIO, replaced: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return a zip file with all members dated ``EARLIEST``, some with ``replaced`` content by their name."""
    buffer = BytesIO()
    with ZipFile(saved) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = replaced[name] if name in replaced else old.read(name)
            new.writestr(ZipInfo(name, EARLIEST.timetuple()[:6]), content, ZIP_DEFLATED)
    return buffer.getvalue()
