"""The narrative as a file: Markdown, or Word made from that Markdown."""

from __future__ import annotations

from kubecode.synthesiser.narrative import Narrative
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers.narrative import Template, narrative_markdown


def markdown_bytes(
    report: Report, narrative: Narrative, lang: Lang, template: Template | None = None
) -> bytes:
    """Return the narrative as Markdown."""
    return narrative_markdown(report, narrative, lang, template).encode("utf-8")


def docx_bytes(report: Report, narrative: Narrative, lang: Lang, template: Template | None = None) -> bytes:
    """Return the narrative as a Word document with the same contents as the Markdown."""
    from kubecode.writers.word import word_bytes  # noqa: PLC0415  Markdown needs none of it

    return word_bytes(narrative_markdown(report, narrative, lang, template), lang)
