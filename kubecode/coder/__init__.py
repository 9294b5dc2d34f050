"""The coder: segments + codebook + language → suggested codings with their reasons."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kubecode.codebook import Codebook
from kubecode.coder.find import find_hits
from kubecode.coder.judge import Judged, band, joint_presence, joint_valence, judge, score
from kubecode.coder.near_miss import NearMiss, find_near_misses
from kubecode.coder.patterns import Patterns, compile_patterns
from kubecode.coder.reason import reason
from kubecode.coder.scope import find_cues
from kubecode.coder.words import Words, read_words
from kubecode.language import Language
from kubecode.model import Document, Evidence, Segment, Suggestion, split_code

__all__ = ["Coder", "NearMiss", "asked_codes", "make_coder", "near_misses", "reason", "suggest"]


@dataclass(frozen=True, slots=True)
class Coder:
    """A codebook compiled for a language."""

    codebook: Codebook
    language: Language
    patterns: Patterns


def make_coder(codebook: Codebook, language: Language) -> Coder:
    """Compile a codebook once for tagging any number of documents."""
    return Coder(codebook, language, compile_patterns(codebook, language))


def suggest(document: Document, coder: Coder) -> list[Suggestion]:
    """Return at most one suggestion for each segment and top-level code, in the order of the text."""
    words = read_words(document.text, coder.language)
    starts = [token.start for token in words.tokens]
    suggestions = []
    for segment in document.segments:
        begin, end = bisect_left(starts, segment.start), bisect_left(starts, segment.end)
        judged = _judge_words(words, begin, end, coder)
        for code in coder.codebook.codes:
            of_code = [one for one in judged if split_code(one.hit.pattern.code.path)[0] == code.path]
            if of_code:
                span = (segment.start, segment.end, segment.line)
                suggestions.append(_suggestion(span, of_code, words, document.text))
    return suggestions


def asked_codes(document: Document, coder: Coder) -> frozenset[str]:
    """Return the paths of the codes that the interviewer's questions touch."""
    words = read_words(document.text, coder.language)
    starts = [token.start for token in words.tokens]
    return frozenset(
        hit.pattern.code.path
        for turn in document.turns
        if turn.asks
        for hit in find_hits(
            words, bisect_left(starts, turn.start), bisect_left(starts, turn.end), coder.patterns
        )
    )


def near_misses(document: Document, segment: Segment, coder: Coder) -> list[NearMiss]:
    """Return the indicators that nearly spoke for a segment, and what kept them out."""
    words = read_words(document.text, coder.language)
    starts = [token.start for token in words.tokens]
    begin, end = bisect_left(starts, segment.start), bisect_left(starts, segment.end)
    language = coder.language
    empty = language.light_words | language.particles | language.negators | language.denial_tails
    return find_near_misses(words, begin, end, coder.patterns, empty)


def _judge_words(words: Words, begin: int, end: int, coder: Coder) -> list[Judged]:
    return [
        judge(hit, find_cues(hit, words, begin, end, coder.language))
        for hit in find_hits(words, begin, end, coder.patterns)
    ]


def _suggestion(span: tuple[int, int, int], judged: list[Judged], words: Words, text: str) -> Suggestion:
    total = score(judged)
    cues = {cue: None for one in judged for cue in one.cues}
    return Suggestion(
        start=span[0],
        end=span[1],
        line=span[2],
        code=_best_path(judged),
        valence=joint_valence(judged),
        presence=joint_presence(judged),
        confidence=band(total, judged),
        score=total,
        evidence=tuple(_evidence(one, words, text) for one in judged),
        cues=tuple(cues),
    )


def _best_path(judged: list[Judged]) -> str:
    """Return the path that most of the evidence speaks for; the first in the codebook when equal."""
    by_path: dict[str, list[Judged]] = {}
    for one in judged:
        by_path.setdefault(one.hit.pattern.code.path, []).append(one)
    return max(by_path, key=lambda path: (score(by_path[path]), path.count("/")))


def _evidence(one: Judged, words: Words, text: str) -> Evidence:
    hit = one.hit
    start, end = words.tokens[hit.first].start, words.tokens[hit.last].end
    return Evidence(start, end, text[start:end], hit.pattern.indicator.text, hit.kind, hit.similarity)
