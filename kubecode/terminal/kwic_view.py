"""Keyword in context: the hits under each other, their contexts cut where the terminal ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group
from rich.text import Text

from kubecode.model import case_key
from kubecode.synthesiser.kwic import KwicLine
from kubecode.terminal.palette import EVIDENCE, HINT
from kubecode.terminal.rich_text import one_line, visible
from kubecode.wording import Lang, say

_NARROWEST_CONTEXT = 16
_WIDEST_PLACE, _WIDEST_HIT = 26, 24
_CUT = "…"


def kwic_view(lines: Sequence[KwicLine], sought: str, lang: Lang, width: int) -> Group:
    """Return the hits with as much of their context as fits the width; all of it stands in files and JSON."""
    if not lines:
        return Group(Text(say("kwic.none", lang, visible(sought))))
    return Group(*_aligned(lines, width), Text(), Text(_summary(lines, sought, lang)))


def _aligned(lines: Sequence[KwicLine], width: int) -> Iterator[Text]:
    """Yield a line a hit: left context, [hit], right context, document and line, informant, case."""
    places = [_places(line) for line in lines]
    hits = [f"[{visible(line.hit)}]" for line in lines]
    hit_room = min(_WIDEST_HIT, width // 3, _widest(hits))
    rooms = [min(_WIDEST_PLACE, _widest(column)) for column in zip(*places, strict=True)]
    # Where the terminal is narrow the case gives way, then the informant.
    while len(rooms) > 1 and _side(width, hit_room, rooms) < _NARROWEST_CONTEXT:
        rooms.pop()
    side = max(1, _side(width, hit_room, rooms))
    for line, hit, place in zip(lines, hits, places, strict=True):
        text = Text(_ending(one_line(line.left), side), no_wrap=True, overflow="crop")
        shown = _beginning(hit, hit_room).rstrip()
        text.append(shown, EVIDENCE)
        text.append(_beginning(one_line(line.right), hit_room + side - cell_len(shown)))
        for one, room in zip(place, rooms, strict=False):
            text.append(" ").append(_beginning(one, room), HINT)
        yield text


def _places(line: KwicLine) -> tuple[str, str, str]:
    stem = line.document.rsplit(".", 1)[0]
    return visible(f"{stem}:{line.line}"), visible(line.informant or "–"), _short(line.case)


def _short(case: str) -> str:
    """Return a case without the word with which the names of all groups begin: ``Cempaka``."""
    words = visible(case).split()
    return " ".join(words[-len(case_key(case).split()) :])


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts))


def _side(width: int, hit: int, rooms: Iterable[int]) -> int:
    """Return the room for the context on one side."""
    return (width - hit - sum(room + 1 for room in rooms)) // 2


def _beginning(text: str, room: int) -> str:
    """Return a text, or its beginning, in just so many columns of the terminal."""
    return set_cell_size(text, room) if cell_len(text) <= room else set_cell_size(text, room - 1) + _CUT


def _ending(text: str, room: int) -> str:
    """Return a text, or its end, in just so many columns of the terminal."""
    return _beginning(text[::-1], room)[::-1]


def _summary(lines: Sequence[KwicLine], sought: str, lang: Lang) -> str:
    documents = {line.document for line in lines}
    informants = {(case_key(line.case), line.informant) for line in lines if line.informant}
    return say("kwic.summary", lang, visible(sought), len(lines), len(documents), len(informants))
