"""Only the indicator changes; every other character of the file stays."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import parsed

from kubecode.codebook import Group, compare_codebooks
from kubecode.study.codebooks.load import locate_codebook
from kubecode.writers.codebook_edit import add_indicator, remove_indicator

HEAD = "codebook: uji # nama\nversion: 1\ncodes:\n"
PARTS = "{0}label: 'L'\n{0}brief: b\n{0}definition: >-\n{0}  panjang\n{0}  sekali\n{0}use_when: u\n{0}not_when: n\n{0}example: \"e: é\"\n"
PARTS_TEXT = PARTS.format("    ")


def codebook_text(indicators, rest=""):
    return f"{HEAD}  # kode pertama\n  - id: konflik\n{PARTS_TEXT}{indicators}{rest}# habis\n"


def changed(before, after):
    """Return the removed and the added lines."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return [line.strip() for line in old], [line.strip() for line in new]


ADDED = [
    ("    indicators: {any: [ribut]}\n", ["indicators: {any: [ribut, adu mulut]}"]),
    ("    indicators: {any: []}\n", ["indicators: {any: [adu mulut]}"]),
    ("    indicators: {any: [ ] }\n", ["indicators: {any: [adu mulut ] }"]),
    ("    indicators: {any: }\n", ["indicators: {any: [adu mulut]}"]),
    ("    indicators: {}\n", ["indicators: {any: [adu mulut]}"]),
    ("    indicators: {hinders: [a1]}\n", ["indicators: {hinders: [a1], any: [adu mulut]}"]),
    ("    indicators:\n      any: [ribut, cekcok] # dua\n", ["any: [ribut, cekcok, adu mulut] # dua"]),
    ("    indicators:\n      any: [ribut, cekcok,]\n", ["any: [ribut, cekcok, adu mulut,]"]),
    ("    indicators:\n      any: [\n        ribut, # r\n        cekcok\n      ]\n", ["cekcok, adu mulut"]),
    (
        "    indicators:\n      any: [\n        ribut, # r\n        cekcok # c\n      ]\n",
        ["cekcok, # c", "adu mulut"],
    ),
    ("    indicators:\n      any: [\n        ribut,\n        cekcok, # c\n      ]\n", ["adu mulut"]),
    (
        "    indicators:\n      any:\n        - ribut\n        -  'cekcok' # c\n      # lain\n",
        ["-  adu mulut"],
    ),
    ("    indicators:\n      any:\n      - ribut\n", ["- adu mulut"]),
    ("    indicators:\n      any: # belum ada\n", ["any: [adu mulut] # belum ada"]),
    ("    indicators:\n      hinders: [ribut] # r\n", ["any: [adu mulut]"]),
    ("    indicators:\n      hinders:\n        - ribut # r\n", ["any: [adu mulut]"]),
    ("", ["indicators:", "any: [adu mulut]"]),
]


