"""Word files, made from the Markdown of the report, so that both have the same contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from kubecode.wording import Lang, say
from kubecode.writers.content import Content
from kubecode.writers.fixed_zip import without_clock
from kubecode.writers.markdown import table_lines
from kubecode.writers.markdown_text import escape_markdown
from kubecode.writers.tables import page_parts
from kubecode.writers.word_page import (
    CAPTION,
    QUOTE,
    TABLE_NOTE,
    add_field,
    add_paragraph,
    new_document,
    set_orientation,
    text_width,
)
from kubecode.writers.word_table import add_table, is_wide

_READER = MarkdownIt("commonmark").enable("table")
_NUMBERED = re.compile(r"(\w+) (\d+)(?=\. )")
_LOWEST_HEADING, _DEEPEST_LIST = 3, 3
_INTRODUCED = frozenset({"blockquote", "bullet_list", "ordered_list"})
_BREAK = re.compile(r"<br ?/?>")


def docx_bytes(content: Content) -> bytes:
    """Return tables as a Word document, each with its caption and its note, if it has one."""
    blocks = []
    parts = (part for table in content.tables if table.rows for part in page_parts(table))
    for number, table in enumerate(parts, 1):
        caption = say("report.caption", content.lang, number, table.title)
        blocks.append(f"{escape_markdown(caption)}\n\n{table_lines(table)}")
    return word_bytes("\n\n".join(blocks), content.lang)


def word_bytes(markdown: str, lang: Lang) -> bytes:
    """Return Markdown as a Word document. The same text gives the same bytes.

    ``#`` is its title, ``##`` a heading of level 1, ``>`` a quote. A paragraph ``Tabel 1. …`` above a table
    becomes its caption, numbered by Word, and a paragraph directly below it its note. A part with a table too
    wide for a portrait page is in landscape. HTML other than ``<br>`` is shown as text.
    """
    blocks = Node(_READER.parse(markdown)).children
    title = next((_plain(block) for block in blocks if block.tag == "h1"), "")
    document = new_document(title, lang)
    portrait_width = text_width(document.sections[0])
    for part in _parts(blocks):
        tables = (_texts(block) for block in part if block.type == "table")
        set_orientation(document, landscape=any(is_wide(texts, portrait_width) for texts in tables))
        for before, block in pairwise([None, *part]):
            if block is not None:
                _write_block(document, block, before)
    saved = BytesIO()
    document.save(saved)
    return without_clock(saved)


def _parts(blocks: Iterable[Node]) -> Iterator[list[Node]]:
    """Yield the parts of a document: a heading with the blocks below it."""
    part: list[Node] = []
    for block in blocks:
        if block.type == "heading" and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _write_block(document: WordDocument, block: Node, before: Node | None) -> None:
    is_below_table = before is not None and before.type == "table"
    match block.type:
        case "heading":
            order = int(block.tag[1:]) - 1
            style = f"Heading {min(order, _LOWEST_HEADING)}" if order else "Title"
            _write(add_paragraph(document, style), block)
        case "paragraph":
            after = block.next_sibling.type if block.next_sibling else ""
            if after == "table":
                _write_caption(add_paragraph(document, CAPTION), block)
            else:
                paragraph = add_paragraph(document, TABLE_NOTE if is_below_table else "Normal")
                paragraph.paragraph_format.keep_with_next = after in _INTRODUCED or None
                _write(paragraph, block)
        case "blockquote":
            for child in block.children:
                _write(add_paragraph(document, QUOTE), child)
        case "bullet_list" | "ordered_list":
            _write_list(document, block, 1)
        case "table":
            if is_below_table:  # Word would join the two tables
                add_paragraph(document, TABLE_NOTE)
            _write_table(document, block)
        case "fence" | "code_block" | "html_block":
            add_paragraph(document, "Normal").add_run(block.content.strip("\n"))


def _write_list(document: WordDocument, block: Node, depth: int) -> None:
    kind = "List Number" if block.type == "ordered_list" else "List Bullet"
    style = kind if depth == 1 else f"{kind} {min(depth, _DEEPEST_LIST)}"
    number = _new_numbering(document, style, int(block.attrs.get("start", 1))) if "Number" in kind else None
    for item in block.children:
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                _write_list(document, child, depth + 1)
                continue
            paragraph = add_paragraph(document, style)
            if number is not None:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            _write(paragraph, child)


def _new_numbering(document: WordDocument, style: str, start: int) -> int:
    """Return the id of a new numbering; without it a list continues the numbers of the list before."""
    numbering = document.part.numbering_part.element
    shared = document.styles[style].element.pPr.numPr.numId.val
    kind = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == shared)
    added = numbering.add_num(kind)
    added.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(added.numId)


def _write_table(document: WordDocument, block: Node) -> None:
    cells = [list(row.children) for part in block.children for row in part.children]

    def write(paragraph: Paragraph, row: int, column: int) -> None:
        _write(paragraph, cells[row][column], bold=row == 0)

    add_table(document, _texts(block), write, text_width(document.sections[-1]))


def _texts(table: Node) -> list[list[str]]:
    return [[_plain(cell) for cell in row.children] for part in table.children for row in part.children]


def _write_caption(paragraph: Paragraph, block: Node) -> None:
    """Write ``Tabel 1. …`` with a number that Word updates, and any other paragraph as it is."""
    first, *others = block.children[0].children
    numbered = _NUMBERED.match(first.content) if first.type == "text" else None
    if not numbered:
        _write(paragraph, block)
        return
    paragraph.add_run(f"{numbered[1]} ")
    add_field(paragraph, f" SEQ {numbered[1]} \\* ARABIC ", numbered[2])
    paragraph.add_run(first.content[numbered.end() :])
    for other in others:
        _write(paragraph, other)


def _write(paragraph: Paragraph, node: Node, *, bold: bool = False, italic: bool = False) -> None:
    """Write the inline contents of a block into a paragraph."""
    match node.type:
        case "text" | "code_inline" | "image" | "fence" | "code_block" | "html_block":
            run = paragraph.add_run(node.content)
            run.bold, run.italic = bold or None, italic or None
        case "softbreak":
            paragraph.add_run(" ")
        case "hardbreak":
            paragraph.add_run().add_break()
        case "html_inline":
            if _BREAK.fullmatch(node.content):
                paragraph.add_run().add_break()
            else:
                paragraph.add_run(node.content)
        case kind:
            for child in node.children:
                _write(paragraph, child, bold=bold or kind == "strong", italic=italic or kind == "em")
            if kind == "link" and node.attrs["href"] != _plain(node):
                paragraph.add_run(f" ({node.attrs['href']})")


def _plain(node: Node) -> str:
    """Return the text of a node without markup."""
    if node.type in {"softbreak", "hardbreak"} or _BREAK.fullmatch(node.content):
        return "\n"
    if node.type != "inline" and not node.children:
        return node.content
    return "".join(_plain(child) for child in node.children)
