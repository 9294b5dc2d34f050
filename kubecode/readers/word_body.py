"""The body of a Word file, element by element (ECMA-376, part 1, sections 17.3, 17.4, 17.13 and 17.16).

Insertions, content controls, text boxes and the results of fields are text. Deletions, comments, notes,
pictures, hidden text, hints of what to type and the table of contents are left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from kubecode.readers.packages import EndOfElement, XmlAttributes
from kubecode.readers.text_flow import TextFlow
from kubecode.readers.word_numbering import WordNumbering, integer
from kubecode.readers.word_styles import NO_STYLE, ParagraphFormat, RunFormat, WordStyle, is_on

_COUNTED = {"commentReference": "comment", "footnoteReference": "footnote", "endnoteReference": "endnote"}
_REMOVED = {"del": "deletion", "moveFrom": "moved text"}
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_SHAPES = {"drawing": "picture", "pict": "picture", "object": "object"}
_IN_SHAPES = frozenset({"txbxContent", "AlternateContent", "Choice", "Fallback"})
_NO_TEXT = frozenset(
    "instrText delText delInstrText sectPr tblPr tblPrEx tblGrid rPrChange pPrChange tcPrChange trPrChange "
    "numberingChange tabs rt".split()
)
_CONTENTS = "Table of Contents"


@dataclass(slots=True)
class _Holder:
    """A cell, a row, a shape or a content control, as far as its properties are known."""

    span: int = 1
    is_removed: bool = False
    has_text: bool = False
    left_out: str | None = None


@dataclass(slots=True)
class WordBody:
    """Gives the text of a body to a flow."""

    flow: TextFlow
    numbering: WordNumbering
    styles: Mapping[str, WordStyle]
    has_body: bool = False
    _path: list[str] = field(default_factory=list)
    _ends: list[EndOfElement | None] = field(default_factory=list)
    _paragraph: ParagraphFormat = field(default_factory=ParagraphFormat)
    _run: RunFormat = field(default_factory=RunFormat)
    _cell: _Holder = field(default_factory=_Holder)
    _row: _Holder = field(default_factory=_Holder)
    _shape: _Holder | None = None
    _control: _Holder = field(default_factory=_Holder)
    _alternative: _Holder = field(default_factory=_Holder)
    _fields: list[bool] = field(default_factory=list)  # for each open field, whether its code is read
    _in_text: bool = False

    @property
    def tags(self) -> Container[str]:
        """The tags that mean something here."""
        return _TAGS

    def start(self, tag: str, attributes: XmlAttributes) -> bool:
        """Begin an element, and return whether to go into it."""
        if tag in _NO_TEXT:
            return False
        known = _STARTS.get(tag) if self._shape is None or tag in _IN_SHAPES else None
        end = None
        if known is not None:
            end = known(self, tag, attributes)
            if end is None:
                return False
        self._path.append(tag)
        self._ends.append(end)
        return True

    def end(self, _: str) -> None:
        """End an element."""
        self._path.pop()
        end = self._ends.pop()
        if end is not None:
            end()

    def text(self, text: str) -> None:
        """Take the text of a run."""
        if self._in_text:
            self._write(text.replace("\n", " "))

    @property
    def _parent(self) -> str:
        return self._path[-1] if self._path else ""

    def _begin_body(self, _: str, __: XmlAttributes) -> EndOfElement:
        self.has_body = True
        return _nothing

    # --- Paragraphs and runs

    def _begin_paragraph(self, _: str, __: XmlAttributes) -> EndOfElement:
        outer, self._paragraph = self._paragraph, ParagraphFormat()
        self.flow.begin_paragraph()

        def end() -> None:
            # A field whose code does not end with its paragraph is damaged: nothing more may vanish in it.
            self._fields = [is_code for is_code in self._fields if not is_code]
            removed = self._paragraph.is_end_removed
            label = "" if removed else self._number()
            style = self.styles.get(self._paragraph.style, NO_STYLE)
            self.flow.end_paragraph(label, is_heading=style.is_heading, is_joined=removed)
            self._paragraph = outer

        return end

    def _number(self) -> str:
        own = self._paragraph
        style = self.styles.get(own.style, NO_STYLE)
        number = style.number if own.number is None else own.number
        if number is None or number == "0":
            return ""
        level = own.level if own.level is not None else style.level
        if level is None:
            level = self.numbering.level_of_style(number, own.style)
        label = self.numbering.count(number, level)
        return label if self.flow.has_text else ""

    def _paragraph_property(self, tag: str, attributes: XmlAttributes) -> EndOfElement | None:
        given = attributes.get("val", "")
        if tag == "pStyle" and self._parent == "pPr":
            self._paragraph.style = given
        elif self._parent == "numPr" and tag == "numId":
            self._paragraph.number = given
        elif self._parent == "numPr" and tag == "ilvl":
            self._paragraph.level = integer(given, 0)
        return None

    def _begin_run(self, _: str, __: XmlAttributes) -> EndOfElement:
        return self._end_run

    def _end_run(self) -> None:
        self._run = RunFormat()

    def _run_property(self, tag: str, attributes: XmlAttributes) -> EndOfElement | None:
        given = attributes.get("val", "1")
        if self._path[-2:] == ["r", "rPr"]:
            if tag == "rStyle":
                self._run.style = given
            elif tag == "b":
                self._run.is_bold = is_on(given)
            else:
                self._run.is_hidden = is_on(given)
        return None

    def _begin_text(self, _: str, __: XmlAttributes) -> EndOfElement:
        self._in_text = True
        return self._end_text

    def _end_text(self) -> None:
        self._in_text = False

    def _character(self, tag: str, _: XmlAttributes) -> EndOfElement | None:
        self._write(_CHARACTERS[tag])
        return None

    def _write(self, text: str) -> None:
        if True in self._fields:
            return
        run, of_run = self._run, self.styles.get(self._run.style, NO_STYLE)
        if of_run.is_hidden if run.is_hidden is None else run.is_hidden:
            if text.strip():
                self.flow.leave_out("hidden text")
            return
        bold = run.is_bold
        if bold is None:
            # A bold style of characters on a bold style of paragraphs is light (section 17.7.3).
            bold = bool(of_run.is_bold) != bool(self.styles.get(self._paragraph.style, NO_STYLE).is_bold)
        self.flow.write(text, is_bold=bold)

    def _field_mark(self, _: str, attributes: XmlAttributes) -> EndOfElement | None:
        kind = attributes.get("fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()
        return None

    # --- What is left out

    def _counted(self, tag: str, _: XmlAttributes) -> EndOfElement | None:
        self.flow.left_out[_COUNTED[tag]] += 1
        return None

    def _removed(self, tag: str, _: XmlAttributes) -> EndOfElement | None:
        if self._parent == "trPr":
            self._row.is_removed = True
        elif self._parent == "rPr":
            self._paragraph.is_end_removed = self._path[-2:] == ["pPr", "rPr"]
        else:
            self.flow.leave_out(_REMOVED[tag])
        return None

    def _removed_cell(self, _: str, __: XmlAttributes) -> EndOfElement | None:
        self._cell.is_removed = True
        return None

    # --- Tables

    def _begin_table(self, _: str, __: XmlAttributes) -> EndOfElement:
        outer, self._row = self._row, _Holder()
        self.flow.begin_table()

        def end() -> None:
            self._row = outer
            self.flow.end_table()

        return end

    def _begin_row(self, _: str, __: XmlAttributes) -> EndOfElement:
        self._row = _Holder()
        self.flow.begin_row()
        return self._end_row

    def _end_row(self) -> None:
        if self._row.is_removed:
            self.flow.leave_out("deletion")
        self.flow.end_row(is_left_out=self._row.is_removed)

    def _begin_cell(self, _: str, __: XmlAttributes) -> EndOfElement:
        outer, self._cell = self._cell, _Holder()
        self.flow.begin_cell()

        def end() -> None:
            if self._cell.is_removed:
                self.flow.leave_out("deletion")
            self.flow.end_cell(self._cell.span, is_left_out=self._cell.is_removed)
            self._cell = outer

        return end

    def _span(self, _: str, attributes: XmlAttributes) -> EndOfElement | None:
        self._cell.span = integer(attributes.get("val", ""), 1)
        return None

    # --- Shapes, alternatives and content controls

    def _begin_shape(self, tag: str, _: XmlAttributes) -> EndOfElement:
        shape = self._shape = _Holder()

        def end() -> None:
            self._shape = None
            if not shape.has_text:
                self.flow.left_out[_SHAPES[tag]] += 1

        return end

    def _begin_box(self, _: str, __: XmlAttributes) -> EndOfElement:
        shape, run, paragraph = self._shape, self._run, self._paragraph
        if shape:
            shape.has_text = True
        self._shape, self._run = None, RunFormat()
        self.flow.begin_box()

        def end() -> None:
            self.flow.end_box()
            self._shape, self._run, self._paragraph = shape, run, paragraph

        return end

    def _begin_alternatives(self, _: str, __: XmlAttributes) -> EndOfElement:
        outer, self._alternative = self._alternative, _Holder()

        def end() -> None:
            self._alternative = outer

        return end

    def _begin_alternative(self, _: str, __: XmlAttributes) -> EndOfElement | None:
        # The same content comes again, for old programs.
        if self._alternative.has_text:
            return None
        self._alternative.has_text = True
        return _nothing

    def _begin_control(self, _: str, __: XmlAttributes) -> EndOfElement:
        outer, self._control = self._control, _Holder()

        def end() -> None:
            self._control = outer

        return end

    def _control_property(self, tag: str, attributes: XmlAttributes) -> EndOfElement | None:
        if tag == "showingPlcHdr" and is_on(attributes.get("val", "1")):
            self._control.left_out = "placeholder"
        elif attributes.get("val") == _CONTENTS:
            self._control.left_out = "table of contents"
        return None

    def _begin_control_content(self, _: str, __: XmlAttributes) -> EndOfElement | None:
        if self._control.left_out:
            self.flow.left_out[self._control.left_out] += 1
            return None
        return _nothing


def _nothing() -> None:
    """End an element of which nothing remains to be done."""


_STARTS: Mapping[str, Callable[[WordBody, str, XmlAttributes], EndOfElement | None]] = {
    "body": WordBody._begin_body,
    "p": WordBody._begin_paragraph,
    "r": WordBody._begin_run,
    "t": WordBody._begin_text,
    "fldChar": WordBody._field_mark,
    "tbl": WordBody._begin_table,
    "tr": WordBody._begin_row,
    "tc": WordBody._begin_cell,
    "gridSpan": WordBody._span,
    "cellDel": WordBody._removed_cell,
    "txbxContent": WordBody._begin_box,
    "AlternateContent": WordBody._begin_alternatives,
    "Choice": WordBody._begin_alternative,
    "Fallback": WordBody._begin_alternative,
    "sdt": WordBody._begin_control,
    "sdtContent": WordBody._begin_control_content,
    **dict.fromkeys(("showingPlcHdr", "docPartGallery"), WordBody._control_property),
    **dict.fromkeys(("pStyle", "numId", "ilvl"), WordBody._paragraph_property),
    **dict.fromkeys(("b", "vanish", "rStyle"), WordBody._run_property),
    **dict.fromkeys(_CHARACTERS, WordBody._character),
    **dict.fromkeys(_COUNTED, WordBody._counted),
    **dict.fromkeys(_REMOVED, WordBody._removed),
    **dict.fromkeys(_SHAPES, WordBody._begin_shape),
}
"""Tag → what begins with it; without a result the element is left out."""
_TAGS = frozenset(_STARTS) | _NO_TEXT | {"pPr", "rPr", "numPr", "trPr"}
