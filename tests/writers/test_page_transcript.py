"""Excerpts marked in a transcript: nested, overlapping, over several lines, with the words that spoke."""

from markupsafe import Markup

from kubecode.model import Document, SourceKind, Turn
from kubecode.writers.page.transcript import MarkedSpan, quote_html, transcript_html

TEXT = "catatan\n\nP: Pernah ribut?\nA: Ga <pernah>\nribut disini.\n"


def document(text=TEXT):
    asked, said = text.index("Pernah"), text.index("Ga")
    turns = (
        Turn(asked, asked + 13, 3, speaker="P", asks=True),
        Turn(said, len(text) - 1, 4, speaker="A", informant="A"),
    )
    return Document("a.txt", text, "a", False, SourceKind.INTERVIEW, turns)


def stretch(anchor, words, *spoke, text=TEXT, behind=""):
    def place(said):
        return text.rindex(said), text.rindex(said) + len(said)

    return MarkedSpan(anchor, *place(words), tuple(map(place, spoke)), Markup(behind))


def shown(*stretches):
    return str(transcript_html(document(), stretches, "id"))


def test_around_an_excerpt_it_is_the_text_with_speakers_and_line_numbers():
    assert shown(stretch("k1", "ribut disini")) == (
        "<p class=aside><i>1</i>catatan</p>\n"
        "<p class=asks><i>3</i><strong>P:</strong> Pernah ribut?</p>\n"
        "<p><i>4</i><strong>A:</strong> Ga &lt;pernah&gt;\n<i>5</i><mark id=k1>ribut disini</mark>.</p>\n"
    )
    assert shown() == "<p class=aside>[… giliran tanpa kutipan tidak ditampilkan …]</p>\n"


def test_an_excerpt_over_two_lines_is_one_mark_with_its_words_and_what_stands_behind_it():
    one = stretch("k1", "Ga <pernah>\nribut disini.", "ribut", "Ga", behind=" [kembali]")
    assert shown(one).splitlines()[2:] == [
        "<p><i>4</i><strong>A:</strong> <mark id=k1><b>Ga</b> &lt;pernah&gt;",
        "<i>5</i><b>ribut</b> disini.</mark> [kembali]</p>",
    ]


def test_an_excerpt_inside_another_lies_inside_it_in_whatever_order_they_come():
    outer, inner = stretch("k1", "ribut disini."), stretch("k2", "ribut", behind="!")
    assert shown(inner, outer) == shown(outer, inner)
    assert "<mark id=k1><mark id=k2>ribut</mark>! disini.</mark>" in shown(inner, outer)


def test_excerpts_that_only_overlap_are_broken_and_never_crossed():
    one, other = stretch("k1", "Ga <pernah>", behind="1"), stretch("k2", "<pernah>\nribut", behind="2")
    assert (
        "<mark id=k1>Ga <mark id=k2>&lt;pernah&gt;</mark></mark>1<mark>\n<i>5</i>ribut</mark>2 disini."
        in shown(one, other)
    )


def test_an_excerpt_that_goes_on_in_the_next_turn_goes_on_there_without_its_name():
    text = shown(stretch("k1", "ribut?\nA: Ga"))
    assert "Pernah <mark id=k1>ribut?</mark></p>" in text
    assert "<p><mark><i>4</i><strong>A:</strong> Ga</mark> &lt;" in text


def test_an_excerpt_of_blanks_between_two_turns_has_its_name_all_the_same():
    blank = MarkedSpan("k9", 8, 9, (), Markup(""))
    assert shown(blank).count("<mark id=k9></mark>") == 1


def test_words_that_overlap_are_marked_once_and_those_outside_the_quote_are_not():
    assert quote_html("Ga pernah ribut", 100, ((103, 109), (100, 105), (110, 130), (0, 9), (200, 201))) == (
        "<b>Ga pernah</b> <b>ribut</b>"
    )


def test_a_text_obeys_nothing_and_keeps_its_offsets():
    hostile = TEXT.replace("catatan", "\x1b[31m\u202e<i>&")
    one = MarkedSpan("k1", *(hostile.index("ribut d") + n for n in (0, 5)), (), Markup(""))
    text = str(transcript_html(document(hostile), [one], "id"))
    assert "<i>1</i>�[31m�&lt;i&gt;&amp;</p>" in text
    assert "<mark id=k1>ribut</mark> disini." in text


def test_turns_far_from_every_excerpt_are_left_out_and_a_line_says_so():
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
    # A short run would take as much room as the line that stands for it.
    near = [MarkedSpan(f"k{n}", turns[n], turns[n] + 4, (), Markup("")) for n in (2, 9, 15)]
    assert "giliran tanpa kutipan" not in str(transcript_html(spoken, near, "id"))
