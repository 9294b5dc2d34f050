"""The report of a study as a workbook: matrix, counts, evidence, divergence, codebook and audit trail."""

from __future__ import annotations

from dataclasses import replace

from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers.sheets import Sheet, SheetCell
from kubecode.writers.workbook.codes_sheet import codes_sheet
from kubecode.writers.workbook.counts_sheet import counts_sheet
from kubecode.writers.workbook.divergence_sheet import divergence_sheet
from kubecode.writers.workbook.evidence_sheet import evidence_sheet, list_evidence
from kubecode.writers.workbook.matrix_sheet import matrix_addresses, matrix_sheet
from kubecode.writers.workbook.trail_sheet import trail_sheet


def workbook_sheets(report: Report, lang: Lang, coder: str | None = None) -> tuple[Sheet, ...]:
    """Return the six sheets of a report, which link to each other.

    ``coder`` is the coder whose decisions the report shows, None for all coders.
    """
    listed = list_evidence(report)
    excerpts, cells = listed.addresses(lang), matrix_addresses(report.matrix, lang)
    first_excerpts = {
        cell_id: next((excerpts[excerpt_id] for excerpt_id in cell.excerpt_ids), "")
        for cell_id, cell in report.matrix.cells.items()
    }
    return (
        matrix_sheet(report, first_excerpts, lang),
        counts_sheet(report, lang),
        evidence_sheet(report, listed, cells, lang),
        divergence_sheet(report, cells, excerpts, lang),
        codes_sheet(report, lang),
        trail_sheet(report, coder, lang),
    )


def add_stamp(sheets: tuple[Sheet, ...], stamp: str) -> tuple[Sheet, ...]:
    """Return the sheets with a stamp in the hidden corner of the first, which ``import`` reads."""
    matrix, *others = sheets
    keys, *rows = matrix.rows
    return replace(matrix, rows=((SheetCell(stamp), *keys[1:]), *rows)), *others
