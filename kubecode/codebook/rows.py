"""The rows that a codebook offers for a matrix: its codes, its sub-codes, or a lens."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.codebook.book import Code, Codebook, LensKind
from kubecode.errors import unknown_name
from kubecode.wording import Lang, say


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix: which codings belong to it.

    ``prefixes`` are paths that count with all below them, ``paths`` count alone. ``is_rest``: the row holds
    what belongs to a code and to none of its sub-codes, and is of interest only where there is such a thing.
    ``is_mark``: the row is a mark that a group shows or not.
    """

    id: str
    label: str
    prefixes: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    is_rest: bool = False
    is_mark: bool = False

    @property
    def top_codes(self) -> frozenset[str]:
        """The ids of the top-level codes that the row draws on."""
        return frozenset(path.split("/")[0] for path in (*self.prefixes, *self.paths))

    def holds(self, path: str) -> bool:
        """Say whether a coding with this path belongs to the row."""
        return path in self.paths or any(path == p or path.startswith(p + "/") for p in self.prefixes)


def rows_of(codebook: Codebook, by: str, lang: Lang = "id") -> tuple[MatrixRow, ...]:
    """Return the rows for ``code``, ``subcode`` or the id of a lens.

    Raises KubecodeError for a name that is none of these.
    """
    if by == "code":
        return tuple(MatrixRow(code.path, code.label, prefixes=(code.path,)) for code in codebook.codes)
    if by == "subcode":
        return tuple(_subcode_row(codebook, code, lang) for code in codebook.walk())
    for lens in codebook.lenses:
        if lens.id == by:
            return tuple(
                MatrixRow(row.id, row.label, prefixes=row.codes, is_mark=lens.kind is LensKind.MARKS)
                for row in lens.rows
            )
    names = ["code", "subcode", *(lens.id for lens in codebook.lenses)]
    raise unknown_name("rows", by, names)


def _subcode_row(codebook: Codebook, code: Code, lang: Lang) -> MatrixRow:
    """Every code counts alone here, so that no coding stands in two rows."""
    parts = code.path.split("/")
    labels = [
        found.label for end in range(1, len(parts) + 1) if (found := codebook.find("/".join(parts[:end])))
    ]
    label = " › ".join(labels)
    if code.codes:
        return MatrixRow(code.path, f"{label} {say('general', lang)}", paths=(code.path,), is_rest=True)
    return MatrixRow(code.path, label, paths=(code.path,))
