"""Reports as files: one registry, suffix → how a report becomes the bytes of a file."""

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
from kubecode.writers import write_file

if TYPE_CHECKING:
    from kubecode.writers.narrative import Template


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A kind of file that holds a report, and whether a template says what stands in it."""

    module: str
    function: str
    has_template: bool = False

    def report_bytes(self, report: Report, lang: Lang, template: Template | None) -> bytes:
        """Return the report as the bytes of a file; what that needs is imported only now.

        Raises KubecodeError where it would quote an interview without its informant.
        """
        narrative = make_narrative(report, lang)
        problems = unnamed_quotes(narrative)
        if problems:
            message = f"{len(problems)} lines would be quoted without an informant"
            raise KubecodeError(message, "nothing was written", problems=tuple(problems))
        make: Callable[..., bytes] = getattr(import_module(self.module, __package__), self.function)
        return make(report, narrative, lang, template) if self.has_template else make(report, lang)


FORMATS: Mapping[str, ReportFormat] = {
    ".docx": ReportFormat(".narrative_files", "docx_bytes", has_template=True),
    ".md": ReportFormat(".narrative_files", "markdown_bytes", has_template=True),
    ".html": ReportFormat(".page", "page_bytes"),
}


def check_report(path: Path, template: str | None) -> ReportFormat:
    """Return the format of a report's file.

    Raises KubecodeError for a suffix that no report has, or a template where none is used.
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


def write_report(path: Path, report: Report, lang: Lang, template: Template | None = None) -> None:
    """Write a report in the format of the file's suffix.

    Raises KubecodeError for an unknown suffix, a file or template that cannot be used, or a quote from an
    interview that names no informant.
    """
    kind = check_report(path, template.name if template else None)
    write_file(path, kind.report_bytes(report, lang, template))


def report_sizes(report: Report, lang: Lang) -> list[str]:
    """Return how much a report holds, in words."""
    return [
        say("n.cells", lang, len(report.matrix.cells)),
        say("n.codings", lang, len(report.evidence)),
        say("n.divergences", lang, sum(1 for _ in report.matrix.divergences())),
    ]
