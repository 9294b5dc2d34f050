"""How well and how fast words are read, beside the stemmers that one can install.

    python -m bench.words GOLD.tsv [--text FILE…]

GOLD.tsv holds form, root (several with ``|``) and phenomenon, separated by tabs. A pair is right when the
form comes to the root, or to what the same tool makes of the root: for a stemmer it is enough that the
two meet. ``kubecode~`` also takes the nearest root of what no rule could read. Then follow the forms that
the grammar makes of every root (``bench.chains``), and the speed. Peers are the extra ``[bench]``; one
that is not installed is left out.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter

from bench.chains import CHAINS, formed
from kubecode.language import Language, NearSpelling, indonesian, tokenise
from kubecode.language.indonesian.analyser import IndonesianAnalyser
from kubecode.language.indonesian.lexicon import load_lexicon

Read = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A form, the roots that are right for it, and what it is a case of."""

    form: str
    roots: tuple[str, ...]
    phenomenon: str


def read_gold(path: Path) -> list[Pair]:
    """Return the pairs of a gold file."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            form, roots, phenomenon, *_ = [*line.split("\t"), ""]
            pairs.append(Pair(form.lower(), tuple(roots.lower().split("|")), phenomenon or "-"))
    return pairs


def with_near_spelling(language: Language) -> Read:
    """Return a reader that also takes the nearest root of what no rule could read."""
    near = NearSpelling(language.analyser)

    def read(form: str) -> str:
        reading = language.read(form)
        nearest = None if reading.known else near.nearest(form)
        return nearest.root if nearest else reading.lemma

    return read


def peers() -> Iterator[tuple[str, Read]]:
    """Yield the stemmers that are installed."""
    with suppress(ImportError):
        factory = import_module("Sastrawi.Stemmer.StemmerFactory").StemmerFactory()
        yield "PySastrawi", factory.create_stemmer().stem
    with suppress(ImportError):
        yield "nlp-id", import_module("nlp_id.lemmatizer").Lemmatizer().lemmatize
    with suppress(ImportError):
        yield "PyStemmer", import_module("Stemmer").Stemmer("indonesian").stemWord


def is_right(read: Read, pair: Pair) -> bool:
    """Say whether a form comes to one of its roots, or meets it; a root itself must keep every letter."""
    got = read(pair.form)
    return got in pair.roots or (pair.form not in pair.roots and got in map(read, pair.roots))


def print_accuracy(pairs: list[Pair], readers: dict[str, Read]) -> None:
    """Print the share of right pairs for every phenomenon and reader, and what kubecode got wrong."""
    width = max(map(len, (*(pair.phenomenon for pair in pairs), "morphology")))
    print(f"{'':{width}} {'pairs':>6} " + " ".join(f"{name:>10}" for name in readers))
    groups = {
        name: [p for p in pairs if p.phenomenon == name] for name in sorted({p.phenomenon for p in pairs})
    }
    morphology = {"typo", "slang", "proper_noun", "no_strip", "particle", "elongation"}
    groups["morphology"] = [pair for pair in pairs if pair.phenomenon not in morphology]
    groups["all"] = pairs
    for name, group in groups.items():
        shares = [
            sum(is_right(read, pair) for pair in group) / len(group) for read in readers.values() if group
        ]
        print(f"{name:{width}} {len(group):6} " + " ".join(f"{share:10.3f}" for share in shares))
    ours = readers["kubecode~"]
    for pair in pairs:
        if not is_right(ours, pair):
            print(f"  wrong: {pair.form} → {ours(pair.form)}, not {'|'.join(pair.roots)} ({pair.phenomenon})")


def print_chains(language: Language) -> None:
    """Print how many of the forms that grammar makes of the commoner roots come back to their root."""
    roots = [root for root, tier in language.analyser.roots.items() if tier < 2 and len(root) > 2]
    made = [(root, form) for root in roots for chain in CHAINS if (form := formed(root, *chain))]
    back = sum(language.read(form).lemma == root for root, form in made)
    print(f"\n{len(made):,} forms made by grammar of {len(roots):,} roots: {back / len(made):.3f} come back")


def forms_to_time(pairs: list[Pair], texts: list[Path]) -> list[str]:
    """Return distinct forms: of the texts if given, else of the gold with every root under five affixes."""
    if texts:
        said = "\n".join(path.read_text(encoding="utf-8") for path in texts)
        return sorted({token.form for token in tokenise(said)})
    shapes = ("{}", "di{}", "{}nya", "nge{}in", "ke{}an", "ber{}")
    derived = (shape.format(root) for root in load_lexicon().tier_of for shape in shapes)
    return sorted({*derived, *(pair.form for pair in pairs if re.fullmatch(r"[a-z2-]+", pair.form))})


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the median time of some work."""
    taken = []
    for _ in range(times):
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    return statistics.median(taken)


def print_speed(forms: list[str], readers: dict[str, Read]) -> None:
    """Print forms a second, cold (fresh) and warm (met before), with ratios to each peer, and the start."""
    lexicon = load_lexicon()

    def cold() -> None:
        analyser = IndonesianAnalyser(lexicon)
        for form in forms:
            analyser.read(form)

    warm_analyser = IndonesianAnalyser(lexicon)
    for form in forms:
        warm_analyser.read(form)
    ours_cold = len(forms) / seconds(cold)
    ours_warm = len(forms) / seconds(lambda: [warm_analyser.read(form) for form in forms])
    print(f"\n{len(forms):,} distinct forms")
    print(f"kubecode cold  {ours_cold:12,.0f} forms/s")
    print(f"kubecode warm  {ours_warm:12,.0f} forms/s")
    print(f"words loaded in {1000 * seconds(load_lexicon, 9):.1f} ms")
    sample = forms[:: max(1, len(forms) // 500)]
    for name, read in readers.items():
        if not name.startswith("kubecode"):
            theirs = len(sample) / seconds(lambda read=read: [read(form) for form in sample], 1)  # type: ignore[misc]
            print(
                f"{name:14} {theirs:12,.0f} forms/s   kubecode cold is {ours_cold / theirs:.1f} times as fast"
            )


def main() -> None:
    """Print accuracy and speed."""
    parser = argparse.ArgumentParser(prog="python -m bench.words", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="texts whose forms are timed")
    asked = parser.parse_args()
    pairs = read_gold(asked.gold)
    language = indonesian.load()
    readers: dict[str, Read] = {
        "kubecode": lambda form: language.read(form).lemma,
        "kubecode~": with_near_spelling(language),
        **dict(peers()),
    }
    print_accuracy(pairs, readers)
    print_chains(language)
    print_speed(forms_to_time(pairs, asked.text), readers)


if __name__ == "__main__":
    main()
