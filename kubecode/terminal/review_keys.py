"""The keys of the review: one table for the screen, the plain review and the help page of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from kubecode.model import Presence, Valence
from kubecode.study.review import Judgement, ReviewAction
from kubecode.valences import VALENCES
from kubecode.wording import Lang, say


class Command(Enum):
    """What a key does besides an answer: move, search, show."""

    PRESENCE = auto()
    FOCUS = auto()
    NEXT = auto()
    PREVIOUS = auto()
    NEXT_OPEN = auto()
    PREVIOUS_OPEN = auto()
    NEXT_SEGMENT = auto()
    PREVIOUS_SEGMENT = auto()
    FILTER = auto()
    ORDER = auto()
    SEARCH = auto()
    REASON = auto()
    STATS = auto()
    HELP = auto()
    REPEAT = auto()
    SCROLL_UP = auto()
    SCROLL_DOWN = auto()


KeyCommand = ReviewAction | Valence | Command


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """A key of the review.

    ``words`` are what the plain review accepts for it, ``names`` the further keys of the screen, both
    separated by blanks. ``help`` names its text on the help page; keys with the same text share a line. After
    a key that ``takes_line`` the plain review takes the rest of the line as the answer to its prompt:
    ``g kohesi``.
    """

    key: str
    command: KeyCommand
    words: str = ""
    help: str = ""
    names: str = ""
    needs_item: bool = False
    takes_line: bool = False
    mode: Literal["both", "screen", "plain"] = "both"


REVIEW_KEYS = (
    ReviewKey("y", ReviewAction.ACCEPT, "ya iya yes betul terima", "accept", needs_item=True),
    ReviewKey(
        "n",
        ReviewAction.REJECT,
        "nggak ngga enggak ga gak tidak tdk bukan tolak no",
        "reject",
        needs_item=True,
    ),
    ReviewKey(" ", ReviewAction.SKIP, "lewat lewati skip spasi nanti", "skip", needs_item=True),
    ReviewKey(
        "d", ReviewAction.DISCUSS, "diskusi diskusikan discuss", "discuss", needs_item=True, takes_line=True
    ),
    *(
        ReviewKey(
            row.key,
            valence,
            f"{row.near_key} {say(valence, 'id')} {say(valence, 'en')}",
            "valence",
            needs_item=True,
        )
        for valence, row in VALENCES.items()
        if valence
    ),
    ReviewKey("x", Command.PRESENCE, "kehadiran presence", "presence", needs_item=True),
    # The plain review takes any number.
    ReviewKey("1-9", Command.FOCUS, "", "focus", names="1 2 3 4 5 6 7 8 9"),
    ReviewKey("g", ReviewAction.RECODE, "ganti recode", "recode", needs_item=True, takes_line=True),
    ReviewKey("t", ReviewAction.ADD, "tambah add", "add", needs_item=True, takes_line=True),
    ReviewKey("e", ReviewAction.SPAN, "rentang span", "span", needs_item=True, takes_line=True),
    ReviewKey("m", ReviewAction.MEMO, "memo", "memo", needs_item=True, takes_line=True),
    ReviewKey("b", ReviewAction.EXEMPLAR, "bintang star", "exemplar", needs_item=True),
    ReviewKey("u", ReviewAction.UNDO, "urung urungkan undo", "undo"),
    ReviewKey("U", ReviewAction.REDO, "ulang ulangi redo", "undo"),
    ReviewKey("j", Command.NEXT, "berikut next", "next"),
    ReviewKey("k", Command.PREVIOUS, "sebelum previous", "next"),
    ReviewKey("J", Command.NEXT_OPEN, "", "next_open"),
    ReviewKey("K", Command.PREVIOUS_OPEN, "", "next_open"),
    ReviewKey("l", Command.NEXT_SEGMENT, "kanan right", "next_segment", names="right"),
    ReviewKey("h", Command.PREVIOUS_SEGMENT, "kiri left", "next_segment", names="left"),
    ReviewKey("f", Command.FILTER, "saring filter", "filter", takes_line=True),
    ReviewKey("o", Command.ORDER, "urut order", "order"),
    ReviewKey("/", Command.SEARCH, "cari search", "search", takes_line=True),
    ReviewKey("A", ReviewAction.MASS, "massal mass", "mass"),
    ReviewKey("w", Command.REASON, "alasan why", "reason", needs_item=True),
    ReviewKey("s", Command.STATS, "statistik statistics", "stats"),
    ReviewKey("q", ReviewAction.QUIT, "keluar selesai quit", "quit", names="ctrl+c ctrl+q"),
    ReviewKey("?", Command.HELP, "bantuan help", names="f1"),
    ReviewKey("\n", Command.REPEAT, mode="plain"),
    ReviewKey("up", Command.SCROLL_UP, mode="screen"),
    ReviewKey("down", Command.SCROLL_DOWN, mode="screen"),
)
PLAIN_KEYS = {row.key: row for row in REVIEW_KEYS if row.mode != "screen" and len(row.key) == 1}
SCREEN_KEYS = {
    name: row for row in REVIEW_KEYS if row.mode != "plain" for name in (row.key, *row.names.split())
}
WHOLE_ANSWERS = (
    ReviewAction.ACCEPT,
    ReviewAction.REJECT,
    ReviewAction.SKIP,
    ReviewAction.EXEMPLAR,
    ReviewAction.UNDO,
    ReviewAction.REDO,
)
"""Actions that need nothing but their key."""
_COLUMN = 8
"""Width of the keys on the help page."""


def changed_judgement(judgement: Judgement, valence: Valence | None) -> Judgement:
    """Return a judgement with another valence; without one, with the next presence."""
    if valence is not None:
        return Judgement(valence, judgement.presence)
    presences = list(Presence)
    return Judgement(judgement.valence, presences[(presences.index(judgement.presence) + 1) % len(presences)])


def help_page(lang: Lang) -> str:
    """Return the help page: for each text a line with the keys that share it."""
    keys: dict[str, list[str]] = {}
    for row in REVIEW_KEYS:
        if row.help:
            shown = say("review_keys.space", lang) if row.key == " " else row.key
            keys.setdefault(row.help, []).append(shown)
    lines = [
        f"{' '.join(shown):<{_COLUMN}}" + say(f"review_keys.{name}", lang).replace("\n", "\n" + " " * _COLUMN)
        for name, shown in keys.items()
    ]
    return "\n".join([*lines, say("review_keys.saved", lang)])
