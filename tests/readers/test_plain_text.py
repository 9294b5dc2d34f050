"""Pictures in Markdown, which are no speech."""

from pathlib import Path

import pytest

from kubecode.language.registry import load_language
from kubecode.readers.plain_text import read

WORDS = load_language().transcript_words


def read_text(text):
    (source,) = read(Path("a.md"), text.encode(), WORDS)
    return source.text, dict(source.left_out)


@pytest.mark.parametrize(
    ("text", "remaining", "count"),
    [
        ("T: Rukun. ![](data:image/png;base64,kompak+/=) Ya.", "T: Rukun.  Ya.", 1),
        ('T: Rukun. ![foto](<data:image/png;base64,kompak> "kami") Ya.', "T: Rukun.  Ya.", 1),
        ("T: Rukun. ![foto rapat](media/image1.png)", "T: Rukun. ", 1),
        ('T: Rukun. <img src="data:image/png;base64,kompak" width="3"/>Ya.', "T: Rukun. Ya.", 1),
        ("T: Ya. ![][image1]\n\n[image1]: <data:image/png;base64,kompak>\n", "T: Ya. \n\n\n", 1),
        ("T: Ya. ![a][b]![c][d]\n[b]: data:a\n [d]: <data:b>", "T: Ya. \n\n", 2),
        ("T: Rukun! [tertawa](ramai) data: kompak", "T: Rukun! [tertawa](ramai) data: kompak", 0),
        ("T: Rukun ![][image1] [a]: data:x", "T: Rukun ![][image1] [a]: data:x", 0),
    ],
)
def test_pictures_are_left_out_and_counted(text, remaining, count):
    assert read_text(text) == (remaining, {"picture": count} if count else {})


@pytest.mark.parametrize("beginning", ["![](data:image/png;base64,", "![a](", "![", "[a]: <data:", "<img "])
def test_pictures_that_never_end_are_text(beginning):
    text = f"T: Rukun. {beginning * 100_000}"
    assert read_text(text) == (text, {})


def test_tags_of_a_page_are_left_out():
    lines = ["<p><strong>Nia&nbsp;:</strong> Bangga?</p>", "<p><b>Slamet:</b> Bangga &amp; senang.<br></p>"]
    text, left_out = read_text("\n".join(lines))
    assert text.split("\n") == ["Nia\xa0: Bangga?", "Slamet: Bangga & senang."]
    assert left_out == {"HTML tag": 9}


def test_tags_in_few_lines_are_text():
    assert read_text("P: Ribut?\nS: <i>Engga</i>.\nP: Oh.\nS: Ya.\n")[1] == {}
