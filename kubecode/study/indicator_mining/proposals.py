"""Proposals from the decisions of a study: indicators to add to a codebook or to remove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kubecode.codebook import Code, Group, Indicator
from kubecode.codebook.indicators import parse_indicator
from kubecode.coder.candidate_terms import Term, indicator_text
from kubecode.coder.keyness import Keyness
from kubecode.errors import FilePosition
from kubecode.model import Coding, Presence, SegmentKey, Suggestion, Valence, is_within, split_code
from kubecode.study.codings import suggested_coding
from kubecode.study.evaluation.track_record import IndicatorKey
from kubecode.study.indicator_mining.replay import Effect, Replay, effect_of_adding, effect_of_removing
from kubecode.synthesiser.calibration import TrackRecord
from kubecode.valences import OPPOSITE
from kubecode.wording import Lang
from kubecode.yaml_node import YamlText

MIN_SEGMENTS, MIN_VOICES = 3, 2
"""A word is a candidate if it is in that many segments with the code, from that many voices."""

MIN_HELP, MIN_ODDS = 2, 2
"""A new indicator sets at least ``MIN_HELP`` segments right, ``MIN_ODDS`` for each that it sets wrong."""

_MIN_STATED, _MIN_AGREEMENT = 3, 0.8
_MAX_RIGHT, _MAX_WRONG = 3, 2
_GROUP = {Valence(group): group for group in Group if group is not Group.ANY}


class ChangeKind(StrEnum):
    """What a proposal does with an indicator."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class CandidateChange:
    """A change that may be proposed, before its effect is measured.

    An addition has its keyness, the number of ``voices`` that say it with the code, and how many of the
    ``stated`` excerpts with a valence ``agree`` with its group. A removal has its track record. ``helps``
    and ``harms`` are estimates of the segments that the change sets right and wrong.
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
        """(change, code path, indicator), the key of a refusal."""
        return self.change.value, self.path, self.indicator.text

    @property
    def rank(self) -> tuple[int, float, tuple[str, str, str]]:
        """The sort key of proposals: the most useful first, then those with the highest keyness."""
        return len(self.harms) - len(self.helps), -self.keyness.g2 if self.keyness else 0.0, self.key


@dataclass(frozen=True, slots=True)
class Example:
    """A segment that a change sets right or wrong, with the suggestion that appears or disappears."""

    coding: Coding
    is_right: bool


@dataclass(frozen=True, slots=True)
class CodebookProposal:
    """A candidate change with its measured effect and examples."""

    candidate: CandidateChange
    code: Code
    effect: Effect
    examples: tuple[Example, ...]

    @property
    def is_worth_it(self) -> bool:
        """Whether a new indicator sets enough right compared with what it sets wrong. True for removals."""
        is_removal = self.candidate.change is ChangeKind.REMOVE
        return is_removal or _helps(self.effect.right, self.effect.wrong)


def measure_candidate(replay: Replay, candidate: CandidateChange, lang: Lang) -> CodebookProposal:
    """Return a candidate with its effect, measured by coding the judged segments again."""
    if candidate.change is ChangeKind.ADD:
        effect = effect_of_adding(replay, candidate.path, candidate.indicator)
    else:
        effect = effect_of_removing(replay, candidate.path, candidate.indicator.text)
    examples = (*_examples(replay, effect.right, lang, right=True), *_examples(replay, effect.wrong, lang))
    code = replay.codebook.find(candidate.path)
    if code is None:
        raise KeyError(candidate.path)
    return CodebookProposal(candidate, code, effect, examples)


def candidate_changes(replay: Replay, record: Mapping[IndicatorKey, TrackRecord]) -> list[CandidateChange]:
    """Return the changes that may be proposed, the most useful first.

    ``record`` is the track record of the indicators. A word is a candidate only for the code with the
    highest keyness, and only if it is still key without the voice that uses it most. Words that an
    indicator or exclusion of the codebook already matches are no candidates.
    """
    candidates = [*_additions(replay), *_removals(replay, record)]
    return sorted(candidates, key=lambda candidate: candidate.rank)


def proposal_record(proposal: CodebookProposal) -> dict[str, Any]:
    """Return a proposal in the form that ``codebook learn --json`` prints."""
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


def _additions(replay: Replay) -> Iterator[CandidateChange]:
    known_patterns = _known_patterns(replay)
    best: dict[Term, tuple[Keyness, str]] = {}
    for code in replay.codebook.walk():
        with_code, others = _segments_with_and_without(replay, code.path)
        counts = Counter(term for key in with_code for term in replay.terms[key])
        counts_elsewhere = Counter(term for key in others for term in replay.terms[key])
        for term, count in counts.items():
            keyness = Keyness(count, len(with_code), counts_elsewhere[term], len(others))
            if count < MIN_SEGMENTS or (term,) in known_patterns or not keyness.is_key:
                continue
            if term not in best or keyness.g2 > best[term][0].g2:
                best[term] = keyness, code.path
    for term, (keyness, path) in best.items():
        candidate = _addition(replay, term, path, keyness)
        if candidate and candidate.voices >= MIN_VOICES and _helps(candidate.helps, candidate.harms):
            yield candidate


def _helps(right: Collection[SegmentKey], wrong: Collection[SegmentKey]) -> bool:
    return len(right) >= MIN_HELP and len(right) >= MIN_ODDS * len(wrong)


def _addition(replay: Replay, term: Term, path: str, keyness: Keyness) -> CandidateChange | None:
    """Return the addition of a term to a code, or None if only one voice makes the term key."""
    with_code, _ = _segments_with_and_without(replay, path)
    with_term = [key for key in with_code if term in replay.terms[key]]
    voices = Counter(replay.judged[key].voice for key in with_term)
    if not _keyness_without(replay, term, path, voices.most_common(1)[0][0]).is_key:
        return None
    top = split_code(path)[0]
    suggestions = replay.suggestions.get(top, {})
    new = [key for key, terms in replay.terms.items() if term in terms and key not in suggestions]
    group, agree, stated = _group(replay, path, with_term)
    text = indicator_text(term, replay.compiled.language)
    indicator = parse_indicator(YamlText(text, FilePosition("")), group) if text else None
    if not isinstance(indicator, Indicator):
        return None
    verdicts = {key: replay.judged[key].verdicts.get(top) for key in new if key in replay.judged}
    return CandidateChange(
        change=ChangeKind.ADD,
        path=path,
        indicator=indicator,
        helps=frozenset(key for key, applies in verdicts.items() if applies is True),
        harms=frozenset(key for key, applies in verdicts.items() if applies is False),
        keyness=keyness,
        voices=len(voices),
        agree=agree,
        stated=stated,
    )


def _keyness_without(replay: Replay, term: Term, path: str, voice: tuple[str, str]) -> Keyness:
    """Return the keyness of a term for a code without one voice, whose habit the term may be."""
    with_code, others = (
        [term in replay.terms[key] for key in side if replay.judged[key].voice != voice]
        for side in _segments_with_and_without(replay, path)
    )
    return Keyness(sum(with_code), len(with_code), sum(others), len(others))


def _segments_with_and_without(replay: Replay, path: str) -> tuple[list[SegmentKey], list[SegmentKey]]:
    """Return the segments with a code or sub-code of it, and the others judged for its top-level code."""
    top = split_code(path)[0]
    with_code: list[SegmentKey] = []
    others: list[SegmentKey] = []
    for segment_key, judged in replay.judged.items():
        if top in judged.verdicts:
            is_coded = any(is_within(coding.path, path) for coding in judged.accepted)
            (with_code if judged.verdicts[top] and is_coded else others).append(segment_key)
    return with_code, others


def _known_patterns(replay: Replay) -> set[tuple[tuple[str, ...], ...]]:
    """Return the lemmas of all indicators and exclusions. Quoted forms are reduced to their lemmas."""
    read = replay.compiled.language.read
    patterns = replay.compiled.patterns
    exact = list(patterns.of_forms.walk())
    return {
        *(pattern.parts for pattern in patterns.of_lemmas.walk()),
        *(tuple(tuple(read(word).key for word in part) for part in pattern.parts) for pattern in exact),
    }


def _group(replay: Replay, path: str, segment_keys: Iterable[SegmentKey]) -> tuple[Group, int, int]:
    """Return the group that fits the accepted codings, how many agree with it, and of how many.

    A denied or rare coding counts with the opposite valence; a hypothetical one does not count.
    """
    counts: Counter[Valence] = Counter()
    for segment_key in segment_keys:
        codings = [c for c in replay.judged[segment_key].accepted if is_within(c.path, path)]
        valences = {_valence_if_present(coding) for coding in codings} - {None}
        if valences:
            counts[next(iter(valences)) if len(valences) == 1 else Valence.MIXED] += 1  # type: ignore[index]
    stated = counts.total()
    valence, agree = counts.most_common(1)[0] if counts else (Valence.NEUTRAL, 0)
    if valence in _GROUP and stated >= _MIN_STATED and agree >= _MIN_AGREEMENT * stated:
        return _GROUP[valence], agree, stated
    return Group.ANY, agree, stated


def _valence_if_present(coding: Coding) -> Valence | None:
    if coding.presence is Presence.HYPOTHETICAL or coding.valence is None:
        return None
    is_absent = coding.presence in {Presence.DENIED, Presence.RARE}
    return OPPOSITE.get(coding.valence, coding.valence) if is_absent else coding.valence


def _removals(replay: Replay, record: Mapping[IndicatorKey, TrackRecord]) -> Iterator[CandidateChange]:
    for (path, text), track in record.items():
        code = replay.codebook.find(path)
        indicator = next((i for i in code.indicators if i.text == text), None) if code else None
        if indicator is None or not track.is_mostly_rejected:
            continue
        top = split_code(path)[0]
        verdicts = {
            key: replay.judged[key].verdicts.get(top)
            for key, suggestion in replay.suggestions.get(top, {}).items()
            if key in replay.judged and {piece.indicator for piece in suggestion.evidence} == {text}
        }
        yield CandidateChange(
            change=ChangeKind.REMOVE,
            path=path,
            indicator=indicator,
            helps=frozenset(key for key, applies in verdicts.items() if applies is False),
            harms=frozenset(key for key, applies in verdicts.items() if applies is True),
            track=track,
        )


def _examples(
    replay: Replay, suggestions: Mapping[SegmentKey, Suggestion], lang: Lang, *, right: bool = False
) -> Iterator[Example]:
    """Yield a few of the suggestions as examples, one from each voice first."""
    documents = {document.name: document for document in replay.documents}
    seen: Counter[tuple[str, str]] = Counter()
    ranked: list[tuple[int, SegmentKey]] = []
    for segment_key in sorted(suggestions):
        voice = replay.judged[segment_key].voice
        ranked.append((seen[voice], segment_key))
        seen[voice] += 1
    for _, segment_key in sorted(ranked)[: _MAX_RIGHT if right else _MAX_WRONG]:
        document = documents[segment_key[0]]
        yield Example(suggested_coding(document, suggestions[segment_key], lang), right)
