"""Speaker labels at the start of a line, and the forms that one speaker's label takes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from kubecode.transcript.roles import person_key, title_of, words_of
from kubecode.transcript.stamps import BLANK, EMPHASIS, FEW, STAMP, LineStart, is_heading, line_start
from kubecode.word_files.transcript_words import TranscriptWords

LabelShape = Literal[
    ":",
    ";",
    "",
    "-",
    "=",
    "tab",
    "brackets",
    "stamp",
    "number",
    ")",
    "sign",
    "heading",
    "bold",
    "alone",
    "bare",
]
"""What is after a label: a colon, a semicolon typed instead of one, a time stamp that ends the line
(an empty text), a dash, ``=``, a tab or wide gap, a time stamp with speech after it, a number that counts
(``P.1``), a bracket or full stop, a sign before it (``@P``), the end of the line (of a heading or of any
line), the end of bold type, or nothing but a blank. A label may also be in brackets without a colon."""

# Every repetition is bounded: unbounded runs beside optional parts would backtrack without end.
_GAP = rf"{BLANK}{{0,60}}"
_IN_WORDS = "\u00ad\u0300-\u036f\u200b-\u200d"  # accents and invisible characters of word processors
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d]")
_NAME = rf"[^\W\d_](?:[\w{_IN_WORDS}.,'’`/&+-]|{BLANK}{{1,3}}(?!{BLANK})){{0,40}}?|\?{{1,3}}"
# What follows a label begins with no letter; without this, all of it is tried after every letter of a line.
_NO_LETTER = r"(?![^\W\d_])"
_IN_BRACKETS = rf"(?:{EMPHASIS}{BLANK}?{EMPHASIS}[(\[](?P<inside>[^()\[\]\n:]{{1,20}})[)\]])?"
# A colon between digits belongs to a time, one before slashes to an address.
_COLON = r"(?!(?<=\d):\d)(?P<mark>[:：;])(?!//)"
_END = rf"{EMPHASIS}{BLANK}*+"
_STAMP_AT_END = rf"(?:[-–—|,·•]{FEW})?(?:(?<={BLANK}){STAMP}|(?<=[)\]>*_]){STAMP}){EMPHASIS}{BLANK}*+$"
_AFTER: Mapping[LabelShape, str] = {
    ":": rf"{_GAP}(?:(?:[(\[]?{STAMP}[)\]]?{FEW})?{_COLON}{_END}|{_STAMP_AT_END})",
    "-": rf"{BLANK}{{1,9}}[-–—]{_END}(?=\S)|[-–—]{BLANK}{{1,9}}{_END}(?=\S)",
    "=": rf"{FEW}(?:[=>|~]{{1,2}}|/(?=\s)){_END}",
    "tab": rf"(?:{FEW}\t|{BLANK}{{3}}|(?<=\b\w){BLANK}{{2}}|(?<=\b\w\w){BLANK}{{2}}){_END}(?=[^\s:：])",
    "stamp": rf"{FEW}{STAMP}{_END}(?=\S)",
    ")": rf"[.)]{_END}(?<={BLANK})(?=\S)",
    "bold": rf"(?:(?<=\*\*)|(?<=__)){BLANK}{{1,3}}(?=[^\s*_:：])",
    "alone": rf"{_GAP}{EMPHASIS}{BLANK}*+$",
}
_GLUED = re.compile(r"[^\W\d_]{4}[.?!]\w{2}")  # the end of a sentence before a label: ``Kasihan.Ipah``
_IN_SENTENCE = re.compile(r"[^\W\d_A-Z].*[.,?!]\s")  # before a label inside a line: ``anggota, Bah. AU``
_INITIAL_LAST = re.compile(r"\w+\.? \w\.")  # ``Bu M.``
_LONGEST_NAME = 41
_MOST_DECLARED = 100
_WHOLE_NAME = re.compile(_NAME)
_WITH_BRACKETS = re.compile(r"(?P<long>[^()]*[^() ]) ?\((?P<inside>[^()]+)\)")
_WORDS_OF_A_NAME = 5
_ONE_WORD = re.compile(r"[^\W\d_]{6,}")
_SIGN = r"[#@]?"
_BARE = re.compile(rf"(?P<name>[A-Z]{{1,3}}\d{{0,2}}|SPEAKER_\d{{1,3}}){BLANK}++(?=[^\s:：=–—-])")
_SIGNED = re.compile(rf"[#@](?P<name>[^\W\d_][\w.-]{{0,30}}){_END}(?<={BLANK})(?=\S)")
_NUMBERED = re.compile(rf"(?P<name>[^\W\d_]{{1,12}}[ .-]?\d{{1,3}})[.):]?{_END}(?<={BLANK})(?=\S)")
_BRACKET_PAIRS = {"[": "]", "(": ")", "<": ">", "{": "}"}


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A label as typed, without emphasis, and the offset in its line where speech begins."""

    text: str
    speech_start: int
    mark: LabelShape


