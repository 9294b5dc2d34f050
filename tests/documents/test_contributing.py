"""CONTRIBUTING.md and docs/style.md name only files, commands and names that exist."""

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GUIDES = ("CONTRIBUTING.md", "docs/style.md")
TOP = "|".join(("kubecode", "tests", "bench", "docs", "scripts", "codebooks", "transcripts_sample"))


def text(name):
    return (ROOT / name).read_text("utf-8")


def project():
    return tomllib.loads(text("pyproject.toml"))


@pytest.mark.parametrize("name", GUIDES)
def test_links_lead_to_files(name):
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        assert target.startswith("https://") or (ROOT / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", GUIDES)
def test_named_paths_exist(name):
    named = re.findall(rf"(?<![\w/.])(?:{TOP})/[\w/.]*\w/?", text(name))
    named += re.findall(r"`(\w+\.(?:md|toml))`", text(name))
    assert named or name == "docs/style.md"
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_named_targets_of_make_exist():
    targets = set(re.search(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)[1].split())
    named = set(re.findall(r"(?:    |`)make ([a-z-]+)", text("CONTRIBUTING.md")))
    assert {"demo", "test", "check"} <= named <= targets


def test_named_modules_can_be_run():
    named = set(re.findall(r"python -m ([\w.]+)", text("CONTRIBUTING.md")))
    assert [module for module in sorted(named) if find_spec(module) is None] == []
    assert {f"bench.{path.stem}" for path in (ROOT / "bench").glob("*.py")} >= {
        module for module in named if module.startswith("bench.")
    }


def test_named_extras_exist():
    named = set(re.findall(r"\.\[(\w+)\]", text("CONTRIBUTING.md")))
    assert named <= set(project()["project"]["optional-dependencies"])


def test_named_identifiers_are_in_the_code():
    named = re.findall(
        r"`(VERSION|_?[A-Z][A-Z_]{3,}|[A-Z]\w+\.[A-Z]+|KUBECODE_\w+)[`=]", text("CONTRIBUTING.md")
    )
    code = "".join(
        path.read_text("utf-8") for top in ("kubecode", "tests") for path in (ROOT / top).rglob("*.py")
    )
    assert "_FORMATS" in named
    assert [name for name in named if not re.search(rf"\b{re.escape(name)}\b", code)] == []


def test_pythons_of_the_workflow_are_those_of_the_classifiers():
    jobs = yaml.safe_load(text(".github/workflows/test.yml"))["jobs"]
    tested = jobs["test"]["strategy"]["matrix"]["python-version"]
    prefix = "Programming Language :: Python :: 3."
    classified = [line for line in project()["project"]["classifiers"] if line.startswith(prefix)]
    assert [f"{prefix}{version.removeprefix('3.')}" for version in tested] == classified
    assert project()["project"]["requires-python"] == f">={tested[0]}"


def test_names_that_vulture_ignores_are_still_in_the_code():
    ignored = project()["tool"]["vulture"]["ignore_names"]
    code = "".join(path.read_text("utf-8") for path in (ROOT / "kubecode").rglob("*.py"))
    patterns = {name: name.replace("*", r"\w+") for name in ignored}
    assert [name for name, pattern in patterns.items() if not re.search(rf"\b{pattern}\b", code)] == []
