"""Write the report of a study in any format."""

from __future__ import annotations

from pathlib import Path

from kubecode.readers.text_files import read_text
from kubecode.study.report.matrix import Arrangement
from kubecode.study.report.study_report import study_report
from kubecode.study.report.workbook_export import study_workbook
from kubecode.study.session import Session
from kubecode.wording import Lang
from kubecode.writers import write_file
from kubecode.writers.narrative import Template
from kubecode.writers.report_formats import check_report, write_report
from kubecode.writers.spreadsheet import workbook_bytes


def write_study_report(
    session: Session,
    path: Path,
    how: Arrangement,
    coder: str | None = None,
    lang: Lang = "id",
    template: Path | None = None,
) -> None:
    """Write the report of a study in the format of the file's suffix: workbook, page or narrative.

    ``template`` is a file with the template of the narrative. Raises KubecodeError for an unknown suffix,
    rows, columns, order or coder, and for a file or template that cannot be used.
    """
    if path.suffix.casefold() == ".xlsx" and template is None:
        write_file(path, workbook_bytes(study_workbook(session, how, coder, lang).sheets))
        return
    check_report(path, str(template) if template else None)
    own_template = Template(str(template), read_text(template)) if template else None
    write_report(path, study_report(session, how, coder, lang), lang, own_template)
