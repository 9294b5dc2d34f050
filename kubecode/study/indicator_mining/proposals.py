"""What past decisions say of a codebook: indicators that it lacks, and some that it had better not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kubecode.codebook import Code, Group, Indicator
from kubecode.codebook.indicators import parse_indicator
from kubecode.coder.candidate_terms import Term, written
from kubecode.coder.keyness import Keyness
from kubecode.errors import FilePosition
from kubecode.model import Coding, Presence, SegmentKey, Suggestion, Valence, split_code
from kubecode.study.codings import suggested_coding
from kubecode.study.evaluation.track_record import IndicatorKey
from kubecode.study.indicator_mining.replay import Effect, Replay, effect_of_adding, effect_of_removing
from kubecode.synthesiser.calibration import TrackRecord
from kubecode.valences import OPPOSITE
from kubecode.wording import Lang
from kubecode.yaml_node import YamlText

LEAST_SEGMENTS, LEAST_VOICES = 3, 2
"""How often, and by how many, a word is said with a code before it is more than one speaker's habit."""

LEAST_HELP, LEAST_ODDS = 2, 2
"""Segments that a new indicator finds at last, and how many of them for each one that it finds in vain."""

_LEAST_STATED, _AGREE = 3, 0.8
_MOST_RIGHT, _MOST_WRONG = 3, 2
_GROUP = {Valence(group): group for group in Group if group is not Group.ANY}