@dataclass(frozen=True, slots=True, eq=False)
class LabelPatterns:
    """The patterns of labels, by the mark after them, and of labels in brackets.

    ``words_only`` matches words without any other sign that are longer than all labels: no label is there.
    """

    by_mark: Mapping[LabelShape, re.Pattern[str]]
    in_brackets: re.Pattern[str]
    words_only: re.Pattern[str]


def label_pattern(declared: Collection[str]) -> LabelPatterns:
    """Return the patterns of labels. A label that a header declares may be any text, also a number."""
    return _label_pattern(frozenset(declared))


@lru_cache(maxsize=16)
def _label_pattern(declared: frozenset[str]) -> LabelPatterns:
    longest_first = sorted(declared, key=lambda label: (-len(label), label))
    if len(declared) > _MOST_DECLARED:  # every label is tried in every line: names are found without
        longest_first = [label for label in longest_first if not _WHOLE_NAME.fullmatch(label)]
    escaped = [re.escape(label) for label in longest_first if label]
    longest = max(_LONGEST_NAME, *map(len, ("", *declared)))
    name = "|".join([*(part.replace(r"\ ", rf"{BLANK}{{1,3}}") for part in escaped), _NAME])
    return LabelPatterns(
        {
            mark: re.compile(rf"{_SIGN}(?P<name>{name}){_NO_LETTER}{_IN_BRACKETS}{EMPHASIS}(?:{after})")
            for mark, after in _AFTER.items()
        },
        re.compile(
            rf"(?P<open>[\[(<{{])(?:v )?{FEW}{EMPHASIS}{_SIGN}(?P<name>{name}){_IN_BRACKETS}{FEW}"
            rf"(?:[,|]?{FEW}{STAMP})?{EMPHASIS}(?P<inner>[:：]?){EMPHASIS}(?P<close>[\])>}}]){EMPHASIS}{FEW}"
            rf"(?:{STAMP}{FEW}(?P<end>$)?)?(?P<mark>[:：;]?){_END}"
        ),
        re.compile(rf"[^\W\d_](?:[^\W\d_]|,?{BLANK}(?=[^\W\d_])){{{longest}}}"),
    )


def read_label(line: str, patterns: LabelPatterns, words: TranscriptWords) -> SpeakerLabel | None:
    """Return the label with a colon, a semicolon or a time stamp at the start of a line, or None."""
    start = line_start(line)
    if _has_words_only(line, start, patterns):
        return None
    label = _read(line, start, ":", patterns, words)
    return label or _bracketed(line, start, patterns, with_colon=True)


def _has_words_only(line: str, start: LineStart, patterns: LabelPatterns) -> bool:
    """Return whether a line begins with so many words that no label can end, as most lines of speech do."""
    is_numbered = start.after_number > start.before_number
    return not is_numbered and patterns.words_only.match(line, start.before_number) is not None


def _read(
    line: str, start: LineStart, mark: LabelShape, patterns: LabelPatterns, words: TranscriptWords
) -> SpeakerLabel | None:
    match = patterns.by_mark[mark].match(line, start.before_number)
    if match is None and start.after_number > start.before_number:
        match = patterns.by_mark[mark].match(line, start.after_number)
        if match and _lists_a_post(match, line, words):
            return None
    if match is None or _GLUED.search(match["name"]) or _IN_SENTENCE.match(match["name"]):
        return None
    text = _text_of(match)
    if mark == ":":
        colon = match["mark"]
        return SpeakerLabel(text, match.end(), ";" if colon == ";" else ":" if colon else "")
    if mark == "alone":
        return SpeakerLabel(
            text, match.end(), "" if start.has_stamp else "heading" if is_heading(line) else mark
        )
    return SpeakerLabel(text, match.end(), mark)


def _text_of(match: re.Match[str]) -> str:
    """Return the label as typed, without emphasis, wide gaps and a full stop after it."""
    name = " ".join(_INVISIBLE.sub("", match["name"]).split())
    if not _INITIAL_LAST.fullmatch(name):
        name = name.rstrip(".,") or name
    return f"{name} ({match['inside'].strip()})" if match["inside"] else name


def _lists_a_post(match: re.Match[str], line: str, words: TranscriptWords) -> bool:
    """Return whether a numbered line is an item in a list of posts: ``2. Ketua: Bu R``."""
    first = words_of(match["name"])[:1]
    is_post = bool(first) and first[0] in words.posts
    return is_post and len(line[match.end() : match.end() + 80].split()) <= _WORDS_OF_A_NAME


def _bracketed(line: str, start: LineStart, patterns: LabelPatterns, with_colon: bool) -> SpeakerLabel | None:
    """Return a label in brackets: with a colon or a time stamp after it, or else without one."""
    for offset in (start.before_number, start.after_number):
        match = patterns.in_brackets.match(line, offset)
        if match is None or match["close"] != _BRACKET_PAIRS[match["open"]]:
            continue
        text = _text_of(match)
        has_colon = bool(match["mark"] or match["inner"])
        if has_colon == with_colon:
            return SpeakerLabel(text, match.end(), ":" if has_colon else "brackets")
    return None


