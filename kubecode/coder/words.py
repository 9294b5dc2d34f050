"""A document's words as the coder sees them: read once for each distinct form, with near spelling last."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from kubecode.language import Language, Token, nearest_roots, tokenise
from kubecode.language.near import SHORTEST


class Pause(IntEnum):
    """What stands between a word and the next."""

    NONE = 0
    COMMA = 1
    STOP = 2
    QUESTION = 3


_COMMA = re.compile(r"[,:–—]")
_STOP = re.compile(r"[.!;…]|\n[ \t]*\n")
# [tertawa], (suara motor), kolot (tua): a few words in brackets are the transcriber's, not the speaker's.
_ASIDE = re.compile(r"\[[^\[\]\n]{0,60}\]|\([^()\s]{1,30}(?: [^()\s]{1,30}){0,2}\)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document in order: token, lemma, similarity to that lemma, and the pause behind it.

    ``doubled`` holds the key of a reduplicated word, else "". ``similarity`` is 1 except where the lemma
    was reached by near spelling.
    """

    tokens: list[Token]
    lemmas: list[str]
    doubled: list[str]
    similarity: list[float]
    pauses: list[Pause]


def read_words(text: str, language: Language) -> Words:
    """Read every word that is spoken in a text, not what the transcriber noted in brackets."""
    typed = _spoken(text)
    tokens = [part for token in typed for part in _apart(token, language.read(token.form).joined)]
    readings = {form: language.read(form) for form in {token.form for token in tokens}}
    # A form that is only ever capitalised is taken for a name, not for a slip.
    slips = sorted(
        {
            token.form
            for token in tokens
            if len(token.form) >= SHORTEST
            and not readings[token.form].known
            and not text[token.start].isupper()
        }
    )
    near = nearest_roots(slips, language.analyser) if slips else {}
    return Words(
        tokens=tokens,
        lemmas=[near[t.form].root if t.form in near else readings[t.form].lemma for t in tokens],
        doubled=[readings[t.form].key if readings[t.form].reduplicated else "" for t in tokens],
        similarity=[near[t.form].similarity if t.form in near else 1.0 for t in tokens],
        pauses=_pauses(text, tokens),
    )


def _apart(token: Token, joined: str) -> tuple[Token, ...]:
    """Return ``gabisa`` as ``ga`` and ``bisa``: what is denied, and by what, are two words."""
    if not joined:
        return (token,)
    middle = token.start + len(joined)
    return Token(token.start, middle, joined), Token(middle, token.end, token.form[len(joined) :])


def _spoken(text: str) -> list[Token]:
    asides = [match.span() for match in _ASIDE.finditer(text)]
    tokens = tokenise(text)
    if not asides:
        return tokens
    starts = [start for start, _ in asides]
    kept = []
    for token in tokens:
        before = bisect_right(starts, token.start) - 1
        if before < 0 or token.end > asides[before][1]:
            kept.append(token)
    return kept


def _pauses(text: str, tokens: list[Token]) -> list[Pause]:
    pauses = []
    for token, following in pairwise(tokens):
        between = text[token.end : following.start]
        if between == " ":
            pauses.append(Pause.NONE)
        elif "?" in between:
            pauses.append(Pause.QUESTION)
        elif _STOP.search(between):
            pauses.append(Pause.STOP)
        else:
            pauses.append(Pause.COMMA if _COMMA.search(between) else Pause.NONE)
    return [*pauses, Pause.STOP] if tokens else []
