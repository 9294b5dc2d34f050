"""Results as pandas frames: the records of ``--json``, with all columns even if empty.

Values are text, numbers, and lists and dicts as in the JSON. A missing value is None, or NaN in a column of
numbers, in every version of pandas.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kubecode.errors import require_known
from kubecode.synthesiser.cells import Cell, Matrix
from kubecode.synthesiser.cooccurrence import Cooccurrence
from kubecode.synthesiser.evaluation import Evaluation
from kubecode.synthesiser.kwic import KwicLine
from kubecode.synthesiser.report import DocumentCoverage
from kubecode.synthesiser.saturation import Saturation
from kubecode.writers.analyses import cooccurrence_content, kwic_content, saturation_content
from kubecode.writers.json_lines import json_line
from kubecode.writers.records import cell_record, evaluation_records

ColumnTypes = Mapping[str, type | str | None]
"""The columns of a frame in order, with the dtype of numbers. None leaves the values as objects."""

_CELLS: ColumnTypes = {
    **dict.fromkeys(["id", "row", "column", "valence", "valence_source", "proposed"]),
    "draft": bool,
    **dict.fromkeys(["excerpts", "undecided", "disputed"], int),
    "informants": None,
    "informants_total": int,
    **dict.fromkeys(["sources", "sources_against", "presence"]),
    **dict.fromkeys(["absence", "denied"], bool),
    **dict.fromkeys(["exceptions", "negative_cases", "empty", "summary", "summary_basis"]),
    "summary_is_stale": bool,
    **dict.fromkeys(["note", "excerpt_ids", "voices", "divergence"]),
    **dict.fromkeys(["exemplar", "exemplar_id", "exemplar_voice", "exemplar_document"]),
    "exemplar_line": "Int64",
}
_DOCUMENTS: ColumnTypes = {
    **dict.fromkeys(["document", "case", "source_kind", "date", "informants"]),
    **dict.fromkeys(["words", "segments", "codings", "accepted", "rejected", "undecided", "open"], int),
    **dict.fromkeys(["readers", "attributes"]),
}
_KWIC: ColumnTypes = {
    **dict.fromkeys(["document", "case", "informant", "role"]),
    **dict.fromkeys(["line", "start", "end"], int),
    **dict.fromkeys(["left", "hit", "right", "indicator", "kind"]),
}
_PAIRS: ColumnTypes = {
    **dict.fromkeys(["first", "second"]),
    **dict.fromkeys(["both", "first_only", "second_only"], int),
    "informants": None,
    "coefficient": float,
    "within": None,
    "draft": bool,
}
_SHARE: ColumnTypes = {
    **dict.fromkeys(["suggested", "hits"], int),
    **dict.fromkeys(["share", "low", "high"], float),
}
_SATURATION: Mapping[str, ColumnTypes] = {
    "interviews": {
        "interview": int,
        **dict.fromkeys(["document", "case", "informants", "date"]),
        **dict.fromkeys(["coded", "reviewed"], bool),
        **dict.fromkeys(["codes", "new"]),
        "cumulative": int,
        "draft": bool,
    },
    "runs": {"run": None, **dict.fromkeys(["after", "length", "new"], int), "ratio": float, "base": int},
    "thresholds": {"saturation": None, "length": int, "threshold": float, "reached": None, "missing": int},
}
_EVALUATION: Mapping[str, ColumnTypes] = {
    "codes": {
        "code": None,
        **dict.fromkeys(["gold", "suggested", "hits"], int),
        **dict.fromkeys(["precision", "recall", "f1", "valence_accuracy"], float),
    },
    "bands": {"band": None, **_SHARE},
    "kinds": {"kind": None, **_SHARE},
}


def matrix_frame(matrix: Matrix, field: str) -> pd.DataFrame:
    """Return one field of every cell, in the rows and columns of the matrix.

    Raises KubecodeError for a field that cells do not have.
    """
    require_known("field of a cell", field, _CELLS)
    values = {cell_key: _plain(cell_record(cell))[field] for cell_key, cell in matrix.cells.items()}
    index = pd.Index([row.id for row in matrix.rows], name="row")
    by_column = [[values[row.id, column.key] for row in matrix.rows] for column in matrix.columns]
    frame = pd.DataFrame(dict(enumerate(by_column)), index=index, dtype=object)
    frame = frame.astype(dict.fromkeys(frame.columns, _CELLS[field] or object))
    frame.columns = pd.Index([column.label for column in matrix.columns], name="column")
    return frame


def cells_frame(cells: Iterable[Cell]) -> pd.DataFrame:
    """Return a frame with one row for each cell."""
    return _frame(map(cell_record, cells), _CELLS)


def documents_frame(documents: Iterable[DocumentCoverage]) -> pd.DataFrame:
    """Return a frame with one row for each document."""
    return _frame(map(_document_record, documents), _DOCUMENTS)


def kwic_frame(lines: Iterable[KwicLine]) -> pd.DataFrame:
    """Return a frame with one row for each hit."""
    return _frame(kwic_content(lines, "en").records, _KWIC)


def cooccurrence_frame(result: Cooccurrence, table: str) -> pd.DataFrame:
    """Return the ``pairs``, one in each row, or the ``square`` of all codes by all codes."""
    require_known("table", table, ("pairs", "square"))
    content = cooccurrence_content(result, "en")
    if table == "pairs":
        return _frame(content.records, _PAIRS)
    ids = [row.id for row in result.rows]
    counts = [row[1:] for row in content.tables[1].rows]
    return pd.DataFrame(counts, index=pd.Index(ids, name="row"), columns=pd.Index(ids, name="column"))


def saturation_frame(result: Saturation, table: str) -> pd.DataFrame:
    """Return the ``interviews``, ``runs`` or ``thresholds``, one in each row."""
    require_known("table", table, _SATURATION)
    return _table_frame(saturation_content(result, "en").records, _SATURATION[table])


def evaluation_frame(evaluation: Evaluation, table: str) -> pd.DataFrame:
    """Return the ``codes``, with the total in the last row (``*``), the ``bands`` or the ``kinds``."""
    require_known("table", table, _EVALUATION)
    return _table_frame(evaluation_records(evaluation), _EVALUATION[table])


def _document_record(covered: DocumentCoverage) -> dict[str, Any]:
    document = covered.document
    return {
        "document": document.name,
        "case": document.case,
        "source_kind": document.source_kind,
        "date": covered.date,
        "informants": list(dict.fromkeys(informant for informant, _ in covered.informants)),
        "words": covered.words,
        "segments": len(document.segments),
        "codings": covered.codings,
        "accepted": covered.accepted,
        "rejected": covered.rejected,
        "undecided": covered.undecided,
        "open": covered.open,
        "readers": covered.readers,
        "attributes": dict(document.attributes),
    }


def _table_frame(records: Iterable[Mapping[str, Any]], columns: ColumnTypes) -> pd.DataFrame:
    """Return a frame of the records that have its first column; the others are of other tables."""
    first = next(iter(columns))
    return _frame((record for record in records if first in record), columns)


def _frame(records: Iterable[Mapping[str, Any]], columns: ColumnTypes) -> pd.DataFrame:
    plain = [_plain(record) for record in records]
    rows = [[record[name] for name in columns] for record in plain]
    frame = pd.DataFrame(rows, columns=pd.Index(list(columns)), dtype=object)
    return frame.astype({name: kind for name, kind in columns.items() if kind is not None})


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as ``--json`` prints it: without enum members, with lists instead of tuples."""
    plain: dict[str, Any] = json.loads(json_line(record))
    return plain
