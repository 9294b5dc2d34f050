"""A Markdown reader shows escaped text exactly as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kubecode.safe_text import visible_lines
from kubecode.writers.markdown_text import Markdown, escape_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = r"\`*_{}[]()<>#|~$&^@!-+=:.1\"'/ é字🙂ab" + "\n"
TEXTS = st.one_of(
    st.text(),
    st.text(MARKUP),
    st.lists(st.sampled_from(["**", "1.", "- ", "](", "&amp;", "<b>", "a_b", "\\|", "---", "\n"])).map(
        "".join
    ),
)


def read(inline):
    """Return the text of an inline token, with a line break for each ``<br>``."""
    texts = []
    for token in inline.children:
        assert token.type in {"text", "text_special", "html_inline"}, token
        assert token.type != "html_inline" or token.content == "<br>"
        texts.append("\n" if token.type == "html_inline" else token.content)
    return "".join(texts)


def expected(text):
    return visible_lines(text).strip("\n")


@given(TEXTS)
def test_text_in_a_paragraph(text):
    tokens = READER.parse(f"{escape_markdown(text)}\n")
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    assert (read(tokens[1]) if tokens else "") == expected(text)


@given(TEXTS, TEXTS)
def test_text_after_other_text_and_in_a_quote(text, other):
    (inline,) = [
        t
        for t in READER.parse(f"> “{escape_markdown(text)}” ({escape_markdown(other)})\n")
        if t.type == "inline"
    ]
    assert read(inline) == f"“{expected(text)}” ({expected(other)})"


@given(TEXTS, TEXTS)
def test_text_on_the_second_line_of_a_paragraph(text, other):
    tokens = READER.parse(f"{escape_markdown(text)}\n{escape_markdown(other)}\n")
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1))
def test_text_in_the_cells_of_a_table(rows):
    lines = [
        "| a | b |",
        "| --- | --- |",
        *(f"| {escape_markdown(one)} | {escape_markdown(other)} |" for one, other in rows),
    ]
    cells = [read(token) for token in READER.parse("\n".join(lines)) if token.type == "inline"]
    assert cells == ["a", "b", *(expected(text) for row in rows for text in row)]


@given(TEXTS)
def test_text_in_a_heading(text):
    tokens = READER.parse(f"## {escape_markdown(text)}\n")
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    assert read(tokens[1]) == expected(text)


@pytest.mark.parametrize(
    "plain", ["cempaka_T_01 baris 17", "3 dari 3 informan; W–O", "“Ribut? Ga pernah.”", "2016-05-12"]
)
def test_ordinary_text_is_not_escaped(plain):
    assert escape_markdown(plain) == plain


def test_markdown_is_not_escaped_again():
    assert escape_markdown(Markdown("**a**")) == "**a**"
    assert re.fullmatch(r"\\\*\\\*a\\\*\\\*", escape_markdown("**a**"))
