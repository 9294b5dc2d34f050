"""The styles of a Word file: bold type, hidden text and numbers that paragraphs and runs inherit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kubecode.readers.word_numbering import integer, value

_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style says; None where it says nothing. ``number`` is a list, ``level`` its level."""

    is_bold: bool | None = None
    is_hidden: bool | None = None
    number: str | None = None
    level: int | None = None
    is_heading: bool = False


NO_STYLE = WordStyle()


@dataclass(slots=True)
class RunFormat:
    """What a run says of its type; None where its style decides."""

    style: str = ""
    is_bold: bool | None = None
    is_hidden: bool | None = None


@dataclass(slots=True)
class ParagraphFormat:
    """What a paragraph says of its style and number, and whether its end is removed."""

    style: str = ""
    number: str | None = None
    level: int | None = None
    is_end_removed: bool = False


def read_styles(styles: Element | None) -> dict[str, WordStyle]:
    """Return the styles by id, with what they inherit. The default style of paragraphs has the id ""."""
    if styles is None:
        return {}
    elements = {element.get("styleId", ""): element for element in styles.findall("style")}
    own = {key: (_own_style(element), value(element, "basedOn")) for key, element in elements.items()}
    made = {key: _inherited(key, own) for key in own}
    for key, element in elements.items():
        if element.get("type") == "paragraph" and is_on(element.get("default", "0")):
            made.setdefault("", made[key])
    return made


def _inherited(key: str, own: Mapping[str, tuple[WordStyle, str]]) -> WordStyle:
    style = NO_STYLE
    for _ in range(_MOST_PARENTS):
        if key not in own:
            break
        above, key = own[key]
        style = WordStyle(
            above.is_bold if style.is_bold is None else style.is_bold,
            above.is_hidden if style.is_hidden is None else style.is_hidden,
            above.number if style.number is None else style.number,
            above.level if style.level is None else style.level,
            above.is_heading or style.is_heading,
        )
    return style


def _own_style(element: Element) -> WordStyle:
    number, level = element.find("pPr/numPr/numId"), element.find("pPr/numPr/ilvl")
    bold, outline = _toggle(element.find("rPr/b")), element.find("pPr/outlineLvl")
    # A heading stands out as bold type does, whatever marks it.
    is_heading = outline is not None and outline.get("val", "9") != "9"
    return WordStyle(
        True if is_heading else bold,
        _toggle(element.find("rPr/vanish")),
        None if number is None else number.get("val", "0"),
        None if level is None else integer(level.get("val", "0"), 0),
        is_heading,
    )


def _toggle(element: Element | None) -> bool | None:
    return None if element is None else is_on(element.get("val", "1"))


def is_on(text: str) -> bool:
    """Return whether the value of a toggle is on."""
    return text not in {"0", "false", "off"}
