"""Facts in the name of a transcript file: ``cempaka_ketua_ani_01.txt`` is Ani, chair of Cempaka."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kubecode.document_names import short_document_name, split_document_name
from kubecode.model import SourceKind
from kubecode.transcript.roles import is_role_word, nfc, one_of
from kubecode.word_files import word_set, word_table
from kubecode.word_files.transcript_words import TranscriptWords

_INITIALS = re.compile(r"[A-Z]{1,3}\d?")
# ``W2`` is the second interview (wawancara), ``v2`` the second version; recorders count too (REC001, WA0003).
_COUNTED = re.compile(r"(?:w|v|rev|rec|wa|aud|ptt|vn|dm|ds|voice|track)\d+|\d+", re.IGNORECASE)
_ONE_OF_SEVERAL = re.compile(r"[1-9]\d?|0")
_COPY = re.compile(r"\s*\(\d{1,3}\)$")
_CODE = re.compile(r"[A-Z]{1,3}\d{1,3}")
_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"_+|\s+[-–—]\s+|\s*&\s*")
_HYPHENS = re.compile(r"(?<=\w)-(?=\w)")
_TOKENS = re.compile(r"[\s.,()\[\]-]+")
_MOST_NAME_WORDS = 3
_BREAK = "/"
"""Between the parts of a name; no file name contains it."""


@dataclass(frozen=True, slots=True)
class FileName:
    """The facts in a file name.

    ``informant``, ``role`` and ``date`` (as typed) are None if it does not give them. ``case`` is the name
    itself if it gives no group; then ``has_case`` is false. ``is_case_marked`` is true if ``KUBE`` or an
    underscore marks the group; another first word may be anything.
    """

    stem: str
    case: str
    source_kind: SourceKind
    informant: str | None
    role: str | None
    date: str | None = None
    has_case: bool = True
    is_case_marked: bool = True


@dataclass(frozen=True, slots=True)
class _Facts:
    """Group and person that a name marks, and the parts that are left, each with its tokens."""

    case: str | None
    person: str | None
    left: list[list[str]]


def read_file_name(name: str, words: TranscriptWords, folder: str = "") -> FileName:
    """Return the facts in a file name.

    ``KUBE`` precedes the group, a word of address (``Bu``) the informant. Otherwise the group is the first
    part and the informant the rest (``melati_sari``); parts that tell recordings and versions apart are none.
    ``folder`` is the name of the folder with the file, whose group counts if the file's name has none.
    """
    stem = short_document_name(split_document_name(name)[0])
    plain, date = _without_date(_COPY.sub("", nfc(stem)))
    facts = _facts(plain, words)
    case, left = facts.case, facts.left
    if len(left) > 1 and _is_code(left[0]) and not (len(left[1]) == 1 and _INITIALS.fullmatch(left[1][0])):
        # A code before one name is the informant's (``S2_Melati``); before more it counts files.
        code = left.pop(0)
        left += [code] if len(left) == 1 and not facts.person else []
    if case is None and left and _may_be_case(left[0], stem, words):
        case = " ".join(left.pop(0))
    if case is None and folder:
        case = _facts(nfc(folder), words).case
    others = [token for tokens in left for token in tokens]
    posts = (token.casefold() for token in _TOKENS.split(plain.replace("_", " ")))
    return FileName(
        stem=stem,
        case=case or stem.strip("_ ") or name,
        source_kind=_source_kind(stem.casefold(), words),
        informant=facts.person or _informant([token for token in others if _can_name(token, words)]),
        role=next((post for post in posts if post in words.posts), None),
        date=date,
        has_case=case is not None,
        is_case_marked=facts.case is not None or "_" in stem,
    )


def _may_be_case(part: list[str], stem: str, words: TranscriptWords) -> bool:
    """Return whether a part of a name may be a group: no post, no relative, no letter before a hyphen."""
    is_person = all(token.casefold() in words.roles | words.kinship for token in part)
    return not is_person and (len("".join(part)) > 1 or "_" in stem)


def _is_code(part: list[str]) -> bool:
    return len(part) == 1 and _CODE.fullmatch(part[0]) is not None


def _facts(plain: str, words: TranscriptWords) -> _Facts:
    """Return the group after ``KUBE`` and the person after ``Bu``; the name may be in the next part."""
    names: dict[str, str] = {}
    left: list[list[str]] = [[]]
    tokens = _tokens(plain, words)
    prefixes = word_set("case_prefixes.txt")
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        is_alone = index < len(tokens) and tokens[index] == _BREAK
        kind = "case" if token.casefold() in prefixes else ""
        # ``TN`` alone are initials, before a name a word of address.
        if token.casefold() in words.titles and not (token.isupper() and is_alone):
            kind = "person"
        first = index + is_alone
        last = first
        while last < min(len(tokens), first + _MOST_NAME_WORDS) and _goes_on(tokens[last], prefixes, words):
            last += 1
        if kind and last > first:
            named = [token, *tokens[first:last]]
            person = (_capitalised(part) for part in named if not part.isdecimal())
            name = " ".join(named if kind == "case" else person)
            names[kind] = "" if kind in names else name  # two people: neither is the informant
            index = last
        elif token == _BREAK:
            left.append([])
        elif not kind:
            left[-1].append(token)
    return _Facts(names.get("case") or None, names.get("person") or None, [part for part in left if part])


def _tokens(plain: str, words: TranscriptWords) -> list[str]:
    """Return the tokens of a name that may say something, with a break between its parts."""
    plain = _glued(words).sub(r"\1 ", plain)
    parts = [part for part in _PARTS.split(plain) if part.strip()]
    if len(parts) == 1 and " " not in plain.strip():
        parts = _HYPHENS.split(plain)
    tokens: list[str] = []
    for part in parts:
        before = ""
        found = [token for token in _TOKENS.split(part) if token]
        for place, token in enumerate(found, 1):
            # A number after a name belongs to it: ``KUBE Melati 2``, not ``sesi 2``.
            is_numbered = _ONE_OF_SEVERAL.fullmatch(token) and _says_something(before, words)
            is_name = before.casefold() in words.titles and _LETTERS.fullmatch(token)  # ``Bu Mei``
            # A preposition has a word after it: ``KUBE Maju Bersama``.
            is_end = place == len(found) > 1 and token.casefold() in words.title_ends
            is_end = is_end and _says_something(before, words)
            if is_numbered or is_name or is_end or _says_something(token, words):
                tokens.append(token)
            before = token
        tokens.append(_BREAK)
    return tokens


@cache
def _glued(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of ``Kube`` or a word of address glued to a name: ``KubeMelati``, ``BuSari``."""
    before = one_of(frozenset(map(str.capitalize, word_set("case_prefixes.txt") | words.titles)) | {"KUBE"})
    return re.compile(rf"(?<![^\W_])({before})(?=[A-Z][a-z])")


