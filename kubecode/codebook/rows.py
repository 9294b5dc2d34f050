"""The rows of a matrix: the codes, the sub-codes or a lens of a codebook."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.codebook.codebook import Code, Codebook, LensKind
from kubecode.errors import unknown_name
from kubecode.wording import Lang, say


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix, and the codings that belong to it.

    ``prefixes`` are code paths that include all codes below them, ``paths`` are single codes. With
    ``is_rest`` the row has the codings of a code that are in none of its sub-codes; it is shown only if there
    are any. With ``is_mark`` the row is a mark that a group has or not.
    """

    id: str
    label: str
    prefixes: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    is_rest: bool = False
    is_mark: bool = False

    @property
    def top_codes(self) -> frozenset[str]:
        """The ids of the top-level codes in the row."""
        return frozenset(path.split("/")[0] for path in (*self.prefixes, *self.paths))

    def holds(self, path: str) -> bool:
        """Return whether a coding with this path belongs to the row."""
        return path in self.paths or any(path == p or path.startswith(p + "/") for p in self.prefixes)


def rows_of(codebook: Codebook, by: str, lang: Lang = "id") -> tuple[MatrixRow, ...]:
    """Return the rows by ``code``, ``subcode`` or the id of a lens.

    Raises KubecodeError for any other name.
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
    """Return the row of a single code, so that no coding is in two rows."""
    parts = code.path.split("/")
    labels = [
        found.label for end in range(1, len(parts) + 1) if (found := codebook.find("/".join(parts[:end])))
    ]
    label = " › ".join(labels)
    if code.codes:
        return MatrixRow(code.path, f"{label} {say('general', lang)}", paths=(code.path,), is_rest=True)
    return MatrixRow(code.path, label, paths=(code.path,))
