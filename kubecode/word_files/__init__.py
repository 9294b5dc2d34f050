"""Word files: plain sorted lists, the functions that read them, and the lists that all languages share.

A file has one word, phrase or row of tab-separated columns a line. Lines that begin with # are comments; the
first one says what the file holds. The files of a language are in its own folder. The files here are about
metadata (names of cases, outcomes, posts, dates), which the language of a codebook does not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


def entries(name: str, package: str = __name__) -> Iterator[str]:
    """Yield the lines of a word file without comments and empty lines."""
    for line in files(package).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def word_set(name: str, package: str = __name__) -> frozenset[str]:
    """Return the lines of a word file as a set."""
    return frozenset(entries(name, package))


@cache
def word_table(name: str, package: str = __name__) -> Mapping[str, str]:
    """Return the first two columns of a tab-separated word file."""
    return {columns[0]: columns[1] for columns in (line.split("\t") for line in entries(name, package))}
