"""The table of keys, which the screen, the plain review, its words and the help page follow."""

import io
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Review, ReviewAction
from kubecode.study.session import opened
from kubecode.terminal.keys import PipedKeys, keys_of
from kubecode.terminal.plain_output import PlainOutput
from kubecode.terminal.plain_review import PlainReview
from kubecode.terminal.review_keys import PLAIN_KEYS, REVIEW_KEYS, SCREEN_KEYS, help_page
from kubecode.terminal.screen import ReviewScreen
from kubecode.terminal.screen.panels import keys

PICTURES = Path(__file__).parent / "pictures"


@pytest.fixture
def review(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text("P: Gimana?\nT: Ga pernah ribut kami mah.\n")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    with opened(tmp_path / "kubecode.db") as session:
        yield Review(session, "s")


def test_plain_review_has_a_command_for_each_of_its_keys(review):
    output = PlainOutput(Console(file=io.StringIO()), "id")
    plain = PlainReview(output, review, PipedKeys(io.StringIO(), output.write))
    # Quitting ends the loop that reads the keys.
    expected = {row.command for row in PLAIN_KEYS.values()} - {ReviewAction.QUIT}
    assert set(plain.key_commands()) == expected


def test_screen_has_a_command_for_each_of_its_keys(review):
    expected = {row.command for row in SCREEN_KEYS.values()}
    assert set(ReviewScreen(review, "id").key_commands("1")) == expected


def test_key_is_used_once_and_its_words_lead_to_it():
    names = Counter(name for row in REVIEW_KEYS for name in (row.key, *row.names.split()))
    assert max(names.values()) == 1
    for row in PLAIN_KEYS.values():
        for word in row.words.split():
            assert keys_of(word) == ([row.key], ""), word


@pytest.mark.parametrize("lang", ["id", "en"])
def test_help_page_lists_the_keys_with_their_texts(lang):
    assert help_page(lang) + "\n" == (PICTURES / f"review_help_{lang}.txt").read_text("utf-8")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("is_wide", [False, True])
def test_footer_names_only_keys_of_the_table(lang, is_wide):
    footer = keys(lang, is_wide=is_wide)
    named = {footer.plain[span.start : span.end] for span in footer.spans}
    known = {row.key for row in REVIEW_KEYS} | {"spasi", "space", "panah", "arrows"}
    assert named <= known
    assert {"y", "n", "?"} <= named
