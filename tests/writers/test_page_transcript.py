"""Excerpts marked in a transcript: nested, overlapping, over several lines, with their evidence."""

from markupsafe import Markup

from kubecode.model import Document, SourceKind, Turn
from kubecode.writers.page.transcript import MarkedSpan, quote_html, transcript_html

TEXT = "catatan\n\nP: Pernah ribut?\nA: Ga <pernah>\nribut disini.\n"


def document(text=TEXT):
    question, answer = text.index("Pernah"), text.index("Ga")
    turns = (
        Turn(question, question + 13, 3, speaker="P", asks=True),
        Turn(answer, len(text) - 1, 4, speaker="A", informant="A"),
    )
    return Document("a.txt", text, "a", False, SourceKind.INTERVIEW, turns)


def marked(anchor, excerpt, *evidence, text=TEXT, links=""):
    def span(words):
        return text.rindex(words), text.rindex(words) + len(words)

    return MarkedSpan(anchor, *span(excerpt), tuple(map(span, evidence)), Markup(links))


def html(*spans):
    return str(transcript_html(document(), spans, "id"))


def test_text_near_an_excerpt_has_speakers_and_line_numbers():
    assert html(marked("k1", "ribut disini")) == (
        "<p class=aside><i>1</i>catatan</p>\n"
        "<p class=asks><i>3</i><strong>P:</strong> Pernah ribut?</p>\n"
        "<p><i>4</i><strong>A:</strong> Ga &lt;pernah&gt;\n<i>5</i><mark id=k1>ribut disini</mark>.</p>\n"
    )
    assert html() == "<p class=aside>[… giliran tanpa kutipan tidak ditampilkan …]</p>\n"


def test_excerpt_over_two_lines_is_one_mark_with_evidence_and_links():
    one = marked("k1", "Ga <pernah>\nribut disini.", "ribut", "Ga", links=" [kembali]")
    assert html(one).splitlines()[2:] == [
        "<p><i>4</i><strong>A:</strong> <mark id=k1><b>Ga</b> &lt;pernah&gt;",
        "<i>5</i><b>ribut</b> disini.</mark> [kembali]</p>",
    ]


def test_nested_excerpts_are_nested_marks_in_any_order():
    outer, inner = marked("k1", "ribut disini."), marked("k2", "ribut", links="!")
    assert html(inner, outer) == html(outer, inner)
    assert "<mark id=k1><mark id=k2>ribut</mark>! disini.</mark>" in html(inner, outer)


def test_marks_of_overlapping_excerpts_are_closed_and_reopened():
    one, other = marked("k1", "Ga <pernah>", links="1"), marked("k2", "<pernah>\nribut", links="2")
    assert (
        "<mark id=k1>Ga <mark id=k2>&lt;pernah&gt;</mark></mark>1<mark>\n<i>5</i>ribut</mark>2 disini."
        in html(one, other)
    )


def test_excerpt_over_two_turns_continues_without_its_anchor():
    text = html(marked("k1", "ribut?\nA: Ga"))
    assert "Pernah <mark id=k1>ribut?</mark></p>" in text
    assert "<p><mark><i>4</i><strong>A:</strong> Ga</mark> &lt;" in text


def test_excerpt_of_blanks_between_two_turns_has_its_anchor():
    blank = MarkedSpan("k9", 8, 9, (), Markup(""))
    assert html(blank).count("<mark id=k9></mark>") == 1


def test_overlapping_words_are_marked_once_and_only_inside_the_quote():
    assert quote_html("Ga pernah ribut", 100, ((103, 109), (100, 105), (110, 130), (0, 9), (200, 201))) == (
        "<b>Ga pernah</b> <b>ribut</b>"
    )


def test_hostile_text_is_escaped_and_keeps_its_offsets():
    hostile = TEXT.replace("catatan", "\x1b[31m\u202e<i>&")
    one = MarkedSpan("k1", *(hostile.index("ribut d") + n for n in (0, 5)), (), Markup(""))
    text = str(transcript_html(document(hostile), [one], "id"))
    assert "<i>1</i>�[31m�&lt;i&gt;&amp;</p>" in text
    assert "<mark id=k1>ribut</mark> disini." in text


def test_turns_far_from_every_excerpt_are_replaced_by_a_line():
    text = "".join(f"A: kata{number}\n" for number in range(20))
    turns = [text.index(f"kata{number}\n") for number in range(20)]
    spoken = Document(
        "a.txt",
        text,
        "a",
        False,
        SourceKind.INTERVIEW,
        tuple(
            Turn(at, text.index("\n", at), n + 1, speaker="A", informant="A") for n, at in enumerate(turns)
        ),
    )
    at = turns[10]
    lines = str(transcript_html(spoken, [MarkedSpan("k1", at, at + 6, (), Markup(""))], "id")).splitlines()
    assert [line.partition("kata")[2].partition("<")[0] for line in lines] == [
        "",
        "8",
        "9",
        "10",
        "11",
        "12",
        "",
    ]
    assert "giliran tanpa kutipan" in lines[0]
    assert "<i>11</i>" in lines[3]
    # A short run is shown: the line that replaces it would be as long.
    near = [MarkedSpan(f"k{n}", turns[n], turns[n] + 4, (), Markup("")) for n in (2, 9, 15)]
    assert "giliran tanpa kutipan" not in str(transcript_html(spoken, near, "id"))
