"""The layout of a Word document as a journal manuscript: styles, page, footer and language."""

from __future__ import annotations

from collections.abc import Mapping

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from kubecode.wording import Lang

TABLE_TEXT, TABLE_NOTE, CAPTION, QUOTE = "Table Text", "Table Note", "Caption", "Quote"

_FONT = "Times New Roman"
_LANGUAGES: Mapping[Lang, str] = {"id": "id-ID", "en": "en-GB"}
_SHORT, _LONG, _MARGIN = Cm(21.0), Cm(29.7), Cm(2.5)
SIZES = {
    "Normal": (11, 0, 6),
    "Title": (16, 0, 12),
    "Heading 1": (14, 18, 6),
    "Heading 2": (12, 14, 4),
    "Heading 3": (11, 10, 3),
    QUOTE: (10.5, 0, 4),
    CAPTION: (10, 10, 4),
    TABLE_TEXT: (8.5, 0, 0),
    TABLE_NOTE: (8.5, 3, 10),
    "Footer": (9, 0, 0),
}
"""Size, space before and space after of each style, in points."""


def new_document(title: str, lang: Lang) -> WordDocument:
    """Return an empty A4 document with styles, page numbers, language and title, but without dates."""
    document = Document()
    for name in (TABLE_TEXT, TABLE_NOTE):
        added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = document.styles["Normal"]
    for name, sizes in SIZES.items():
        _set_style(document.styles[name], *sizes)
    _set_quotes(document)
    _set_language(document, lang)
    _set_properties(document, title, lang)
    set_page(document.sections[0], landscape=False)
    _number_pages(document.sections[0].footer.paragraphs[0])
    return document


def text_width(section: Section) -> int:
    """Return the width of the text of a section in English Metric Units (EMU)."""
    return int((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def set_orientation(document: WordDocument, *, landscape: bool) -> None:
    """Continue in portrait or landscape; a change begins a new page unless the document is empty."""
    is_landscape = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if is_landscape != landscape:
        is_empty = not document.paragraphs and not document.tables
        section = document.sections[-1] if is_empty else document.add_section(WD_SECTION.NEW_PAGE)
        set_page(section, landscape=landscape)


def set_page(section: Section, *, landscape: bool) -> None:
    """Set the pages of a section to A4 with equal margins on all sides."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def add_paragraph(document: WordDocument, style: str) -> Paragraph:
    """Add an empty paragraph in a style."""
    paragraph = document.add_paragraph()
    set_style(paragraph, style)
    return paragraph


def set_style(paragraph: Paragraph, style: str) -> None:
    """Set the style of a paragraph by id; looking it up by name takes longer than writing the paragraph."""
    paragraph._p.style = style.replace(" ", "")


def add_field(paragraph: Paragraph, instruction: str, text: str) -> None:
    """Add a field that Word computes, with the text to show until then."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run(text)
    field.append(run._r)
    paragraph._p.append(field)


def _set_style(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    """Set size, spacing, black colour and font; the font themes of the default template are removed."""
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0 if size < 11 else 1.15
    if style.name == "Title":
        style.font.bold = True
        for properties, name in ((style.element.pPr, "pBdr"), (style.element.rPr, "spacing")):
            for ornament in properties.findall(qn(f"w:{name}")):
                properties.remove(ornament)


def _set_quotes(document: WordDocument) -> None:
    quote, caption = document.styles[QUOTE], document.styles[CAPTION]
    quote.font.italic = caption.font.bold = False
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(1.0)
    quote.paragraph_format.keep_together = caption.paragraph_format.keep_with_next = True


def _set_language(document: WordDocument, lang: Lang) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGES[lang])
        language.set(qn("w:eastAsia"), _LANGUAGES[lang])


def _set_properties(document: WordDocument, title: str, lang: Lang) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "kubecode", ""
    properties.language = _LANGUAGES[lang]
    for clock in ("created", "modified"):
        for element in properties._element.findall(qn(f"dcterms:{clock}")):
            properties._element.remove(element)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(paragraph, "PAGE", "1")
