"""Context of hits and the order of lines, worked by hand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kubecode.model import Document, Evidence, EvidenceKind, SourceKind, Turn
from kubecode.synthesiser.kwic import kwic_lines, sort_lines

TEXT = "P: Sering?\nT: Dulu sering kumpul di rumah,\nsekarang jarang kumpul. Ya gitu.\n"
TURNS = (Turn(3, 10, 1, "P", asks=True), Turn(14, len(TEXT) - 1, 2, "T", "T", "ketua"))


def document(text=TEXT, turns=TURNS):
    return Document("a.txt", text, "KUBE Melati", True, SourceKind.INTERVIEW, turns)


def hits(word, text=TEXT):
    starts = [n for n in range(len(text)) if text.startswith(word, n)]
    return [
        Evidence(n, n + len(word), text[n : n + len(word)], word, EvidenceKind.EXACT, 1.0) for n in starts
    ]


def test_hit_has_the_context_of_its_speaker():
    first, second = kwic_lines(document(), hits("kumpul"), words=2)
    assert (first.left, first.hit, first.right) == ("Dulu sering ", "kumpul", " di rumah,")
    assert (second.left, second.right) == ("sekarang jarang ", ". Ya")
    assert (first.line, second.line) == (2, 3)
    assert (first.informant, first.role, first.case, first.document) == ("T", "ketua", "KUBE Melati", "a.txt")
    assert (first.indicator, first.kind) == ("kumpul", EvidenceKind.EXACT)


def test_context_ends_with_the_turn():
    (first, _) = kwic_lines(document(), hits("kumpul"), words=50)
    assert first.left == "Dulu sering "
    assert first.right == " di rumah,\nsekarang jarang kumpul. Ya gitu."


@given(
    st.text(alphabet="ab \n.“😀", max_size=60), st.text(alphabet="ab \n.“😀", max_size=60), st.integers(1, 12)
)
def test_left_hit_and_right_form_the_text(before, behind, words):
    text = f"{before}kumpul{behind}"
    (line,) = kwic_lines(document(text, (Turn(0, len(text), 1),)), hits("kumpul", text), words)
    assert text[line.start : line.end] == line.hit
    assert text[line.start - len(line.left) : line.start] == line.left
    assert text[line.end : line.end + len(line.right)] == line.right
    assert len(line.left.split()) <= words >= len(line.right.split())


def test_lines_are_sorted_by_the_nearest_words_on_one_side():
    """Left of the hits: "dulu Sering", "ga Pernah", "kalo sering"; right: "lagi", "di rumah", "(di) sawah"."""
    text = "kalo sering kumpul (di) sawah dulu Sering kumpul di rumah ga Pernah kumpul lagi"
    lines = list(kwic_lines(document(text, (Turn(0, len(text), 1),)), hits("kumpul", text), words=2))
    assert [line.left for line in sort_lines(lines[::-1], "text")] == [
        "kalo sering ",
        "dulu Sering ",
        "ga Pernah ",
    ]
    assert [line.left for line in sort_lines(lines, "left")] == ["ga Pernah ", "dulu Sering ", "kalo sering "]
    assert [line.right for line in sort_lines(lines, "right")] == [" di rumah", " (di) sawah", " lagi"]


def test_context_has_ten_words_of_the_same_turn_on_each_side():
    said = " ".join(f"a{n}" for n in range(12))
    text = f"T: {said} kumpul {said}\nP: Oh?"
    turns = (Turn(3, len(text) - 7, 1, "T", "T"), Turn(len(text) - 3, len(text), 2, "P", asks=True))
    (line,) = kwic_lines(document(text, turns), hits("kumpul", text))
    assert line.left.split() == [f"a{n}" for n in range(2, 12)]
    assert line.right.split() == [f"a{n}" for n in range(10)]
    (line,) = kwic_lines(document(text, turns), hits("kumpul", text), words=12)
    assert (line.left, line.right) == (f"{said} ", f" {said}")


def test_line_has_the_speaker_of_the_turn():
    text = "P: kumpul?\nT: kumpul.\nkumpul"
    turns = (Turn(3, 10, 1, "P", asks=True), Turn(14, 21, 2, "T", "T", "ketua"), Turn(22, 28, 3, "R", "R"))
    lines = list(kwic_lines(document(text, turns), hits("kumpul", text)))
    assert [(line.informant, line.role, line.line) for line in lines] == [
        (None, None, 1),
        ("T", "ketua", 2),
        ("R", None, 3),
    ]
    assert [(line.left, line.right) for line in lines] == [("", "?"), ("", "."), ("", "")]


def test_lines_with_equal_context_are_ordered_by_document_and_position():
    lines = [
        line
        for name in ("b.txt", "a.txt")
        for line in kwic_lines(replace(document(), name=name), hits("kumpul"), words=1)
    ]
    same = [replace(line, left="ya ", right=" ya") for line in lines]
    for sort in ("text", "left", "right"):
        ordered = [(line.document, line.start) for line in sort_lines(same, sort)]
        assert ordered == sorted(ordered)
