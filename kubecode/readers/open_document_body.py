"""An OpenDocument text, element by element (OpenDocument 1.3, part 3, chapters 5, 6, 7, 9 and 10).

Insertions, text boxes and the results of fields are text. Deletions, comments, notes, running heads,
pictures, hidden text, hints of what to type and the table of contents are left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from kubecode.readers.open_document_styles import ListNumbers, OpenDocumentStyles
from kubecode.readers.packages import EndOfElement, XmlAttributes
from kubecode.readers.text_flow import TextFlow
from kubecode.readers.word_numbering import integer

_COUNTED = {
    "annotation": "comment",
    "hidden-text": "hidden text",
    "hidden-paragraph": "hidden text",
    "placeholder": "placeholder",
    "table-of-content": "table of contents",
    "deletion": "deletion",
}
_NO_TEXT = frozenset(
    "annotation-end insertion format-change sequence-decls variable-decls user-field-decls forms ruby-text "
    "title desc number meta scripts settings font-face-decls event-listeners shapes".split()
)
_HEADS = frozenset("header footer header-left footer-left header-first footer-first".split())
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 20


@dataclass(slots=True)
class _PictureFrame:
    """A frame, whose content may be a text box."""

    noun: str | None = None
    has_text: bool = False


@dataclass(slots=True)
class OpenDocumentBody:
    """Gives the text of a document to a flow.

    ``is_common`` is true while the styles of a package are read: those without a name there are for running
    heads only.
    """

    flow: TextFlow
    styles: OpenDocumentStyles
    numbers: ListNumbers
    is_common: bool = False
    has_body: bool = False
    _ends: list[EndOfElement | None] = field(default_factory=list)
    _is_body_begun: bool = False
    _in_paragraph: bool = False
    _is_bold: bool = False
    _is_hidden: bool = False
    _after_blank: bool = True
    _frame: _PictureFrame | None = None
    _has_head: bool | None = None
    _covered: int = 0  # cells to come that the last one covers

    @property
    def tags(self) -> Container[str]:
        """The tags that mean something here."""
        return _TAGS

    def start(self, tag: str, attributes: XmlAttributes) -> bool:
        """Begin an element, and return whether to go into it."""
        if tag in _NO_TEXT or (tag == "automatic-styles" and self.is_common):
            return False
        known = _STARTS.get(tag)
        end = None
        if known is not None:
            end = known(self, tag, attributes)
            if end is None:
                return False
        self._ends.append(end)
        return True

    def end(self, _: str) -> None:
        """End an element."""
        end = self._ends.pop()
        if end is not None:
            end()

    def text(self, text: str) -> None:
        """Take text, in which a run of white space is one blank (section 6.1.2)."""
        if self._has_head is not None:
            self._has_head = self._has_head or bool(text.strip())
        elif self._in_paragraph:
            text = _BLANKS.sub(" ", text)
            if self._after_blank and text[:1] == " ":
                text = text[1:]
            self._after_blank = text[-1:] == " " if text else self._after_blank
            self._write(text)

    def _write(self, text: str) -> None:
        if self._is_hidden:
            if text.strip():
                self.flow.leave_out("hidden text")
        else:
            self.flow.write(text, is_bold=self._is_bold)

    # --- Styles and running heads

    def _begin_style(self, tag: str, attributes: XmlAttributes) -> EndOfElement:
        self.styles.begin_style(tag, attributes)
        return _nothing

    def _style_properties(self, tag: str, attributes: XmlAttributes) -> EndOfElement | None:
        self.styles.properties(tag, attributes)
        return None

    def _begin_list_style(self, tag: str, attributes: XmlAttributes) -> EndOfElement:
        self.styles.begin_list(tag, attributes)
        return _nothing

    def _list_level(self, tag: str, attributes: XmlAttributes) -> EndOfElement | None:
        self.styles.level(tag, attributes)
        return None

    def _begin_head(self, _: str, __: XmlAttributes) -> EndOfElement | None:
        self._has_head = False
        return self._end_head

    def _end_head(self) -> None:
        self.flow.left_out["running head"] += bool(self._has_head)
        self._has_head = None

    # --- Paragraphs

    def _begin_body(self, _: str, __: XmlAttributes) -> EndOfElement:
        self._is_body_begun = True
        return _nothing

    def _begin_text(self, _: str, __: XmlAttributes) -> EndOfElement:
        # Formats of dates have elements of this name too, above the body.
        self.has_body = self._is_body_begun
        return _nothing

    def _begin_paragraph(self, tag: str, attributes: XmlAttributes) -> EndOfElement:
        if not self.has_body or self._has_head is not None:
            return _nothing
        outer = self._in_paragraph, self._is_bold, self._is_hidden, self._after_blank
        style = attributes.get("style-name", "")
        self._in_paragraph, self._after_blank = True, True
        # A heading stands out as bold type does, whatever marks it.
        self._is_bold = tag == "h" or bool(self.styles.is_bold("paragraph", style))
        self._is_hidden = self.styles.is_hidden("paragraph", style)
        label = self.numbers.label()
        if tag == "h" and not label and attributes.get("is-list-header") != "true":
            label = self.numbers.heading_label(integer(attributes.get("outline-level", ""), 1))
        self.flow.begin_paragraph()

        def end() -> None:
            self.flow.end_paragraph(label if self.flow.has_text else "", is_heading=tag == "h")
            self._in_paragraph, self._is_bold, self._is_hidden, self._after_blank = outer

        return end

    def _begin_span(self, _: str, attributes: XmlAttributes) -> EndOfElement:
        outer = self._is_bold, self._is_hidden
        style = attributes.get("style-name", "")
        bold = self.styles.is_bold("text", style)
        self._is_bold = self._is_bold if bold is None else bold
        self._is_hidden = self._is_hidden or self.styles.is_hidden("text", style)

        def end() -> None:
            self._is_bold, self._is_hidden = outer

        return end

    def _character(self, tag: str, attributes: XmlAttributes) -> EndOfElement | None:
        if self._in_paragraph and self._has_head is None:
            count = min(integer(attributes.get("c", ""), 1), _MOST_BLANKS)
            self._write({"s": " " * count, "tab": "\t"}.get(tag, "\n"))
            self._after_blank = False
        return None

    def _begin_section(self, _: str, attributes: XmlAttributes) -> EndOfElement | None:
        if attributes.get("display") == "none":
            self.flow.leave_out("hidden text")
            return None
        return _nothing

    # --- Lists

    def _begin_list(self, _: str, attributes: XmlAttributes) -> EndOfElement:
        if not self.has_body or self._has_head is not None:
            return _nothing
        self.numbers.begin_list(attributes)
        return self.numbers.end_list

    def _begin_item(self, _: str, attributes: XmlAttributes) -> EndOfElement:
        self.numbers.begin_item(attributes)
        return _nothing

    def _begin_numbered_paragraph(self, _: str, attributes: XmlAttributes) -> EndOfElement:
        self.numbers.begin_list(attributes)
        self.numbers.begin_item(attributes)
        return self.numbers.end_list

    # --- What is left out

    def _counted(self, tag: str, _: XmlAttributes) -> EndOfElement | None:
        self.flow.left_out[_COUNTED[tag]] += 1
        return None

    def _note(self, _: str, attributes: XmlAttributes) -> EndOfElement | None:
        self.flow.left_out["endnote" if attributes.get("note-class") == "endnote" else "footnote"] += 1
        return None

    # --- Frames and boxes

    def _begin_frame(self, _: str, __: XmlAttributes) -> EndOfElement:
        outer, frame = self._frame, _PictureFrame()
        self._frame = frame

        def end() -> None:
            self._frame = outer
            if frame.noun and not frame.has_text and self._has_head is None:
                self.flow.left_out[frame.noun] += 1

        return end

    def _content_of_frame(self, tag: str, _: XmlAttributes) -> EndOfElement | None:
        # A frame has a picture of its object for programs that cannot show it.
        noun = "picture" if tag == "image" else "object"
        if self._frame is None:
            self.flow.left_out[noun] += 1
        else:
            self._frame.noun = self._frame.noun or noun
        return None

    def _begin_box(self, _: str, __: XmlAttributes) -> EndOfElement:
        if not self.has_body or self._has_head is not None:
            return _nothing
        frame, numbers = self._frame, self.numbers.set_aside()
        if frame:
            frame.has_text = True
        outer = self._in_paragraph, self._is_bold, self._is_hidden, self._after_blank
        self._frame, self._in_paragraph = None, False
        self.flow.begin_box()

        def end() -> None:
            self.flow.end_box()
            self._frame = frame
            self._in_paragraph, self._is_bold, self._is_hidden, self._after_blank = outer
            self.numbers.take_up(numbers)

        return end

    # --- Tables

    def _begin_table(self, _: str, __: XmlAttributes) -> EndOfElement:
        if not self.has_body or self._has_head is not None:
            return _nothing
        self.flow.begin_table()
        return self.flow.end_table

    def _begin_row(self, _: str, __: XmlAttributes) -> EndOfElement:
        self._covered = 0
        self.flow.begin_row()
        return self.flow.end_row

    def _begin_cell(self, _: str, attributes: XmlAttributes) -> EndOfElement:
        self.flow.begin_cell()
        numbers = self.numbers.set_aside()
        span = integer(attributes.get("number-columns-spanned", ""), 1)

        def end() -> None:
            self._covered = span - 1
            self.flow.end_cell(span)
            self.numbers.take_up(numbers)

        return end

    def _covered_cell(self, _: str, attributes: XmlAttributes) -> EndOfElement | None:
        """Leave out a cell beside a merged one, and give an empty one below it."""
        repeated = integer(attributes.get("number-columns-repeated", ""), 1)
        below = max(0, repeated - self._covered)
        self._covered = max(0, self._covered - repeated)
        if below:
            self.flow.begin_cell()
            self.flow.end_cell(below)
        return None


def _nothing() -> None:
    """End an element of which nothing remains to be done."""


_STARTS: Mapping[str, Callable[[OpenDocumentBody, str, XmlAttributes], EndOfElement | None]] = {
    "body": OpenDocumentBody._begin_body,
    "text": OpenDocumentBody._begin_text,
    "section": OpenDocumentBody._begin_section,
    "span": OpenDocumentBody._begin_span,
    "a": OpenDocumentBody._begin_span,
    "list-item": OpenDocumentBody._begin_item,
    "list": OpenDocumentBody._begin_list,
    "numbered-paragraph": OpenDocumentBody._begin_numbered_paragraph,
    "note": OpenDocumentBody._note,
    "frame": OpenDocumentBody._begin_frame,
    "table": OpenDocumentBody._begin_table,
    "table-row": OpenDocumentBody._begin_row,
    "table-cell": OpenDocumentBody._begin_cell,
    "covered-table-cell": OpenDocumentBody._covered_cell,
    "text-properties": OpenDocumentBody._style_properties,
    **dict.fromkeys(("p", "h"), OpenDocumentBody._begin_paragraph),
    **dict.fromkeys(("s", "tab", "line-break"), OpenDocumentBody._character),
    **dict.fromkeys(("style", "default-style"), OpenDocumentBody._begin_style),
    **dict.fromkeys(("list-style", "outline-style"), OpenDocumentBody._begin_list_style),
    **dict.fromkeys(
        (
            "list-level-style-number",
            "list-level-style-bullet",
            "list-level-style-image",
            "outline-level-style",
        ),
        OpenDocumentBody._list_level,
    ),
    **dict.fromkeys(("image", "object", "object-ole", "plugin"), OpenDocumentBody._content_of_frame),
    **dict.fromkeys(("text-box", "custom-shape", "rect", "ellipse", "caption"), OpenDocumentBody._begin_box),
    **dict.fromkeys(_HEADS, OpenDocumentBody._begin_head),
    **dict.fromkeys(_COUNTED, OpenDocumentBody._counted),
}
"""Tag → what begins with it; without a result the element is left out."""
_TAGS = frozenset(_STARTS) | _NO_TEXT | {"automatic-styles"}
