"""The report of a study as a workbook: matrix, counts, evidence, divergence, codebook, audit trail."""

from __future__ import annotations

from dataclasses import replace

from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers.sheets import Box, Sheet
from kubecode.writers.workbook.codes_sheet import codes_sheet
from kubecode.writers.workbook.counts_sheet import counts_sheet
from kubecode.writers.workbook.divergence_sheet import divergence_sheet
from kubecode.writers.workbook.evidence_sheet import evidence_sheet, list_evidence
from kubecode.writers.workbook.matrix_sheet import matrix_sheet, matrix_target
from kubecode.writers.workbook.trail_sheet import trail_sheet


def workbook_sheets(report: Report, lang: Lang, coder: str | None = None) -> tuple[Sheet, ...]:
    """Return the six sheets of a report, which link to each other.

    ``coder`` is who sees the study so, None where all of them do.
    """
    listed = list_evidence(report)
    excerpts, cells = listed.targets(lang), matrix_target(report.matrix, lang)
    first = {
        id_: next((excerpts[one] for one in cell.excerpt_ids), "")
        for id_, cell in report.matrix.cells.items()
    }
    return (
        matrix_sheet(report, first, lang),
        counts_sheet(report, lang),
        evidence_sheet(report, listed, cells, lang),
        divergence_sheet(report, cells, excerpts, lang),
        codes_sheet(report, lang),
        trail_sheet(report, coder, lang),
    )


def stamped(sheets: tuple[Sheet, ...], stamp: str) -> tuple[Sheet, ...]:
    """Return the sheets with a stamp in the hidden corner of the first, by which they are known again."""
    matrix, *others = sheets
    keys, *rows = matrix.rows
    return replace(matrix, rows=((Box(stamp), *keys[1:]), *rows)), *others