def read_weak_labels(
    line: str, patterns: LabelPatterns, words: TranscriptWords
) -> dict[LabelShape, SpeakerLabel]:
    """Return what may be a label without a colon at the start of a line, by the mark after it.

    Any line may begin like this, so that only recurring ones are labels.
    """
    found: dict[LabelShape, SpeakerLabel] = {}
    start = line_start(line)
    marks = () if _has_words_only(line, start, patterns) else patterns.by_mark
    for mark in marks:
        label = _read(line, start, mark, patterns, words) if mark != ":" else None
        if label:
            found.setdefault(label.mark, label)
    if label := _bracketed(line, start, patterns, with_colon=False):
        found["brackets"] = label
    bare = _BARE.match(line, start.before_number) or _BARE.match(line, start.after_number)
    if bare:
        found["bare"] = SpeakerLabel(bare["name"], bare.end(), "bare")
    if signed := _SIGNED.match(line, start.before_number):
        found["sign"] = SpeakerLabel(signed["name"], signed.end(), "sign")
    if numbered := _NUMBERED.match(line, start.before_number):
        found["number"] = SpeakerLabel(numbered["name"], numbered.end(), "number")
    return found


@lru_cache(maxsize=4096)
def read_weak_labels_before(
    head: str, patterns: LabelPatterns, words: TranscriptWords
) -> Mapping[LabelShape, SpeakerLabel]:
    """Return :func:`read_weak_labels` of a line up to the first sign after its colon; not to be changed."""
    return read_weak_labels(head, patterns, words)


def without_doubtful(labels: Sequence[SpeakerLabel | None]) -> list[SpeakerLabel | None]:
    """Return the labels of lines, with None for those without a colon that are no known labels.

    A label with a semicolon is known if it also occurs with a colon. One before a time stamp alone is known
    if it recurs; else it may be any word (``Rapat 10:30``, "meeting 10:30").
    """
    with_colon = {label.text for label in labels if label and label.mark == ":"}
    stamped = Counter(label.text for label in labels if label and not label.mark)
    known = with_colon | {text for text, count in stamped.items() if count > 1}
    return [label if label and label.text in known else None for label in labels]


def forms_of(label: str) -> set[str]:
    """Return the label, and the parts before and inside its brackets if it has any."""
    match = _WITH_BRACKETS.fullmatch(label)
    return {label, *match.groups()} if match else {label}


def join_labels(labels: Collection[str], words: TranscriptWords) -> dict[str, str]:
    """Return a map from the other forms of a label to that label.

    ``Kamila (K)`` introduces the forms ``K`` and ``Kamila``, and ``K (tertawa)`` ("laughs") is another form
    of ``K``. A form that two labels introduce remains a label of its own.
    """
    joined: dict[str, str] = {}
    introduced: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        if not (match := _WITH_BRACKETS.fullmatch(label)):
            continue
        long, inside = match.groups()
        if _introduces(long, inside, labels, words):
            for form in {long, inside}.intersection(labels):
                introduced[form].append(label)
        elif long in labels:
            joined[label] = long
    joined |= {form: by[0] for form, by in introduced.items() if len(by) == 1}
    joined = {label: joined.get(other, other) for label, other in joined.items()}
    one_person = _join_spellings({joined.get(label, label) for label in labels}, words)
    one_person |= _join_slips({*labels} - {*joined} - {*one_person}, words)
    return {**one_person, **{label: one_person.get(other, other) for label, other in joined.items()}}


def _join_slips(labels: Collection[str], words: TranscriptWords) -> dict[str, str]:
    """Return a map from misspelt parts (``Peneltii``, ``Infroman``) to the part among the labels."""
    parts = words.interviewers | words.informants
    known = {label.casefold(): label for label in labels if label.casefold() in parts}
    slips = {}
    for label in labels:
        near = (
            get_close_matches(label.casefold(), known, n=1, cutoff=0.8) if _ONE_WORD.fullmatch(label) else []
        )
        if near and label.casefold() not in parts:
            slips[label] = known[near[0]]
    return slips


def _join_spellings(labels: Collection[str], words: TranscriptWords) -> dict[str, str]:
    """Return a map from the other spellings of a person's label to one: ``SARI``, ``Bu Sari (Ketua)``.

    ``Bu Sari`` and ``Pak Sari`` are two people.
    """
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for label in sorted(labels):
        spellings[person_key(label, words)].append(label)
    joined: dict[str, str] = {}
    for key, same in spellings.items():
        titles = {title_of(label, words) for label in same} - {""}
        if key and len(titles) < 2:
            longest = max(same, key=lambda label: (len(label), label))
            joined |= {label: longest for label in same if label != longest}
    return joined


def _introduces(long: str, inside: str, labels: Collection[str], words: TranscriptWords) -> bool:
    """Return whether brackets contain a short form, role or name instead of a remark (``tertawa``)."""
    if inside in labels or not words.roles.isdisjoint(words_of(inside)):
        return True
    return set(words_of(long)) <= words.roles | words.titles and not inside.islower()
