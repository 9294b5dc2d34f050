"""The words that say which part someone has in an interview, or which post in the group."""

from __future__ import annotations

import re

INTERVIEWER_WORDS = frozenset(
    "enumerator fasilitator interviewer moderator penanya penulis peneliti pewawancara researcher".split()
)
# Words that say that someone is asked, but not who.
NAMELESS_WORDS = frozenset(
    """answer informan informant interviewee jawab jawaban narasumber partisipan penjawab peserta responden
    subjek""".split()
)
# Words that label a question and not a person; only alone, for ``Bu Tanya`` is somebody.
QUESTION_LABELS = frozenset("pertanyaan q question tanya".split())
POSTS = frozenset("anggota bendahara ketua pendamping sekretaris".split())
INFORMANT_WORDS = NAMELESS_WORDS | POSTS
ROLE_WORDS = INTERVIEWER_WORDS | INFORMANT_WORDS
TITLES = frozenset(
    """aa abah adik akang ayah bang bapak bli bp bpk bu bude bulik bunda cak ceu daeng dek dik emak eneng
    eyang haji hajah hj ibu kak kakak kakek kang mak mamang mang mas mba mbah mbak nenek neng ny nyai om pak
    pakde paklik sdr sdri tante teh teteh tn ustad ustadz ustadzah""".split()
)
"""Words of address; they stand before a name and are none."""

_PARTS = INTERVIEWER_WORDS | NAMELESS_WORDS | QUESTION_LABELS
_ROLE = "|".join(sorted(_PARTS | POSTS, key=len, reverse=True))
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
# ``P = Peneliti``, ``T (Informan)``, anywhere in a line; the role ends the line or clause.
_EXPLAINED = re.compile(rf"\b(?P<label>[A-Z]{{1,3}})\s*[=(]\s*(?P<role>(?i:{_ROLE}))\b(?=\s*(?:[,;.)]|$))")
# ``P : Peneliti`` alone on its line. A post (``T: Anggota.``) would rather be an answer.
_EXPLAINED_ALONE = re.compile(rf"\s*(?P<label>[A-Z]{{1,3}})\s*[:：]\s*(?P<role>(?i:{_PART}))[\s.]*$")
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Return the words of a label or a role, lower-cased."""
    return _WORD.findall(text.casefold())


def is_role_word(word: str) -> bool:
    """Say whether a word names a part in the interview or a post in the group."""
    return word.casefold() in ROLE_WORDS


def is_addressed(label: str) -> bool:
    """Say whether a label begins with a word of address (``Bu Siti``)."""
    return not TITLES.isdisjoint(words_of(label)[:1])


def read_legend(line: str) -> dict[str, str]:
    """Return the labels that a line explains (``P = Peneliti, Y = Informan``), with their role."""
    found = [*_EXPLAINED.finditer(line)]
    alone = _EXPLAINED_ALONE.match(line)
    return {match["label"]: match["role"].casefold() for match in ([alone] if alone else found)}