@pytest.mark.parametrize("rest", ["", "    exclude: []\n", "    codes: [] # nanti\n"])
@pytest.mark.parametrize(("indicators", "added"), ADDED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_add_indicator_changes_only_its_lines(indicators, added, rest, newline):
    before = codebook_text(indicators, rest).replace("\n", newline)
    after = add_indicator(before, "konflik", Group.ANY, "adu mulut")
    assert changed(before, after)[1] == added
    assert after.count(newline) == after.count("\n")
    (change,) = compare_codebooks(*(parsed(text)[0] for text in (before, after)))
    assert (change.kind, change.path, change.what, change.after) == (
        "added",
        "konflik",
        "indicators/any",
        "adu mulut",
    )


REMOVED = [
    ("    indicators: {any: [ribut]}\n", ["indicators: {any: []}"]),
    ("    indicators: {any: [ribut, cekcok]}\n", ["indicators: {any: [cekcok]}"]),
    ("    indicators: {any: [cekcok, ribut]}\n", ["indicators: {any: [cekcok]}"]),
    ("    indicators: {any: [cekcok , ribut, ]}\n", ["indicators: {any: [cekcok , ]}"]),
    ("    indicators: {any: [ribut, cekcok, ribut]}\n", ["indicators: {any: [cekcok]}"]),
    ("    indicators: {any: [ribut, ribut]}\n", ["indicators: {any: []}"]),
    (
        "    indicators: {any: [ribut, cekcok], hinders: ['ribut']}\n",
        ["indicators: {any: [cekcok], hinders: []}"],
    ),
    ("    indicators:\n      any: [\n        ribut, # r\n        cekcok\n      ]\n", []),
    ("    indicators:\n      any: [\n        cekcok, # c\n        ribut\n      ]\n", []),
    ("    indicators:\n      any: [\n        cekcok,\n        ribut # r\n      ]\n", []),
    ("    indicators:\n      any: [\n        cekcok,\n        ribut\n      ]\n", ["cekcok"]),
    ("    indicators:\n      any: [\n        cekcok,\n        ribut]\n", ["cekcok]"]),
    ("    indicators:\n      any: [a, ribut,\n        cekcok]\n", ["any: [a,"]),
    ("    indicators:\n      any: [ribut,\n        cekcok]\n", ["any: ["]),
    ("    indicators:\n      any:\n        # tentang cekcok\n        - cekcok\n        - ribut # r\n", []),
    ("    indicators:\n      any:\n      - ribut\n", []),
]


@pytest.mark.parametrize("rest", ["", "    exclude: [ributin]\n"])
@pytest.mark.parametrize(("indicators", "added"), REMOVED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_remove_indicator_changes_only_its_lines(indicators, added, rest, newline):
    before = codebook_text(indicators, rest).replace("\n", newline)
    after = remove_indicator(before, "konflik", "ribut")
    assert changed(before, after)[1] == added
    assert after.count("#") == before.count("#") - before.count("# r")
    changes = compare_codebooks(*(parsed(text)[0] for text in (before, after)))
    assert {(c.kind, c.path, c.before) for c in changes} == {("removed", "konflik", "ribut")}


def test_last_line_may_lack_a_line_end():
    before = codebook_text("    indicators: {any: [ribut]}\n").removesuffix("# habis\n").rstrip("\n")
    assert add_indicator(before, "konflik", Group.HINDERS, "cekcok").endswith(
        "{any: [ribut], hinders: [cekcok]}"
    )
    block = before.replace("{any: [ribut]}", "\n      any:\n        - cekcok\n        - ribut")
    assert add_indicator(block, "konflik", Group.ANY, "geger").endswith("- ribut\n        - geger")
    assert remove_indicator(block, "konflik", "ribut").endswith("- cekcok")


def test_indicator_in_double_quotes_is_a_different_one():
    before = codebook_text("    indicators: {any: [\"ribut\", 'ribut']}\n")
    assert changed(before, remove_indicator(before, "konflik", '"ribut"'))[1] == [
        "indicators: {any: ['ribut']}"
    ]
    assert changed(before, remove_indicator(before, "konflik", "ribut"))[1] == [
        'indicators: {any: ["ribut"]}'
    ]


def test_long_list_continues_on_the_next_line():
    words = ", ".join(f"kata{letter}" for letter in "abcdefghijklmnop")
    before = codebook_text(f"    indicators:\n      any: [{words}]\n")
    assert changed(before, add_indicator(before, "konflik", Group.ANY, "ribut"))[1][1] == "ribut]"
    assert "\n        ribut]\n" in add_indicator(before, "konflik", Group.ANY, "ribut")


def test_only_the_sub_code_at_the_path_changes():
    sub = "    codes:\n      - {id: terbuka, indicators: {any: [ribut]}}\n      - id: diam\n        indicators: {any: [ribut]}\n"
    before = codebook_text("    indicators: {any: [ribut]}\n", sub)
    after = remove_indicator(before, "konflik/diam", "ribut")
    assert changed(before, after) == (["indicators: {any: [ribut]}"], ["indicators: {any: []}"])
    assert "      - {id: terbuka, indicators: {any: [ribut]}}\n" in after
    with pytest.raises(KeyError):
        add_indicator(before, "konflik/tidak_ada", Group.ANY, "x")


def test_indicator_with_a_meaning_in_yaml_is_quoted():
    before = codebook_text("    indicators: {any: [ribut]}\n")
    for indicator in ('"kumpul"', "jadwal + jaga", "jum'at", "suka-suka", "a: b", "[x]"):
        after, problems = parsed(add_indicator(before, "konflik", Group.ANY, indicator))
        assert [i.text for i in after.find("konflik").indicators] == ["ribut", indicator], problems


WORDS = st.sampled_from(["ribut", "adu mulut", '"cekcok"', "'geger'", "suka-suka"])
COMMENTS = st.sampled_from(["", " # kata, dan ] lagi", "  # é"])


@st.composite
def lists(draw):
    """Draw a list of indicators in one of the layouts that people use."""
    words = draw(st.lists(WORDS, max_size=4, unique=True))
    kind = draw(st.sampled_from(["dashes", "one line", "lines", "loose"]))
    if kind == "dashes" and words:
        return "".join(f"\n        - {word}{draw(COMMENTS)}" for word in words)
    comma = draw(st.sampled_from(["", ","])) if words else ""
    if kind == "lines":
        gaps = [f"{draw(st.sampled_from([',', ' ,']))}{draw(COMMENTS)}\n        " for _ in words[1:]] + [""]
        inner = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
        return f" [{draw(COMMENTS)}\n        {inner}{comma}{draw(COMMENTS)}\n      ]"
    between = ", " if kind == "one line" else "  ,\n          "
    return f" [{between.join(words)}{comma}]{draw(COMMENTS)}"


@given(st.data(), st.sampled_from(["\n", "\r\n"]))
def test_one_indicator_changes_and_comments_stay_in_any_layout(data, newline):
    groups = data.draw(st.lists(st.sampled_from(list(Group)), min_size=1, unique=True))
    before = codebook_text("    indicators:\n" + "".join(f"      {g}:{data.draw(lists())}\n" for g in groups))
    before = before.replace("\n", newline)
    codebook, problems = parsed(before)
    assert not problems, (before, problems)
    group = data.draw(st.sampled_from(list(Group)))
    after = add_indicator(before, "konflik", group, "sengit")
    (change,) = compare_codebooks(codebook, parsed(after)[0])
    assert (change.kind, change.what, change.after) == ("added", f"indicators/{group}", "sengit")
    assert after.count("#") == before.count("#")
    assert [line for line in after.splitlines() if line.strip().startswith("#")] == [
        line for line in before.splitlines() if line.strip().startswith("#")
    ]
    again, problems = parsed(remove_indicator(after, "konflik", "sengit"))
    assert compare_codebooks(codebook, again) == [], problems
    for text in {indicator.text for indicator in codebook.find("konflik").indicators}:
        less, problems = parsed(remove_indicator(before, "konflik", text))
        assert {c.before for c in compare_codebooks(codebook, less)} == {text}, problems


def test_layout_of_a_codebook_survives_many_edits():
    text = dedent(
        """\
        codebook: uji
        codes:
        - {id: a, label: x, indicators: {any: [satu]}} # ya
        - id: b
          indicators:
            any: [dua,
                  tiga]   # sejajar
        """
    )
    for word in ("satu2a", "satu3b"):
        text = add_indicator(add_indicator(text, "a", Group.HINDERS, word), "b", Group.ANY, word)
    assert text.endswith("      tiga, satu2a, satu3b]   # sejajar\n")
    assert "{any: [satu], hinders: [satu2a, satu3b]}} # ya\n" in text


def test_every_code_of_the_bundled_codebook_can_be_edited():
    text = locate_codebook("dinamika-kelompok").read_text("utf-8")
    book = parsed(text)[0]
    for code in book.walk():
        after = add_indicator(text, code.path, Group.HINDERS, "kata coba")
        went, added = changed(text, after)
        assert len(went) <= 1, code.path
        assert len(added) <= 3, code.path
        (change,) = compare_codebooks(book, parsed(after)[0])
        assert (change.path, change.after) == (code.path, "kata coba")
        assert compare_codebooks(book, parsed(remove_indicator(after, code.path, "kata coba"))[0]) == []