def _says_something(token: str, words: TranscriptWords) -> bool:
    is_noise = _COUNTED.fullmatch(token) or token.casefold() in words.file_name_words
    return bool(token) and not is_noise


def _goes_on(token: str, prefixes: frozenset[str], words: TranscriptWords) -> bool:
    """Return whether a name after ``KUBE`` or ``Bu`` goes on with a token."""
    is_other = token.casefold() in prefixes | words.titles or is_role_word(token, words)
    is_name = _LETTERS.match(token) is not None or _ONE_OF_SEVERAL.fullmatch(token) is not None
    return token != _BREAK and not is_other and is_name


def _capitalised(token: str) -> str:
    return token.capitalize() if token.islower() else token


@cache
def _dates() -> re.Pattern[str]:
    """Return the pattern of a date: ``12 Mei 2024``, ``2024-05-12``, ``12.05.24`` or ``20240512``."""
    month = one_of(frozenset(word_table("months.tsv")))
    return re.compile(
        rf"(?<!\d)(?:(?:\d{{1,2}}[ ._-]?)?(?i:{month})[ ._-]?(?:19|20)\d\d"
        rf"|(?:19|20)\d\d[._-]\d{{1,2}}[._-]\d{{1,2}}|\d{{1,2}}[._-]\d{{1,2}}[._-](?:(?:19|20)?\d\d)|20[0-3]\d[01]\d[0-3]\d)(?!\d)"
    )


def _without_date(plain: str) -> tuple[str, str | None]:
    """Return a name without its date, and the date as typed, None if it has none."""
    match = _dates().search(plain)
    if match is None:
        return plain, None
    return f"{plain[: match.start()]} {plain[match.end() :]}", " ".join(match[0].replace("_", " ").split())


def _source_kind(stem: str, words: TranscriptWords) -> SourceKind:
    is_interview = any(word in stem for word in words.interview_file_words)
    if not is_interview and any(word in stem for word in words.observation_file_words):
        return SourceKind.OBSERVATION
    is_document = not is_interview and any(word in stem for word in words.document_file_words)
    return SourceKind.DOCUMENT if is_document else SourceKind.INTERVIEW


def _can_name(part: str, words: TranscriptWords) -> bool:
    letters = _LETTERS.match(part)
    if letters is None:
        return False
    is_title = letters[0].casefold() in words.titles and not _INITIALS.fullmatch(part)
    is_no_name = is_title or letters[0].casefold() in words.file_name_words
    return not is_no_name and not is_role_word(letters[0], words)


def _informant(names: list[str]) -> str | None:
    """Return initials alone, or all words of a name: Siti A and Siti B are two people."""
    if names and _INITIALS.fullmatch(names[0]):
        return names[0]
    return " ".join(map(_capitalised, names)) or None
