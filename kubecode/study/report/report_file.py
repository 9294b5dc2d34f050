"""The report of a study as a file, in the format of its suffix."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kubecode.readers.text_files import read_text
from kubecode.study.report.matrix import CASES_BY_CODES, Arrangement
from kubecode.study.report.study_report import study_report
from kubecode.study.report.workbook_export import study_workbook
from kubecode.study.session import Session
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers import write_file
from kubecode.writers.report_formats import FORMATS, check_report

if TYPE_CHECKING:
    from kubecode.writers.narrative import Template


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report and the bytes of the file that shows it."""

    report: Report
    content: bytes


def matrix_file(
    session: Session, path: Path, how: Arrangement, coder: str | None = None, lang: Lang = "id"
) -> ReportFile:
    """Return the workbook or the page of a study; the suffix must be one of ``WITH_MATRIX``.

    Raises KubecodeError for unknown rows, columns, order or coder, or a study without documents.
    """
    kind = FORMATS[path.suffix.casefold()]
    if kind.is_workbook:
        workbook = study_workbook(session, how, coder, lang)
        return ReportFile(workbook.report, kind.load()(workbook.sheets))
    report = study_report(session, how, coder, lang)
    return ReportFile(report, kind.load()(report, lang))


def report_file(
    session: Session,
    path: Path,
    how: Arrangement,
    coder: str | None = None,
    lang: Lang = "id",
    template: Template | None = None,
) -> ReportFile:
    """Return the report of a study in any of the ``FORMATS`` of a report.

    Raises KubecodeError for an unknown suffix, rows, columns, order or coder, a study without documents, a
    template that cannot be used, and a narrative or page that would quote an interview without its informant.
    """
    kind = check_report(path, template.name if template else None)
    if kind.is_workbook:
        return matrix_file(session, path, how, coder, lang)
    report = study_report(session, how, coder, lang)
    return ReportFile(report, kind.report_bytes(report, lang, template))


def read_template(path: Path, template: Path | None) -> Template | None:
    """Return the template for a report's file, None if it is the bundled one.

    Raises KubecodeError for an unknown suffix, a template where none is used, or one that cannot be read.
    """
    check_report(path, str(template) if template else None)
    if template is None:
        return None
    from kubecode.writers.narrative import Template  # noqa: PLC0415  a workbook needs none of it

    return Template(str(template), read_text(template))


def write_study_report(
    session: Session,
    path: Path,
    how: Arrangement = CASES_BY_CODES,
    coder: str | None = None,
    lang: Lang = "id",
    template: Path | None = None,
) -> None:
    """Write the report of a study; ``template`` is a file.

    Raises KubecodeError as :func:`report_file` does, and if a file cannot be read or written.
    """
    own = read_template(path, template)
    write_file(path, report_file(session, path, how, coder, lang, own).content)
