"""How fast the coder is: MB a second, memory and growth, beside other ways to find words in text.

    python -m bench.tagging [--mb 1 10] [--indicators 300 3000] [--memory]

The corpus is made of the project's own words with a seed: Zipfian, inflected, with typing slips, in
sentences. The engine tokenises, analyses, matches forms and near spelling, and reads scope, in one process,
cold. Peers, the extra ``[bench]``, only find, and get the last codebook and text: pyahocorasick, spaCy's
PhraseMatcher and flashtext exact strings, a naive rapidfuzz loop also near ones; the slow ones a part of it.
"""

from __future__ import annotations

import argparse
import random
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import accumulate
from time import perf_counter

from bench.chains import CHAINS, formed
from kubecode.codebook import Code, Codebook, Direction, Group, Indicator, Origin
from kubecode.coder import code_document, compile_codebook
from kubecode.errors import Place
from kubecode.language import indonesian
from kubecode.language.indonesian.lexicon import load_lexicon
from kubecode.model import Document, Segment, SourceKind, Turn

SEED = 2017
_SLIPS = 0.01
_DOCUMENT = 50_000
"""Characters of one document: a long interview."""


def make_vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """Return forms in the order of their frequency and their cumulated Zipfian weights."""
    roots = list(load_lexicon().tier_of)
    forms = []
    for root in roots:
        made = [form for chain in rng.sample(CHAINS, 3) if (form := formed(root, *chain))]
        forms.extend([root, *made])
    common, rest = forms[:1500], forms[1500:]
    rng.shuffle(common)
    rng.shuffle(rest)
    ranked = [*common, *rest]
    return ranked, list(accumulate(1 / (rank + 3) for rank in range(len(ranked))))


def slipped(word: str, rng: random.Random) -> str:
    """Return the word with two letters swapped."""
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def make_text(characters: int, rng: random.Random) -> str:
    """Return sentences of about so many characters."""
    vocabulary, weights = make_vocabulary(rng)
    parts: list[str] = []
    length = 0
    while length < characters:
        words = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(5, 18))
        words = [slipped(word, rng) if rng.random() < _SLIPS else word for word in words]
        sentence = f"{' '.join(words)}{rng.choice(('.', '.', ',', '?'))}"
        parts.append(sentence)
        length += len(sentence) + 1
    return " ".join(parts)


def make_documents(text: str) -> list[Document]:
    """Return the text as documents with sentences as segments; this is not what is measured."""
    documents = []
    for number, start in enumerate(range(0, len(text), _DOCUMENT)):
        part = text[start : start + _DOCUMENT]
        segments, begin = [], 0
        for piece in part.split(". "):
            segments.append(Segment(begin, begin + len(piece), 1, 0, piece))
            begin += len(piece) + 2
        turns = (Turn(0, len(part), 1, "T", "T"),)
        kind = SourceKind.INTERVIEW
        documents.append(Document(f"{number}.txt", part, "c", False, kind, turns, tuple(segments)))
    return documents


def make_codebook(count: int, rng: random.Random) -> Codebook:
    """Return a codebook of eight codes with so many indicators: words, and phrases of two."""
    vocabulary, _ = make_vocabulary(rng)
    usual = vocabulary[200:12_000]
    place = Place("bench")
    words = rng.sample(usual, count)
    indicators = []
    for number, word in enumerate(words):
        parts = ((word,),) if number % 3 else ((word, rng.choice(usual)),)
        indicators.append(Indicator(" ".join(parts[0]), parts, False, Group.ANY, place))
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


def engine(documents: list[Document], codebook: Codebook) -> int:
    """Code everything, cold; return how many codings are suggested."""
    indonesian.load.cache_clear()
    compiled = compile_codebook(codebook, indonesian.load())
    return sum(len(code_document(document, compiled).suggestions) for document in documents)


def peers(text: str, codebook: Codebook) -> Iterator[tuple[str, int, Callable[[], int]]]:
    """Yield (name, characters that it works on, work) for every peer that is installed."""
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
    process = import_module("rapidfuzz.process")
    fuzz = import_module("rapidfuzz.fuzz")
    few = text[:50_000]
    singles = [phrase for phrase in phrases if " " not in phrase]

    def naive() -> int:
        return sum(
            process.extractOne(word, singles, scorer=fuzz.ratio, score_cutoff=85) is not None
            for word in few.lower().split()
        )

    yield "rapidfuzz loop (naive)", len(few), naive


def main() -> None:
    """Print speed, memory and growth."""
    parser = argparse.ArgumentParser(prog="python -m bench.tagging", description=__doc__)
    parser.add_argument("--mb", type=int, nargs="*", default=[1, 10])
    parser.add_argument("--indicators", type=int, nargs="*", default=[300, 3000])
    parser.add_argument("--memory", action="store_true", help="also measure peak memory (slower)")
    asked = parser.parse_args()
    for count in asked.indicators:
        codebook = make_codebook(count, random.Random(SEED))
        for size in asked.mb:
            text = make_text(size * 1_000_000, random.Random(SEED))
            documents = make_documents(text)
            began = perf_counter()
            found = engine(documents, codebook)
            speed = size / (perf_counter() - began)
            print(f"{count:5} indicators {size:4} MB: {speed:6.2f} MB/s, {found:,} codings")
            if asked.memory:
                tracemalloc.start()
                engine(documents, codebook)
                print(f"      peak memory {tracemalloc.get_traced_memory()[1] / 1e6 / size:.1f} x input")
                tracemalloc.stop()
    for name, characters, work in peers(text, codebook):
        began = perf_counter()
        work()
        theirs = characters / 1e6 / (perf_counter() - began)
        print(f"{name:30} {theirs:8.3f} MB/s   kubecode is {speed / theirs:.1f} times as fast")


if __name__ == "__main__":
    main()
