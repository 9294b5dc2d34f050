"""Speed, memory and growth of the coder, compared with other ways to find words in text.

    python -m bench.tagging [--mb 1 10 100] [--indicators 300 3000] [--runs 3]

The corpus is generated from the project's word lists with a fixed seed: sentences of inflected words with a
Zipfian distribution and typing errors. The stage ``engine`` tokenises, analyses, matches forms and near
spelling, and finds cues; the stage ``coder`` also judges, scores and builds the suggestions. Each is measured
in a new process, including the loading of the word files; memory is the peak of that process. Peers, the
extra ``[bench]``, only find, with the same codebook in the same text: pyahocorasick, spaCy's PhraseMatcher
and flashtext find exact strings, a naive rapidfuzz loop also similar ones. Slow peers get only the first
part of the text.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from itertools import accumulate, pairwise, product
from time import perf_counter
from timeit import repeat

from bench.chains import CHAINS, formed
from kubecode.codebook import Code, Codebook, Direction, Group, Indicator, Origin
from kubecode.coder import CompiledCodebook, code_document, compile_codebook
from kubecode.coder.cues import find_cues
from kubecode.coder.segment_context import read_segment_contexts
from kubecode.coder.words import without_asides
from kubecode.errors import FilePosition
from kubecode.language.indonesian.lexicon import load_lexicon
from kubecode.language.registry import load_language
from kubecode.model import Document, Segment, SourceKind, Turn

SEED = 2017
_MISSPELLED = 0.01
_DOCUMENT = 50_000
"""The length of a document in characters: a long interview."""
_COMPARED = 10
"""The corpus size in megabytes at which the peers are measured too."""


def make_vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """Return forms by descending frequency, with their cumulative Zipfian weights.

    The roots of the common tier and their derived forms come first, shuffled.
    """
    common: list[str] = []
    others: list[str] = []
    for root, tier in load_lexicon().tier_of.items():
        derived = [form for chain in rng.sample(CHAINS, 3) if (form := formed(root, *chain))]
        (others if tier else common).extend([root, *derived])
    rng.shuffle(common)
    rng.shuffle(others)
    ranked = [*common, *others]
    return ranked, list(accumulate(1 / (rank + 3) for rank in range(len(ranked))))


def misspelled(word: str, rng: random.Random) -> str:
    """Return the word with two adjacent letters swapped."""
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def make_text(characters: int, rng: random.Random) -> str:
    """Return sentences with about this number of characters in all."""
    vocabulary, weights = make_vocabulary(rng)
    parts: list[str] = []
    length = 0
    while length < characters:
        words = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(5, 18))
        words = [misspelled(word, rng) if rng.random() < _MISSPELLED else word for word in words]
        sentence = f"{' '.join(words)}{rng.choice(('.', '.', ',', '?'))}"
        parts.append(sentence)
        length += len(sentence) + 1
    return " ".join(parts)


def make_documents(text: str) -> Iterator[Document]:
    """Yield the text as documents with sentences as segments."""
    for number, start in enumerate(range(0, len(text), _DOCUMENT)):
        part = text[start : start + _DOCUMENT]
        segments, begin = [], 0
        for piece in part.split(". "):
            segments.append(Segment(begin, begin + len(piece), 1, 0, piece))
            begin += len(piece) + 2
        turns = (Turn(0, len(part), 1, "T", "T"),)
        yield Document(f"{number}.txt", part, "c", False, SourceKind.INTERVIEW, turns, tuple(segments))


def make_codebook(count: int, rng: random.Random) -> Codebook:
    """Return a codebook of eight codes with ``count`` indicators, a third of them phrases of two words.

    The first 300 have a usual frequency, the others are rarer. This is like the bundled codebook: 300 of its
    2,363 indicators make 72 % of all hits in the sample transcripts.
    """
    vocabulary, _ = make_vocabulary(rng)
    usual = rng.sample(vocabulary[200:12_000], 300)
    rare = rng.sample(vocabulary[12_000:], max(0, count - 300))
    position = FilePosition("bench")
    indicators = []
    for number, word in enumerate([*usual, *rare][:count]):
        parts = ((word,),) if number % 3 else ((word, rng.choice(vocabulary)),)
        indicators.append(Indicator(" ".join(parts[0]), parts, False, Group.ANY, position))
    codes = tuple(
        Code(
            path=f"kode{n}",
            label="",
            family="",
            direction=Direction.DIRECT,
            brief="",
            definition="",
            use_when="",
            not_when="",
            example="",
            counter_example="",
            origin=Origin.THEORY,
            indicators=tuple(indicators[n::8]),
            exclude=(),
            codes=(),
        )
        for n in range(8)
    )
    return Codebook("bench", "1", "id", "", codes)


@dataclass(frozen=True)
class Figures:
    """The figures of one run: seconds, hits or codings found, peak memory of its process in bytes."""

    seconds: float
    found: int
    memory: int


def measure(stage: str, megabytes: float, indicators: int, runs: int) -> Figures:
    """Measure a stage on a corpus, each run in a new process, and return the fastest run.

    Other load on the machine can only make a run slower.
    """
    command = [sys.executable, "-m", "bench.tagging", "--once", stage, str(megabytes), str(indicators)]
    results = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(runs)]
    return min((Figures(**json.loads(r.stdout)) for r in results), key=lambda figures: figures.seconds)


def engine(document: Document, compiled: CompiledCodebook) -> int:
    """Find the hits in a document with their cues, and return the number of hits."""
    language, hits = compiled.language, 0
    for context in read_segment_contexts(
        document, without_asides(document.text), compiled.vocabulary, language
    ):
        for hit in context.hits:
            find_cues(hit, context.scope)
        hits += len(context.hits)
    return hits


def coder(document: Document, compiled: CompiledCodebook) -> int:
    """Suggest codings for a document and return their number."""
    return len(code_document(document, compiled).suggestions)


STAGES = {"engine": engine, "coder": coder}


def run(stage: str, megabytes: float, indicators: int) -> Figures:
    """Run a stage on a corpus. Generating it does not count as time, but its memory counts."""
    text = make_text(round(megabytes * 1_000_000), random.Random(SEED))
    codebook = make_codebook(indicators, random.Random(SEED))
    start = perf_counter()
    compiled = compile_codebook(codebook, load_language())
    seconds, found = perf_counter() - start, 0
    for document in make_documents(text):
        start = perf_counter()
        found += STAGES[stage](document, compiled)
        seconds += perf_counter() - start
    kilo = 1 if sys.platform == "darwin" else 1024
    return Figures(seconds, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo)


def peers(text: str, codebook: Codebook) -> Iterator[tuple[str, int, Callable[[], int]]]:
    """Yield (name, number of characters searched, search function) for every installed peer."""
    phrases = [" ".join(i.parts[0]) for code in codebook.codes for i in code.indicators]
    lower, part = text.lower(), text[:1_000_000]
    with suppress(ImportError):
        ahocorasick = import_module("ahocorasick")

        def automaton() -> int:
            found = ahocorasick.Automaton()
            for phrase in phrases:
                found.add_word(phrase, phrase)
            found.make_automaton()
            return sum(1 for _ in found.iter(lower))

        yield "pyahocorasick (exact)", len(text), automaton
    with suppress(ImportError):
        flashtext = import_module("flashtext")

        def keywords() -> int:
            processor = flashtext.KeywordProcessor()
            processor.add_keywords_from_list(phrases)
            return len(processor.extract_keywords(part))

        yield "flashtext (exact)", len(part), keywords
    with suppress(ImportError):
        spacy, matcher = import_module("spacy"), import_module("spacy.matcher")

        def phrase_matcher() -> int:
            nlp = spacy.blank("id")
            finder = matcher.PhraseMatcher(nlp.vocab, attr="LOWER")
            finder.add("kode", [nlp.make_doc(phrase) for phrase in phrases])
            pieces = (part[start : start + _DOCUMENT] for start in range(0, len(part), _DOCUMENT))
            return sum(len(finder(nlp.make_doc(piece))) for piece in pieces)

        yield "spaCy PhraseMatcher (exact)", len(part), phrase_matcher
    ratio = import_module("rapidfuzz.fuzz").ratio
    few = text[:50_000]
    singles = [phrase for phrase in phrases if " " not in phrase]
    doubles = [phrase for phrase in phrases if " " in phrase]

    def naive() -> int:
        words = few.lower().split()
        near = (any(ratio(word, single) >= 85 for single in singles) for word in words)
        pairs = (f"{word} {following}" for word, following in pairwise(words))
        return sum(near) + sum(any(ratio(pair, double) >= 85 for double in doubles) for pair in pairs)

    yield "rapidfuzz loop (naive)", len(few), naive


def compare(megabytes: float, indicators: int, speed: float, runs: int) -> None:
    """Print the speed of the peers with the same codebook in the same text."""
    text = make_text(round(megabytes * 1_000_000), random.Random(SEED))
    for name, characters, work in peers(text, make_codebook(indicators, random.Random(SEED))):
        peer_speed = characters / 1e6 / min(repeat(work, number=1, repeat=runs))
        print(f"      {name:28} {peer_speed:8.3f} MB/s   kubecode is {speed / peer_speed:5.1f} times as fast")


def main() -> None:
    """Print speed, memory and growth."""
    parser = argparse.ArgumentParser(prog="python -m bench.tagging", description=__doc__)
    parser.add_argument("--mb", type=float, nargs="*", default=[1, 10, 100])
    parser.add_argument("--indicators", type=int, nargs="*", default=[300, 3000])
    parser.add_argument("--runs", type=int, default=3, help="number of runs; the fastest counts")
    parser.add_argument("--once", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.once:
        stage, megabytes, indicators = arguments.once
        print(json.dumps(asdict(run(stage, float(megabytes), int(indicators)))))
        return
    seconds: dict[tuple[str, float, int], float] = {}
    for count, size, stage in product(arguments.indicators, arguments.mb, STAGES):
        figures = measure(stage, size, count, arguments.runs)
        seconds[stage, size, count] = figures.seconds
        found = f"{figures.found:,} {'hits' if stage == 'engine' else 'codings'}"
        notes = [found, f"memory {figures.memory / 1e6 / size:.1f} x input"]
        if (stage, size / 10, count) in seconds:
            growth = figures.seconds / seconds[stage, size / 10, count]
            notes.append(f"{growth:.1f} x the time of {size / 10:g} MB")
        if (stage, size, 300) in seconds and count > 300:
            notes.append(f"{figures.seconds / seconds[stage, size, 300]:.2f} x the time of 300 indicators")
        speed = size / figures.seconds
        print(f"{count:5} indicators {size:4g} MB {stage:6}: {speed:6.2f} MB/s; {'; '.join(notes)}")
    # The peers come last, because their memory would count for the processes that are started later.
    for count in arguments.indicators:
        if ("engine", _COMPARED, count) in seconds:
            print(f"{count:5} indicators {_COMPARED:4} MB: the engine beside others")
            compare(_COMPARED, count, _COMPARED / seconds["engine", _COMPARED, count], arguments.runs)


if __name__ == "__main__":
    main()
