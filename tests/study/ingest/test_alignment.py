"""Alignment of a corrected transcript: every span whose words survive stands on its words again."""

import random
import re
from pathlib import Path

import pytest

from kubecode.language.indonesian import load
from kubecode.study.ingest.alignment import Alignment, PlaceKind
from kubecode.transcript import Header, read_transcript

WORDS = load().transcript_words
SAMPLES = sorted((Path(__file__).parents[3] / "transcripts_sample").glob("*.txt"))
OLD = (
    "P: Pernah ada konflik, Bu?\n"
    "T: Ga pernah ribut mah. Kami kumpul tiap bulan\ndi rumah saya.\n"
    "P: Jadwalnya gimana?\n"
    "T: Jadwal jaga ditempel di dinding, yang bolos dipotong.\n"
)


def document(text):
    return read_transcript("melati_T_01.txt", text, 0, Header(), WORDS)


def placed(new, words):
    """Return the words in the new text on which ``words`` of the old text stand now, and their kind."""
    start = OLD.index(words)
    place = Alignment(document(OLD), document(new)).place(start, start + len(words))
    return (new[place.start : place.end], place.kind) if place else None


SENTENCE = "Kami kumpul tiap bulan\ndi rumah saya."
FLAT = "Kami kumpul tiap bulan di rumah saya."


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (f"---\nkasus: KUBE Melati\n---\n{OLD}", SENTENCE),
        (OLD.replace("bulan\ndi", "bulan di"), FLAT),
        (OLD.replace("T:", "Ibu Tuti :").replace("P:", "Peneliti :"), SENTENCE),
        (OLD.replace("mah. Kami", "mah! KAMI"), SENTENCE.replace("Kami", "KAMI")),
        (f"P: Lalu?\nT: Baru ini.\n{OLD}", SENTENCE),
        (f"{OLD.replace(' ' + SENTENCE, '')}P: Terus?\nT: Begitu. {FLAT}\n", FLAT),
    ],
)
def test_same_words_are_found_wherever_they_stand(new, expected):
    assert placed(new, SENTENCE) == (expected, PlaceKind.SAME)


@pytest.mark.parametrize(
    ("words", "change", "expected"),
    [
        (SENTENCE, ("kumpul", "berkumpul"), SENTENCE.replace("kumpul", "berkumpul")),
        (SENTENCE, ("tiap bulan", "tiap dua bulan"), SENTENCE.replace("tiap", "tiap dua")),
        (SENTENCE, (" saya.", " ketua saya."), SENTENCE.replace("saya", "ketua saya")),
        ("ribut", ("ribut", "ributt"), "ributt"),
        ("Jadwal jaga ditempel", ("Jadwal jaga ditempel", "Jadual jaga ditempel"), "Jadual jaga ditempel"),
    ],
)
def test_changed_words_stay_where_they_were(words, change, expected):
    assert placed(OLD.replace(*change), words) == (expected, PlaceKind.CHANGED)


@pytest.mark.parametrize("words", [SENTENCE, "Ga pernah ribut mah."])
def test_words_that_are_gone_have_no_place(words):
    assert placed(OLD.replace(words, ""), words) is None


def test_words_said_twice_stay_in_their_turn():
    old = "P: Ribut?\nS: Ya begitu.\nP: Lalu?\nS: Ya begitu.\nP: Terus?\nS: Ya begitu.\n"
    new = old.replace("P: Ribut?\nS: Ya begitu.\n", "")
    alignment = Alignment(document(old), document(new))
    second = old.index("Ya begitu.", old.index("Lalu"))
    place = alignment.place(second, second + 10)
    assert place.start == new.index("Ya begitu.")


def forms(text):
    return [word.casefold() for word in re.findall(r"\w+(?:['’-]\w+)*", text)]


def edited(text, rng):
    """Return a text with some lines inserted, deleted, changed or moved, or in another layout."""
    kind = rng.choice(["lines", "wrapped", "labels"])
    if kind == "wrapped":
        return re.sub(r"(?<=[a-z,])\n(?=[a-z])", " ", text)
    if kind == "labels":
        return text.replace("Pewawancara:", "Peneliti :").replace("P: ", "P : ")
    lines = text.split("\n")
    for _ in range(rng.randrange(1, 7)):
        at = rng.randrange(6, len(lines))
        match rng.randrange(4):
            case 0:
                lines.insert(at, "tambahan yang baru di sini.")
            case 1:
                del lines[at]
            case 2:
                lines[at] = lines[at].replace("a", "e", 2)
            case 3:
                lines.insert(rng.randrange(6, len(lines)), lines.pop(at))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(30))
def test_no_span_whose_words_survive_is_lost(seed):
    rng = random.Random(seed)
    old = document(rng.choice(SAMPLES).read_text("utf-8"))
    new = document(edited(old.text, rng))
    alignment = Alignment(old, new)
    said = [forms(new.text[turn.start : turn.end]) for turn in new.turns]
    for turn in rng.choices([turn for turn in old.turns if not turn.asks], k=20):
        found = list(re.finditer(r"\S+", old.text[turn.start : turn.end]))
        first = rng.randrange(len(found))
        last = min(len(found) - 1, first + rng.randrange(2, 16))
        start, end = turn.start + found[first].start(), turn.start + found[last].end()
        sought = forms(old.text[start:end])
        survives = any(words[at : at + len(sought)] == sought for words in said for at in range(len(words)))
        place = alignment.place(start, end)
        if sought and survives:
            assert place is not None
            assert forms(new.text[place.start : place.end]) == sought


def test_long_texts_are_aligned_by_turns(monkeypatch):
    monkeypatch.setattr("kubecode.study.ingest.alignment._MOST_PAIRS", 40)
    assert placed(f"P: Lalu?\nT: Baru.\n{OLD}", SENTENCE) == (SENTENCE, PlaceKind.SAME)
    assert placed(OLD.replace("kumpul", "berkumpul"), "Jadwal jaga ditempel di dinding")[0].startswith(
        "Jadwal"
    )
