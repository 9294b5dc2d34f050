"""Which labels are speakers, and which only look like one: facts, asides, people in a told dialogue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cache
from itertools import groupby, pairwise

from kubecode.transcript.facts import labels_fact
from kubecode.transcript.lines import Line
from kubecode.transcript.roles import has_capitals, is_addressed, is_role_word, is_voice, one_of, words_of
from kubecode.transcript.told_dialogue import told_labels
from kubecode.word_files import word_table
from kubecode.word_files.transcript_words import TranscriptWords

_MAX_LABEL_WORDS = 3
_MAX_NAME_WORDS = 5
_LEAST_ALTERNATING = 3
_BRACKETS = re.compile(r"\([^()]*\)")
_VOICE_JOINS = re.compile(r"(?<!\s)\s*(?:&|/|\+|,|\bdan\b|\band\b)\s*")


def speaker_labels(
    lines: Sequence[Line], declared: Collection[str], words: TranscriptWords
) -> frozenset[str]:
    """Return the labels that are speakers: declared, named after a role, or recurring."""
    declared = set(declared)
    counts = Counter(line.speaker for line in lines if line.speaker)
    candidates = {label for label, count in counts.items() if _looks_like_speaker(label, count, words)}
    returning = {label for label in candidates if counts[label] > 1} | (declared & set(counts))
    name_lengths = {len(label.split()) for label in returning if _is_bare_name(label, words)}
    begins_low = {line.speaker for line in lines if line.speech.lstrip(' \t*_"“')[:1].islower()} - returning
    if returning <= {line.speaker for line in lines if line.speech.strip()[:1].isupper()}:
        counts = Counter(
            {label: n for label, n in counts.items() if label not in begins_low or label in candidates}
        )
    names = {label for label in counts if _is_bare_name(label, words)}
    candidates |= {label for label in names if len(label.split()) in name_lengths}
    candidates |= {label for label in counts if candidates.issuperset(_VOICE_JOINS.split(label))}
    candidates |= _alternating(lines, candidates, declared, words)
    first = next((index for index, line in enumerate(lines) if line.speaker in returning), 0)
    # A label that occurs once, above the first recurring speaker, is a fact of the heading, unless its line
    # looks like speech.
    facts = {line.speaker for line in lines[:first] if not _may_begin_speech(line, words)} - returning
    labels = candidates - facts - _listed_posts(lines, candidates, counts, words)
    return frozenset(labels - told_labels(lines, labels, declared, words) | (declared & set(counts)))


def _may_begin_speech(line: Line, words: TranscriptWords) -> bool:
    label = line.speaker or ""
    ends = (".", "!", "?") if is_addressed(label, words) else "?"
    return len(label) == 1 or is_role_word(label, words) or line.text.rstrip().endswith(ends)


def _looks_like_speaker(label: str, count: int, words: TranscriptWords) -> bool:
    parts = words_that_name(label, words)
    if not parts:
        return False
    is_relative = label[0].isupper() and label.casefold() in words.kinship  # ``Cucu: Nek, makan.``
    if is_voice(label, words) or is_role_word(parts[0], words) or is_relative:
        return True
    is_short = len(parts) == 1 and len(label) <= 3
    initials = is_short and label.isupper() and not _is_abbreviation(label, words)
    named = has_capitals(parts)
    if is_addressed(label, words):
        return named or count > 1
    return initials or (count > 1 and named) or (count > 2 and len(label) <= 3)


def _is_abbreviation(label: str, words: TranscriptWords) -> bool:
    return label.isupper() and label.lower() in words.capital_abbreviations


def _is_bare_name(label: str, words: TranscriptWords) -> bool:
    """Return whether a label is only a name: no initials, role word or word of address."""
    parts = words_that_name(label, words)
    return (
        has_capitals(parts)
        and not any(is_role_word(part, words) for part in parts)
        and not (is_addressed(label, words) or label.isupper() or any(map(str.isdecimal, label)))
    )


def may_be_speaker(label: str, words: TranscriptWords) -> bool:
    """Return whether a label could be a speaker's, judged by its spelling alone."""
    capitals = has_capitals(words_that_name(label, words)) and not _is_abbreviation(label, words)
    return capitals or (is_addressed(label, words) and label[0].isupper())


