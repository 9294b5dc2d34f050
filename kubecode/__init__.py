"""kubecode: coding Indonesian interview transcripts, from codebook to cross-case matrix.

In Python::

    import kubecode
    study = kubecode.open_study("kubecode.db")
    study.matrix(rows="code", by="case")

docs/python.md describes all of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kubecode.errors import KubecodeError, Problem
from kubecode.model import VERSION as __version__
from kubecode.model import Coding

if TYPE_CHECKING:
    from kubecode.codebook import Codebook
    from kubecode.study.api.coder import Coder, load_codebook
    from kubecode.study.api.study import Study, open_study
    from kubecode.study.ingest.texts import tag_text

__all__ = [
    "Codebook",
    "Coder",
    "Coding",
    "KubecodeError",
    "Problem",
    "Study",
    "__version__",
    "load_codebook",
    "open_study",
    "tag_text",
]

_LAZY = {
    "Codebook": "kubecode.codebook",
    "Coder": "kubecode.study.api.coder",
    "Study": "kubecode.study.api.study",
    "load_codebook": "kubecode.study.api.coder",
    "open_study": "kubecode.study.api.study",
    "tag_text": "kubecode.study.ingest.texts",
}
"""The module of each name that is loaded on first use, so that the command line starts fast."""


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:
    # Hidden from type checkers: with __getattr__ they would accept every name of this module.
    def __getattr__(name: str) -> object:
        if name not in _LAZY:
            raise AttributeError(f"module 'kubecode' has no attribute {name!r}")
        return getattr(import_module(_LAZY[name]), name)
