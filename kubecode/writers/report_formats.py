"""Files that show a whole report: one registry, suffix → how the bytes of the file are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.synthesiser.narrative import make_narrative, unnamed_quotes
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say

if TYPE_CHECKING:
    from kubecode.writers.narrative import Template


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A kind of file that shows a report.

    ``has_template``: a narrative whose contents a template decides. ``is_workbook``: made of the sheets of
    the report, which carry a stamp of the study (``study.report.workbook_export``).
    """

    module: str
    function: str
    has_template: bool = False
    is_workbook: bool = False

    def load(self) -> Callable[..., bytes]:
        """Return the function that makes the bytes; its module is imported only now."""
        make: Callable[..., bytes] = getattr(import_module(self.module, __package__), self.function)
        return make

    def report_bytes(self, report: Report, lang: Lang, template: Template | None = None) -> bytes:
        """Return the bytes of a narrative or page.

        Raises KubecodeError if it would quote an interview without its informant.
        """
        narrative = make_narrative(report, lang)
        problems = unnamed_quotes(narrative)
        if problems:
            message = f"{len(problems)} lines would be quoted without an informant"
            raise KubecodeError(message, "nothing was written", problems=tuple(problems))
        make = self.load()
        return make(report, narrative, lang, template) if self.has_template else make(report, lang)


FORMATS: Mapping[str, ReportFormat] = {
    ".docx": ReportFormat(".narrative_files", "docx_bytes", has_template=True),
    ".md": ReportFormat(".narrative_files", "markdown_bytes", has_template=True),
    ".html": ReportFormat(".page", "page_bytes"),
    ".xlsx": ReportFormat(".spreadsheet", "workbook_bytes", is_workbook=True),
}
WITH_MATRIX = tuple(suffix for suffix, kind in FORMATS.items() if not kind.has_template)
"""Suffixes of files that ``matrix -o`` writes too: the whole report, laid out around the matrix."""


def check_report(path: Path, template: str | None) -> ReportFormat:
    """Return the format of a report's file.

    Raises KubecodeError for an unknown suffix, or a template where none is used.
    """
    kind = FORMATS.get(path.suffix.casefold())
    if kind is None:
        raise KubecodeError(
            f"{path}: no report is written as {path.suffix or 'a file without suffix'}",
            f"known: {', '.join(FORMATS)}",
            exit_status=ExitStatus.USAGE,
        )
    if template and not kind.has_template:
        with_template = ", ".join(suffix for suffix, one in FORMATS.items() if one.has_template)
        raise KubecodeError(
            f"{path}: {path.suffix} is not made by a template",
            f"leave out --template, or write {with_template}",
            exit_status=ExitStatus.USAGE,
        )
    return kind


def report_sizes(report: Report, lang: Lang) -> list[str]:
    """Return the numbers of cells, codings and divergences of a report, in words."""
    return [
        say("n.cells", lang, len(report.matrix.cells)),
        say("n.codings", lang, len(report.evidence)),
        say("n.divergences", lang, sum(1 for _ in report.matrix.divergences())),
    ]