def words_that_name(label: str, words: TranscriptWords) -> list[str]:
    """Return the words of a label without its brackets, or none if it cannot be a speaker's.

    Of several people (``Cici & Dewi``) they are the words of the first.
    """
    parts = _VOICE_JOINS.split(_BRACKETS.sub("", label).strip())[0].split()
    first = parts[0].strip(",").casefold() if parts else ""
    is_fact = labels_fact(label, words)
    is_answer = len(parts) == 1 and first in words.backchannels
    is_aside = first not in words.roles and _aside_pattern(words).fullmatch(first)
    is_date = any(map(str.isdecimal, label)) and not word_table("months.tsv").keys().isdisjoint(
        words_of(label)
    )
    opens_no_turn = is_fact or is_date or first in words.aside_labels or is_answer or is_aside
    tells = any(part in words.telling_label_words for part in parts[1:])  # not a name: ``Bu Tanya``
    is_told = tells or (first in words.telling_label_words and (len(parts) > 1 or not _is_part(first, words)))
    too_long = len(parts) > _MAX_LABEL_WORDS + is_addressed(label, words)
    return [] if opens_no_turn or is_told or too_long else parts


def _is_part(word: str, words: TranscriptWords) -> bool:
    return word in words.roles | words.question_labels


@cache
def _aside_pattern(words: TranscriptWords) -> re.Pattern[str]:
    """Return the pattern of words like ``alasannya`` ("the reason is"), which introduce an aside."""
    return re.compile(rf"\w{{3,}}(?:{one_of(words.aside_endings)})")


def _alternating(
    lines: Sequence[Line], candidates: Set[str], declared: Set[str], words: TranscriptWords
) -> set[str]:
    """Return labels in lower case between turns of one other speaker, again and again.

    ``P: …`` / ``sari: …`` / ``P: …``; a word before a colon inside speech hardly ever does this.
    """
    runs = _runs(lines)
    known = candidates | declared
    if known <= declared & set(runs) and len(set(runs)) == 2 and len(runs) > _LEAST_ALTERNATING:
        return {label for label in runs if words_that_name(label, words)}
    around: defaultdict[str, list[bool]] = defaultdict(list)
    for before, label, after in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        around[label].append(before in known and after in {before, None})
    return {
        label
        for label, answers in around.items()
        if len(answers) > 1 and sum(answers) * 2 > len(answers) and 0 < len(words_that_name(label, words)) < 3
    }


def _runs(lines: Iterable[Line]) -> list[str]:
    """Return the labels in order, each once as long as it recurs without another between."""
    return [label for label, _ in groupby(line.speaker for line in lines if line.speaker)]


def _listed_posts(
    lines: Sequence[Line], labels: Set[str], counts: Mapping[str, int], words: TranscriptWords
) -> set[str]:
    """Return posts that an answer lists with their holders: ``Ketua: Bu Ani`` / ``Bendahara: Pak Dedi``."""
    posts = [
        line.speaker if line.speaker in labels and _names_holder(line, words) else None
        for line in lines
        if line.text.strip()
    ]
    listed = {label for pair in pairwise(posts) if None not in pair for label in pair if label}
    return {label for label in listed if counts[label] == 1}


def _names_holder(line: Line, words: TranscriptWords) -> bool:
    parts = line.speech.split()
    is_post = not words.posts.isdisjoint(words_of(line.speaker or "")[:1])
    is_answer = (
        line.speech.rstrip().endswith((".", "!", "?")) or set(words_of(line.speech)) <= words.backchannels
    )
    is_holder = has_capitals(parts) or not words.first_persons.isdisjoint(words_of(line.speech))
    return is_post and 0 < len(parts) < _MAX_NAME_WORDS and is_holder and not is_answer
