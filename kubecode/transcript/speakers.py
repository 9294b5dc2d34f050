"""Who is the interviewer, and which informant a label means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

INTERVIEWER_WORDS = frozenset(
    "enumerator fasilitator interviewer moderator penanya penulis peneliti pewawancara researcher".split()
)
# Words that say that someone is asked, but not who.
_NAMELESS = frozenset("informan informant interviewee narasumber partisipan peserta responden subjek".split())
_POSTS = frozenset("anggota bendahara ketua pendamping sekretaris".split())
INFORMANT_WORDS = _NAMELESS | _POSTS

_ROLE = "|".join(sorted(INTERVIEWER_WORDS | INFORMANT_WORDS, key=len, reverse=True))
_PART = "|".join(sorted(INTERVIEWER_WORDS | _NAMELESS, key=len, reverse=True))
# ``P = Peneliti``, ``T (Informan)``, anywhere in a line; the role ends the line or clause.
_EXPLAINED = re.compile(
    rf"\b(?P<label>[A-Z]{{1,3}})[ \t]*[=(][ \t]*(?P<role>(?i:{_ROLE}))\b(?=[ \t]*(?:[,;.)]|$))"
)
# ``P : Peneliti`` alone on its line. A post (``T: Anggota.``) would rather be an answer.
_EXPLAINED_ALONE = re.compile(rf"[ \t]*(?P<label>[A-Z]{{1,3}})[ \t]*:[ \t]*(?P<role>(?i:{_PART}))[ \t.]*$")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_NAME = re.compile(r"[^\W\d_][^\d()]*")


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a label stands for: the interviewer, or an informant with a role."""

    asks: bool
    informant: str | None = None
    role: str | None = None


def is_role_word(word: str) -> bool:
    """Say whether a word names a part in the interview or a post in the group."""
    return word.casefold() in INTERVIEWER_WORDS or word.casefold() in INFORMANT_WORDS


def read_legend(line: str) -> dict[str, str]:
    """Return the labels that a line explains (``P = Peneliti, Y = Informan``), with their role."""
    found = [*_EXPLAINED.finditer(line)]
    alone = _EXPLAINED_ALONE.match(line)
    return {match["label"]: match["role"].casefold() for match in ([alone] if alone else found)}


def interviewer_labels(
    turns: Iterable[tuple[str, str]], roles: Mapping[str, str], question_words: frozenset[str]
) -> frozenset[str]:
    """Return the labels of those who ask.

    ``turns`` are (label, speech); ``roles`` what header and legend say of a label. Where neither they
    nor the label itself name an interviewer, it is the one whose turns are mostly questions.
    """
    spoken: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for label, speech in turns:
        spoken[label] += 1
        asked[label] += _is_question(speech, question_words)
    named = {label for label in spoken if _named_interviewer(label, roles)}
    if named:
        return frozenset(named)
    open_labels = [label for label in spoken if label not in roles and not _named_informant(label)]
    if len(spoken) < 2 or not open_labels:
        return frozenset()
    share = {label: asked[label] / spoken[label] for label in spoken}
    most = max(open_labels, key=lambda label: (share[label], label == "P"))
    others = max((share[label] for label in spoken if label != most), default=0.0)
    return frozenset({most}) if share[most] >= 0.3 and share[most] > 1.5 * others else frozenset()


def _named_interviewer(label: str, roles: Mapping[str, str]) -> bool:
    said = roles.get(label)
    words = (said or re.sub(r"[(),.]", " ", label)).casefold().split()
    return any(word in INTERVIEWER_WORDS for word in words)


def _named_informant(label: str) -> bool:
    return any(word in INFORMANT_WORDS for word in re.sub(r"[(),.]", " ", label).casefold().split())


def _is_question(speech: str, question_words: frozenset[str]) -> bool:
    words = re.findall(r"\w+", speech.casefold())
    return speech.rstrip(' \t\n"”*').endswith("?") or bool(words and words[0] in question_words)


def describe_speaker(label: str, role: str | None, only_informant: str | None) -> Speaker:
    """Say which informant a label means.

    ``role`` is what the header's ``penutur`` says of the label, ``only_informant`` the name to use when
    the transcript has a single informant and header or file name tells who that is.
    """
    in_brackets = _IN_BRACKETS.search(label)
    bracketed = in_brackets[1].strip() if in_brackets else ""
    words = _IN_BRACKETS.sub(" ", label).split()
    post = next((word.casefold() for word in [*words, bracketed] if word.casefold() in _POSTS), None)
    if role is not None and role.casefold() not in _NAMELESS:
        post = role
    if _NAME.fullmatch(bracketed) and not is_role_word(bracketed):
        name = bracketed
    elif only_informant:
        name = only_informant
    else:
        name = " ".join(word for word in words if word.casefold() not in _NAMELESS) or label
        if name.isdecimal():
            name = label
    return Speaker(asks=False, informant=name, role=post)
