"""A language made from a folder of word files. Every language has the same files.

A field of a group of words is read from the file of its name, and its type says how.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from kubecode.language import Analyser, Language
from kubecode.language.scope_words import (
    DenialWords,
    Forms,
    Lemmas,
    OtherGroupWords,
    Phrases,
    ReportedSpeechWords,
    SuppositionWords,
)
from kubecode.word_files import word_set, word_table
from kubecode.word_files.transcript_words import TranscriptWords

_Words = TypeVar("_Words", Language, DenialWords, SuppositionWords, ReportedSpeechWords, OtherGroupWords)


def compounds_of(package: str) -> dict[tuple[str, ...], str]:
    """Return the words that are written apart and count as one: their parts and their lemma."""
    table = word_table("compounds.tsv", package)
    return {tuple(parts.split()): lemma for parts, lemma in table.items()}


def read_language(package: str, analyser: Analyser) -> Language:
    """Return the language whose word files are in a package; ``analyser`` finds the lemmas."""
    folder = _Folder(package, analyser)
    return folder.read(
        Language,
        analyser=analyser,
        denial=folder.read(
            DenialWords,
            rhetorical_after=_by_first_word(tuple(line.split()) for line in folder.forms("rhetorical_after")),
            denial_pairs=frozenset(tuple(line.split()) for line in folder.forms("denial_pairs")),
        ),
        supposition=folder.read(SuppositionWords),
        reported_speech=folder.read(ReportedSpeechWords),
        other_groups=folder.read(OtherGroupWords),
        compounds=compounds_of(package),
        transcript_words=transcript_words(package),
    )


@cache
def transcript_words(package: str) -> TranscriptWords:
    """Return the words by which transcripts are read; the same value for every lexicon of a study."""
    words: dict[str, Any] = {"posts": frozenset(word_table("posts.tsv"))}
    for name, kind in ((field.name, field.type) for field in fields(TranscriptWords)):
        if name not in words:
            is_table = str(kind).startswith("Mapping")
            words[name] = word_table(f"{name}.tsv", package) if is_table else word_set(f"{name}.txt", package)
    return TranscriptWords(**words)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The word files of a language, read by their name without suffix."""

    package: str
    analyser: Analyser

    def forms(self, name: str) -> Forms:
        return word_set(f"{name}.txt", self.package)

    def lemmas(self, name: str) -> Lemmas:
        return frozenset(self.analyser.read(word).lemma for word in self.forms(name))

    def phrases(self, name: str) -> Phrases:
        return _by_first_word(
            tuple(self.analyser.read(word).lemma for word in line.split()) for line in self.forms(name)
        )

    def read(self, group: type[_Words], **given: Any) -> _Words:
        """Return a group of words: the given fields, and the others from the files of their names."""
        read_as = {"Forms": self.forms, "Lemmas": self.lemmas, "Phrases": self.phrases}
        files: dict[str, Any] = {
            f.name: read_as[str(f.type)](f.name) for f in fields(group) if f.name not in given
        }
        return group(**files, **given)


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> Phrases:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(set(phrases), key=len, reverse=True):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first
