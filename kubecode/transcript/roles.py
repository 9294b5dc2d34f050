"""The words that say which part someone has in an interview, or which post in the group."""

from __future__ import annotations

import re

INTERVIEWER_WORDS = frozenset(
    "enumerator fasilitator interviewer moderator penanya penulis peneliti pewawancara researcher".split()
)
# Words that say that someone is asked, but not who.
NAMELESS_WORDS = frozenset(
    "informan informant interviewee narasumber partisipan peserta responden subjek".split()
)
POSTS = frozenset("anggota bendahara ketua pendamping sekretaris".split())
INFORMANT_WORDS = NAMELESS_WORDS | POSTS
ROLE_WORDS = INTERVIEWER_WORDS | INFORMANT_WORDS
TITLES = frozenset("bang bapak bu ibu kak mas mbak neng pak teh teteh".split())
"""Words of address; they stand before a name and are none."""

_ROLE = "|".join(sorted(ROLE_WORDS, key=len, reverse=True))
_PART = "|".join(sorted(INTERVIEWER_WORDS | NAMELESS_WORDS, key=len, reverse=True))
# ``P = Peneliti``, ``T (Informan)``, anywhere in a line; the role ends the line or clause.
_EXPLAINED = re.compile(
    rf"\b(?P<label>[A-Z]{{1,3}})[ \t]*[=(][ \t]*(?P<role>(?i:{_ROLE}))\b(?=[ \t]*(?:[,;.)]|$))"
)
# ``P : Peneliti`` alone on its line. A post (``T: Anggota.``) would rather be an answer.
_EXPLAINED_ALONE = re.compile(rf"[ \t]*(?P<label>[A-Z]{{1,3}})[ \t]*:[ \t]*(?P<role>(?i:{_PART}))[ \t.]*$")
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Return the words of a label or a role, lower-cased."""
    return _WORD.findall(text.casefold())


def is_role_word(word: str) -> bool:
    """Say whether a word names a part in the interview or a post in the group."""
    return word.casefold() in ROLE_WORDS


def read_legend(line: str) -> dict[str, str]:
    """Return the labels that a line explains (``P = Peneliti, Y = Informan``), with their role."""
    found = [*_EXPLAINED.finditer(line)]
    alone = _EXPLAINED_ALONE.match(line)
    return {match["label"]: match["role"].casefold() for match in ([alone] if alone else found)}
