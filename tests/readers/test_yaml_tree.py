import pytest

from kubecode.readers.yaml_tree import MAX_CHARACTERS, read_yaml
from kubecode.yaml_node import YamlList, YamlMapping, YamlText


def test_values_remain_the_text_that_was_typed():
    node, problems = read_yaml("a: no\nb: 2016-05-12\nc: 041\nd: ~\n", "x.yaml")
    assert not problems
    assert {key: value.value for key, value in node.entries.items()} == {
        "a": "no",
        "b": "2016-05-12",
        "c": "041",
        "d": "~",
    }


def test_values_have_their_position_and_quotes():
    node, _ = read_yaml("a:\n  - \"x\"\n  - 'y'\n", "x.yaml", first_line=3)
    assert isinstance(node, YamlMapping)
    items = node.entries["a"]
    assert isinstance(items, YamlList)
    first, second = items.items
    assert isinstance(first, YamlText)
    assert (first.position.line, first.position.column, first.in_double_quotes) == (4, 5, True)
    assert not second.in_double_quotes


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_empty_file_is_no_problem(text):
    _, problems = read_yaml(text, "x.yaml")
    assert not problems


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("a: [1, 2\nb: 3\n", 2, "bracket"),
        ("a:\n\tb: 1\n", 2, "spaces"),
        ("a: b: c\n", 1, "single quotes"),
        ("a: 1\n  b: 2\n", 2, "quotes"),
        ("a: \x07\n", 1, "control"),
    ],
)
def test_invalid_yaml_is_a_problem_with_line_and_remedy(text, line, remedy):
    node, (problem,) = read_yaml(text, "x.yaml")
    assert node is None
    assert problem.where.line == line
    assert remedy in f"{problem.message} {problem.hint}"


def test_repeated_key_is_a_problem():
    _, (problem,) = read_yaml("a: 1\na: 2\n", "x.yaml")
    assert problem.where.line == 2
    assert "line 1" in problem.hint


def test_alias_is_refused_before_it_is_expanded():
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)]
    node, (problem,) = read_yaml("\n".join(lines), "x.yaml")
    assert node is None
    assert "alias" in problem.message


def test_size_and_depth_are_limited():
    assert "characters" in read_yaml("x" * (MAX_CHARACTERS + 1), "x.yaml")[1][0].message
    assert "nested" in read_yaml("[" * 500 + "]" * 500, "x.yaml")[1][0].message


def test_tags_build_no_objects():
    node, problems = read_yaml("a: !!python/object/apply:os.system [echo]\n", "x.yaml")
    assert not problems
    assert isinstance(node.entries["a"], YamlList)
