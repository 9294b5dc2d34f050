"""Roles: words for a part in the interview or a post in the group, and legends that explain labels."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kubecode.word_files.transcript_words import TranscriptWords

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_INITIALS = 2
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"\w+")
_SEVERAL = re.compile(r"\w (?:&|\+|dan|and) \w|\w ?/ ?[A-Z]\w*$|^\?+$")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.casefold())


def has_capitals(parts: list[str]) -> bool:
    """Return whether all words begin with a capital letter or a digit."""
    return bool(parts) and all(part[0].isupper() or part[0].isdecimal() for part in parts)


def nfc(text: str) -> str:
    """Return a text in composed form (Unicode NFC) without invisible characters.

    So all encodings of a name are one.
    """
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def person_key(label: str, words: TranscriptWords) -> str:
    """Return the key of a person, the same for ``Sari``, ``SARI``, ``Bu Sari`` and ``Bu Sari (Ketua)``."""
    plain = words_of(nfc(_IN_BRACKETS.sub(" ", label)))
    # ``Informan (T)``, ``S (Siti)``: only the brackets name somebody.
    if (words.roles | words.titles).issuperset(plain) or len("".join(plain)) <= _LONGEST_INITIALS:
        plain = words_of(nfc(label))
    return " ".join(word for word in plain if word not in words.titles) or " ".join(plain)


def title_of(label: str, words: TranscriptWords) -> str:
    """Return the word of address that a label begins with, one for each kind: ``ibu`` for ``Bu Sari``."""
    first = words_of(nfc(label))[:1]
    title = first[0] if first and first[0] in words.titles else ""
    return {"bu": "ibu", "buk": "ibu", "bpk": "bapak", "pak": "bapak", "bp": "bapak"}.get(title, title)


def is_role_word(word: str, words: TranscriptWords) -> bool:
    """Return whether a word names a part in the interview or a post in the group."""
    return word.casefold() in words.roles


def is_addressed(label: str, words: TranscriptWords) -> bool:
    """Return whether a label begins with a word of address (``Bu Siti``)."""
    return not words.titles.isdisjoint(words_of(label)[:1])


def is_voice(label: str, words: TranscriptWords) -> bool:
    """Return whether a label is a voice of several or unknown people: ``Semua``, ``?``, ``Cici & Dewi``."""
    plain = " ".join(label.casefold().split()).strip(" ().")
    first = plain.split(" ", 1)[0]
    return plain in words.unknown_voices or first in words.group_voices or bool(_SEVERAL.search(label))


def read_legend(line: str, words: TranscriptWords) -> dict[str, str]:
    """Return the labels that a line explains (``P = Peneliti, Y = Informan``), with their role."""
    explained, explained_alone = _legend_patterns(words)
    found = [*explained.finditer(line)]
    alone = explained_alone.match(line)
    return {match["label"]: match["role"].casefold() for match in ([alone] if alone else found)}


@cache
def _legend_patterns(words: TranscriptWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of ``P = Peneliti`` inside a line and of ``P : Peneliti`` alone on its line."""
    parts = words.interviewers | words.informants | words.question_labels
    role, part = (one_of(names) for names in (parts | words.posts, parts))
    # Also ``T (Informan)``; the role ends the line or clause.
    explained = rf"\b(?P<label>[A-Z]{{1,3}})\s*[=(]\s*(?P<role>(?i:{role}))\b(?=\s*(?:[,;.)]|$))"
    # A post (``T: Anggota.``) would rather be an answer.
    alone = rf"\s*(?P<label>[A-Z]{{1,3}})\s*[:：]\s*(?P<role>(?i:{part}))[\s.]*$"
    return re.compile(explained), re.compile(alone)


def one_of(names: frozenset[str]) -> str:
    """Return the part of a pattern that matches any of the names, the longest first, and nothing else.

    A word file may be empty, and an empty alternative would match everywhere.
    """
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) or r"(?!)"
