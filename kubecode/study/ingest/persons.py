"""One name for each person of a group, however files spell it: ``Sari``, ``SARI``, ``Bu Sari``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kubecode.errors import FilePosition, Problem
from kubecode.model import Document, case_key
from kubecode.study.ingest.read import IncomingDocument
from kubecode.transcript import person_key, title_of
from kubecode.word_files.transcript_words import TranscriptWords


def with_one_name_each(
    incoming: Sequence[IncomingDocument], stored: Iterable[tuple[str, str, str]], words: TranscriptWords
) -> tuple[list[IncomingDocument], list[Problem]]:
    """Return the documents with one spelling of each informant of a case, and notes that say so.

    ``stored`` are (document, case, informant) of the study; its spelling is kept. Else the most frequent one
    is taken, then the longest. ``Bu Sari`` and ``Pak Sari`` are two people, and so are people in two cases.
    """
    new = {one.document.name for one in incoming}
    kept: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document, case, name in stored:
        if document not in new:
            kept[case_key(case), person_key(name, words)][name] += 1
    spellings: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in incoming:
        for name in _names(one.document):
            spellings[case_key(one.document.case), person_key(name, words)][name] += 1
    names = {
        key: _best(kept.get(key) or counts, words)
        for key, counts in spellings.items()
        if len({title_of(name, words) for name in [*counts, *kept.get(key, ())]} - {""}) < 2
    }
    named = [replace(one, document=_renamed(one.document, names, words)) for one in incoming]
    return named, list(_notes(incoming, named, words))


def _names(document: Document) -> list[str]:
    """Return the informants that a document names; one with its file in brackets has no name."""
    found = dict.fromkeys(turn.informant for turn in document.turns if turn.informant)
    return [name for name in found if "(" not in name]


def _best(counts: Mapping[str, int], words: TranscriptWords) -> str:
    return max(
        counts,
        key=lambda name: (counts[name], not name.isupper(), bool(title_of(name, words)), len(name), name),
    )


def _renamed(document: Document, names: Mapping[tuple[str, str], str], words: TranscriptWords) -> Document:
    case = case_key(document.case)
    new = {name: names.get((case, person_key(name, words)), name) for name in _names(document)}
    if all(name == other for name, other in new.items()):
        return document
    turns = tuple(
        replace(turn, informant=new.get(turn.informant or "", turn.informant)) for turn in document.turns
    )
    return replace(document, turns=turns)


def _notes(
    before: Sequence[IncomingDocument], after: Sequence[IncomingDocument], words: TranscriptWords
) -> Iterator[Problem]:
    """Yield a note for each case in which spellings were taken for one person."""
    joined: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    where: dict[str, FilePosition] = {}
    for old, new in zip(before, after, strict=True):
        case = case_key(new.document.case)
        where.setdefault(case, new.where)
        for one, other in zip(old.document.turns, new.document.turns, strict=True):
            if other.informant is None or "(" in other.informant:
                continue
            same = {
                name
                for name in (one.informant, one.speaker)
                if name and _is_same(name, other.informant, words)
            }
            joined[case][other.informant] |= same - {other.informant}
    for case, people in joined.items():
        said = [f"{name} = {', '.join(sorted(others))}" for name, others in sorted(people.items()) if others]
        if said:
            hint = "if they are two people, name them apart: kubecode tag FILE --informant LABEL=NAME"
            yield Problem(where[case], f"spellings taken for one person: {'; '.join(said)}", hint, "note")


def _is_same(name: str, informant: str, words: TranscriptWords) -> bool:
    return person_key(name, words) == person_key(informant, words)
