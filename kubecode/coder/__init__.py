"""The coder: segments + codebook + language → suggested codings with their reasons."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kubecode.codebook import Codebook
from kubecode.coder.find import Hit, find_hits, find_openings
from kubecode.coder.judge import Judged, band, joint_presence, joint_valence, judge, score
from kubecode.coder.near_miss import NearMiss, find_near_misses
from kubecode.coder.patterns import Patterns, compile_patterns
from kubecode.coder.reason import reason
from kubecode.coder.scope import find_cues, only_turns_to_now
from kubecode.coder.words import Words, read_words
from kubecode.language import Language
from kubecode.model import Document, Evidence, EvidenceKind, Segment, Suggestion

__all__ = [
    "Coded",
    "CompiledCodebook",
    "NearMiss",
    "code_document",
    "compile_codebook",
    "near_misses",
    "reason",
]


@dataclass(frozen=True, slots=True)
class CompiledCodebook:
    """A codebook made ready for looking up, once for any number of documents."""

    codebook: Codebook
    language: Language
    patterns: Patterns


def compile_codebook(codebook: Codebook, language: Language) -> CompiledCodebook:
    """Compile a codebook for the language of the transcripts."""
    return CompiledCodebook(codebook, language, compile_patterns(codebook, language))


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder found in a document: suggestions, and the codes that the questions touch."""

    suggestions: tuple[Suggestion, ...]
    asked_codes: frozenset[str]


def code_document(document: Document, compiled: CompiledCodebook) -> Coded:
    """Suggest codings for a document.

    There is at most one suggestion for each segment and top-level code, in the order of the text. The
    interviewer's questions are never coded; it is only noted which codes they touch.
    """
    words = read_words(document.text, compiled.language, compiled.patterns.suspicion)
    openings = find_openings(words, compiled.patterns)

    def hits_within(start: int, end: int) -> tuple[list[Hit], int, int]:
        begin, stop = bisect_left(words.starts, start), bisect_left(words.starts, end)
        return find_hits(words, begin, stop, openings), begin, stop

    suggestions: list[Suggestion] = []
    told, told_in = list[Hit](), -1
    for segment in document.segments:
        hits, begin, stop = hits_within(segment.start, segment.end)
        goes_on = not hits and segment.turn == told_in
        if goes_on and only_turns_to_now(words, begin, stop, compiled.language):
            hits = told
        told, told_in = hits, segment.turn
        by_code: dict[str, list[Judged]] = {}
        for hit in hits:
            cues = find_cues(hit, words, begin, stop, compiled.language)
            if hit.last < begin and not cues:
                continue
            by_code.setdefault(hit.pattern.top_code, []).append(judge(hit, cues))
        suggestions.extend(
            _suggestion(segment, by_code[code.path], words)
            for code in compiled.codebook.codes
            if code.path in by_code
        )
    asked = frozenset(
        hit.pattern.code.path
        for turn in document.turns
        if turn.asks
        for hit in hits_within(turn.start, turn.end)[0]
    )
    return Coded(tuple(suggestions), asked)


def near_misses(document: Document, segment: Segment, compiled: CompiledCodebook) -> list[NearMiss]:
    """Return the indicators that nearly spoke for a segment, and what kept them out."""
    words = read_words(document.text, compiled.language, compiled.patterns.suspicion)
    begin, end = bisect_left(words.starts, segment.start), bisect_left(words.starts, segment.end)
    language = compiled.language
    empty = language.light_words | language.particles | language.negators | language.denial_tails
    return find_near_misses(words, begin, end, compiled.patterns, empty)


def _suggestion(segment: Segment, judged: list[Judged], words: Words) -> Suggestion:
    total = score(judged)
    cues = {cue: None for one in judged for cue in one.cues}
    return Suggestion(
        start=segment.start,
        end=segment.end,
        line=segment.line,
        code=_best_path(judged),
        valence=joint_valence(judged),
        presence=joint_presence(judged),
        confidence=band(total, judged),
        score=total,
        evidence=tuple(_evidence(one, words, segment) for one in judged),
        cues=tuple(cues),
    )


def _best_path(judged: list[Judged]) -> str:
    """Return the path that most of the evidence speaks for; the first in the codebook when equal."""
    by_path: dict[str, list[Judged]] = {}
    for one in judged:
        by_path.setdefault(one.hit.pattern.code.path, []).append(one)
    return max(by_path, key=lambda path: (score(by_path[path]), path.count("/")))


def _evidence(one: Judged, words: Words, segment: Segment) -> Evidence:
    """Evidence lies in its segment: where that only speaks of what was told before, it is the whole of it."""
    hit, text = one.hit, one.hit.pattern.indicator.text
    if hit.last < bisect_left(words.starts, segment.start):
        surface = segment.text.rstrip(" .,;:!?…")
        end = segment.start + len(surface)
        return Evidence(segment.start, end, surface, text, EvidenceKind.PHRASE, hit.similarity)
    start, end = words.starts[hit.first], words.ends[hit.last]
    return Evidence(start, end, words.text[start:end], text, hit.kind, hit.similarity)