class ChangeKind(StrEnum):
    """What is proposed to do with an indicator."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class CandidateChange:
    """A change that may be proposed, before its effect is measured.

    A new indicator has its keyness, the voices that say it with the code and, among ``stated`` excerpts
    with a valence, how many ``agree`` with its group; one to be removed has its track record. ``helps``
    and ``harms`` are what it would set right and wrong as far as words and records tell.
    """

    change: ChangeKind
    path: str
    indicator: Indicator
    helps: frozenset[SegmentKey]
    harms: frozenset[SegmentKey]
    keyness: Keyness | None = None
    voices: int = 0
    agree: int = 0
    stated: int = 0
    track: TrackRecord | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """(change, path, indicator): what a refusal is about."""
        return self.change.value, self.path, self.indicator.text

    @property
    def rank(self) -> tuple[int, float, tuple[str, str, str]]:
        """The order of proposals: the most useful first, then the most telling."""
        return len(self.harms) - len(self.helps), -self.keyness.g2 if self.keyness else 0.0, self.key


@dataclass(frozen=True, slots=True)
class Example:
    """A segment that a change would set right or wrong, with the suggestion that comes or goes."""

    coding: Coding
    is_right: bool


@dataclass(frozen=True, slots=True)
class CodebookProposal:
    """A change of the codebook with its reasons and its measured effect."""

    candidate: CandidateChange
    code: Code
    effect: Effect
    examples: tuple[Example, ...]

    @property
    def is_worth_it(self) -> bool:
        """Say whether a new indicator finds enough, and little enough in vain."""
        is_removal = self.candidate.change is ChangeKind.REMOVE
        return is_removal or _helps(self.effect.right, self.effect.wrong)


def measure_candidate(past: Replay, candidate: CandidateChange, lang: Lang) -> CodebookProposal:
    """Return a candidate with its effect on past decisions, as the coder itself makes it."""
    if candidate.change is ChangeKind.ADD:
        effect = effect_of_adding(past, candidate.path, candidate.indicator)
    else:
        effect = effect_of_removing(past, candidate.path, candidate.indicator.text)
    examples = (*_examples(past, effect.right, lang, right=True), *_examples(past, effect.wrong, lang))
    code = past.book.find(candidate.path)
    if code is None:
        raise KeyError(candidate.path)
    return CodebookProposal(candidate, code, effect, examples)


def candidate_changes(past: Replay, record: Mapping[IndicatorKey, TrackRecord]) -> list[CandidateChange]:
    """Return the changes that may be proposed, the most useful first.

    ``record`` is the track record of the indicators. A word is a candidate for one code only, the one to
    which it is most key, and only if it stays key without the voice that says it most. What an indicator or
    exclusion of the codebook already seeks is none.
    """
    return sorted([*_additions(past), *_removals(past, record)], key=lambda one: one.rank)


def proposal_record(proposal: CodebookProposal) -> dict[str, Any]:
    """Return a proposal as ``codebook learn --json`` prints it."""
    candidate = proposal.candidate
    code, subcode = split_code(candidate.path)
    key = candidate.keyness
    return {
        "change": candidate.change.value,
        "code": code,
        "subcode": subcode,
        "group": candidate.indicator.group.value,
        "indicator": candidate.indicator.text,
        "keyness": key and {**asdict(key), "g2": round(key.g2, 2), "log_ratio": round(key.log_ratio, 2)},
        "voices": candidate.voices or None,
        "track": candidate.track and asdict(candidate.track),
        "before": asdict(proposal.effect.before),
        "after": asdict(proposal.effect.after),
        "right": len(proposal.effect.right),
        "wrong": len(proposal.effect.wrong),
        "examples": [
            {
                **{
                    name: getattr(example.coding, name)
                    for name in ("document", "line", "start", "end", "text")
                },
                "right": example.is_right,
            }
            for example in proposal.examples
        ],
    }


def _additions(past: Replay) -> Iterator[CandidateChange]:
    sought = _sought(past)
    best: dict[Term, tuple[Keyness, str]] = {}
    for code in past.book.walk():
        with_code, others = _sides(past, code.path)
        said = Counter(term for spot in with_code for term in past.terms[spot])
        elsewhere = Counter(term for spot in others for term in past.terms[spot])
        for term, count in said.items():
            keyness = Keyness(count, len(with_code), elsewhere[term], len(others))
            if count < LEAST_SEGMENTS or (term,) in sought or not keyness.is_key:
                continue
            if term not in best or keyness.g2 > best[term][0].g2:
                best[term] = keyness, code.path
    for term, (keyness, path) in best.items():
        candidate = _addition(past, term, path, keyness)
        if candidate and candidate.voices >= LEAST_VOICES and _helps(candidate.helps, candidate.harms):
            yield candidate


def _helps(right: Collection[SegmentKey], wrong: Collection[SegmentKey]) -> bool:
    return len(right) >= LEAST_HELP and len(right) >= LEAST_ODDS * len(wrong)


def _addition(past: Replay, term: Term, path: str, keyness: Keyness) -> CandidateChange | None:
    with_code = [spot for spot in _sides(past, path)[0] if term in past.terms[spot]]
    voices = Counter(past.judged[spot].voice for spot in with_code)
    if not _keyness_without(past, term, path, voices.most_common(1)[0][0]).is_key:
        return None
    top = split_code(path)[0]
    found = past.found.get(top, {})
    new = [spot for spot, terms in past.terms.items() if term in terms and spot not in found]
    group, agree, stated = _group(past, path, with_code)
    text = written(term, past.compiled.language)
    indicator = parse_indicator(YamlText(text, FilePosition("")), group) if text else None
    if not isinstance(indicator, Indicator):
        return None
    has_it = {spot: past.judged[spot].verdicts.get(top) for spot in new if spot in past.judged}
    return CandidateChange(
        change=ChangeKind.ADD,
        path=path,
        indicator=indicator,
        helps=frozenset(spot for spot, is_there in has_it.items() if is_there is True),
        harms=frozenset(spot for spot, is_there in has_it.items() if is_there is False),
        keyness=keyness,
        voices=len(voices),
        agree=agree,
        stated=stated,
    )


def _keyness_without(past: Replay, term: Term, path: str, voice: tuple[str, str]) -> Keyness:
    """Return how key a word is to a code when one voice is not heard: is it more than that one's habit?"""
    with_code, others = (
        [term in past.terms[spot] for spot in side if past.judged[spot].voice != voice]
        for side in _sides(past, path)
    )
    return Keyness(sum(with_code), len(with_code), sum(others), len(others))


