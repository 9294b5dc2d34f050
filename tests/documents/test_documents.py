"""The documents agree with the code, the configuration and each other."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from kubecode.cli.app import app
from kubecode.model import VERSION
from kubecode.wording import wording

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.id.md")


def text(name):
    return (ROOT / name).read_text("utf-8")


def commands():
    return {command.name or command.callback.__name__ for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }


@pytest.mark.parametrize("name", READMES)
def test_readme_names_all_commands_and_no_others(name):
    named = re.findall(r"(?:^    |^\$ |`)kubecode ([a-z]+)", text(name), re.MULTILINE)
    assert set(named) == commands()


def test_both_readmes_have_the_same_headings_commands_and_tables():
    english, indonesian = map(text, READMES)
    for pattern in (
        r"^(#+) ",
        r"^    (kubecode [^#\n]+|make \w+|pipx[^\n]+|py -m[^\n]+)",
        r"^\| (`[^`]+`)",
        r"^(```\w*)",
    ):
        assert [line.strip() for line in re.findall(pattern, english, re.MULTILINE)] == [
            line.strip() for line in re.findall(pattern, indonesian, re.MULTILINE)
        ], pattern


def test_architecture_and_import_contracts_name_the_same_floors():
    layers = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = [sorted(re.split(r"\s*[|:]\s*", layer)) for layer in layers]
    rows = re.findall(r"^\| \d \| ([^|]+) \|", text("ARCHITECTURE.md"), re.MULTILINE)
    assert [sorted(re.findall(r"`(\w+)`", row)) for row in rows] == floors
    rooms = {
        path.stem
        for path in (ROOT / "kubecode").iterdir()
        if not path.name.startswith(("_", "bundled")) and path.suffix in {"", ".py"}
    }
    assert {room for floor in floors for room in floor} == rooms


@pytest.mark.parametrize(
    "name", ["ARCHITECTURE.md", "README.md", "README.id.md", "CHANGELOG.md", "docs/glossary.md"]
)
def test_links_in_documents_lead_to_files(name):
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        assert (ROOT / target).exists(), target


def records():
    return sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")
    )


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", *records()])
def test_modules_that_a_document_names_exist(name):
    rooms = "cli|terminal|study|store|readers|writers|coder|synthesiser|codebook|language|transcript"
    for path in re.findall(rf"`((?:{rooms})(?:\.\w+)+)`", text(name)):
        module = ROOT / "kubecode" / path.replace(".", "/")
        assert module.is_dir() or module.with_suffix(".py").exists(), path


def test_decision_records_are_numbered_and_listed():
    names = [Path(record).name for record in records()]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    listed = re.findall(r"^- \[(\d+\. .+)\]\((.+)\)$", text("docs/decisions/README.md"), re.MULTILINE)
    titles = [text(record).splitlines()[0].removeprefix("# ") for record in records()]
    assert listed == list(zip(titles, names, strict=True))


def test_changelog_begins_with_this_version():
    assert re.search(r"^## ([\d.]+)", text("CHANGELOG.md"), re.MULTILINE)[1] == VERSION == version("kubecode")


def test_glossary_is_sorted_and_has_the_nouns_of_the_model():
    words = re.findall(r"^\| ([a-z][^|]*) \|", text("docs/glossary.md"), re.MULTILINE)
    words = [word for word in words if word not in {"word", "type"}]
    assert words == sorted(words)
    nouns = {
        "coding",
        "decision",
        "document",
        "evidence",
        "presence",
        "segment",
        "suggestion",
        "turn",
        "valence",
        "cue",
    }
    assert nouns <= set(words)


def test_both_languages_have_the_same_keys_and_placeholders():
    indonesian, english = wording("id"), wording("en")
    assert set(indonesian) == set(english)
    assert [key for key in english if english[key].count("{}") != indonesian[key].count("{}")] == []


def test_every_key_used_in_the_code_is_in_the_wording():
    files = [path for path in (ROOT / "kubecode").rglob("*") if path.suffix in {".py", ".jinja"}]
    source = "".join(path.read_text("utf-8") for path in files)
    used = set(re.findall(r'say\(\s*"([a-z0-9_.]*[a-z0-9])"', source))
    assert used - set(wording("id")) == set()


def test_every_dependency_has_a_comment():
    project = text("pyproject.toml")
    for line in re.findall(r'^  "[a-z][\w\-]*[><=][^\n]*', project, re.MULTILINE):
        assert "#" in line, line


def test_no_module_has_more_than_350_lines():
    for path in (ROOT / "kubecode").rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 350, path
