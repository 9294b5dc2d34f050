"""kubecode: coding Indonesian interview transcripts, from codebook to cross-case matrix.

In a notebook::

    import kubecode
    study = kubecode.open_study("kubecode.db")
    study.matrix(rows="code", by="case")
"""

from __future__ import annotations

from typing import Any

from kubecode.model import VERSION as __version__

__all__ = ["__version__", "load_codebook", "open_study", "tag_text"]


def __getattr__(name: str) -> Any:
    """Load what a notebook asks for only when it asks, so that the command line starts light."""
    if name in {"load_codebook", "open_study", "tag_text"}:
        from kubecode.study import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'kubecode' has no attribute {name!r}")