def _sides(past: Replay, path: str) -> tuple[list[SegmentKey], list[SegmentKey]]:
    """Return the segments with a code (or one below it), and the others that were judged for its top."""
    top = split_code(path)[0]
    with_code: list[SegmentKey] = []
    others: list[SegmentKey] = []
    for spot, one in past.judged.items():
        if top in one.verdicts:
            has_it = one.verdicts[top] and any(f"{c.path}/".startswith(f"{path}/") for c in one.accepted)
            (with_code if has_it else others).append(spot)
    return with_code, others


def _sought(past: Replay) -> set[tuple[tuple[str, ...], ...]]:
    """Return what indicators and exclusions seek; one that asks for a form seeks its dictionary form."""
    read = past.compiled.language.read
    patterns = past.compiled.patterns
    exact = list(patterns.of_forms.walk())
    return {
        *(pattern.parts for pattern in patterns.of_lemmas.walk()),
        *(tuple(tuple(read(word).key for word in part) for part in pattern.parts) for pattern in exact),
    }


def _group(past: Replay, path: str, spots: Iterable[SegmentKey]) -> tuple[Group, int, int]:
    """Return the group that the valences of the accepted codings speak for, how many do, and of how many.

    What is denied or rare says the opposite of its valence; what is only supposed says nothing.
    """
    said: Counter[Valence] = Counter()
    for spot in spots:
        codings = [c for c in past.judged[spot].accepted if f"{c.path}/".startswith(f"{path}/")]
        valences = {_valence_if_present(coding) for coding in codings} - {None}
        if valences:
            said[next(iter(valences)) if len(valences) == 1 else Valence.MIXED] += 1  # type: ignore[index]
    stated = said.total()
    valence, agree = said.most_common(1)[0] if said else (Valence.NEUTRAL, 0)
    if valence in _GROUP and stated >= _LEAST_STATED and agree >= _AGREE * stated:
        return _GROUP[valence], agree, stated
    return Group.ANY, agree, stated


def _valence_if_present(coding: Coding) -> Valence | None:
    if coding.presence is Presence.HYPOTHETICAL or coding.valence is None:
        return None
    is_absent = coding.presence in {Presence.DENIED, Presence.RARE}
    return OPPOSITE.get(coding.valence, coding.valence) if is_absent else coding.valence


def _removals(past: Replay, record: Mapping[IndicatorKey, TrackRecord]) -> Iterator[CandidateChange]:
    for (path, text), track in record.items():
        code = past.book.find(path)
        indicator = next((i for i in code.indicators if i.text == text), None) if code else None
        if indicator is None or not track.is_mostly_rejected:
            continue
        top = split_code(path)[0]
        verdicts = {
            spot: past.judged[spot].verdicts.get(top)
            for spot, found in past.found.get(top, {}).items()
            if spot in past.judged and {piece.indicator for piece in found.evidence} == {text}
        }
        yield CandidateChange(
            change=ChangeKind.REMOVE,
            path=path,
            indicator=indicator,
            helps=frozenset(spot for spot, is_there in verdicts.items() if is_there is False),
            harms=frozenset(spot for spot, is_there in verdicts.items() if is_there is True),
            track=track,
        )


def _examples(
    past: Replay, spots: Mapping[SegmentKey, Suggestion], lang: Lang, *, right: bool = False
) -> Iterator[Example]:
    """Return a few of the segments, of different voices first."""
    documents = {document.name: document for document in past.documents}
    heard: Counter[tuple[str, str]] = Counter()
    turns = []
    for spot in sorted(spots):
        voice = past.judged[spot].voice
        turns.append((heard[voice], spot))
        heard[voice] += 1
    for _, spot in sorted(turns)[: _MOST_RIGHT if right else _MOST_WRONG]:
        yield Example(suggested_coding(documents[spot[0]], spots[spot], lang), right)
