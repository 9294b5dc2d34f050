"""The pure checks of the release script; the others run in ``make release-check``."""

from datetime import date

import pytest

from scripts.release import changelog_problems, git_problems, version_of, wheel_problems

TODAY = date(2026, 3, 1)


def test_version_is_read_from_model():
    assert version_of('"""Doc."""\nVERSION = "1.2.3"\n') == "1.2.3"
    with pytest.raises(ValueError, match=r"kubecode/model\.py: no line VERSION"):
        version_of("version = 1")


@pytest.mark.parametrize(
    ("changelog", "problem"),
    [
        ("# Changelog\n\n## 1.2.3 (2026-03-01)\n", None),
        ("## 1.2.3 (2026-02-28)\n\n## 1.2.2 (unreleased)\n", None),
        ("# Changelog\n", "CHANGELOG.md:1: 'the file' has no version with a date"),
        ("# Changelog\n\n## 1.2.3\n", "CHANGELOG.md:3: '## 1.2.3' has no version with a date"),
        ("## 1.2.2 (2026-03-01)\n", "CHANGELOG.md:1: 1.2.2 is not 1.2.3; change it"),
        (
            "## 1.2.3 (unreleased)\n",
            "CHANGELOG.md:1: 'unreleased' is not a date; write ## 1.2.3 (2026-03-01)",
        ),
        ("## 1.2.3 (2026-02-30)\n", "CHANGELOG.md:1: '2026-02-30' is not a date"),
        ("## 1.2.3 (2026-03-02)\n", "CHANGELOG.md:1: 2026-03-02 is in the future"),
    ],
)
def test_changelog_begins_with_version_and_past_date(changelog, problem):
    found = list(changelog_problems(changelog, "1.2.3", TODAY))
    assert len(found) == (problem is not None)
    assert not problem or found[0].startswith(problem)


@pytest.mark.parametrize(
    ("status", "tags", "problem"),
    [
        ("", ["v1.2.2"], None),
        (" M README.md\n?? new.py\n", [], "git: 2 files are not committed, first 'M README.md'"),
        ("", ["v1.2.2", "v1.2.3"], "git: tag v1.2.3 exists; raise VERSION"),
    ],
)
def test_git_is_clean_and_tag_is_free(status, tags, problem):
    found = list(git_problems(status, tags, "1.2.3"))
    assert len(found) == (problem is not None)
    assert not problem or found[0].startswith(problem)


TRACKED = ["README.md", "tests/test_a.py", "kubecode/a.py", "kubecode/words.txt", "codebooks/b.yaml"]
PACKED = [
    "kubecode/a.py",
    "kubecode/words.txt",
    "kubecode/bundled/codebooks/b.yaml",
    "k-1.dist-info/METADATA",
]


def test_wheel_contains_the_package_and_its_bundled_files_only():
    assert list(wheel_problems(PACKED, TRACKED)) == []


@pytest.mark.parametrize("left_out", PACKED[:3])
def test_missing_file_in_wheel_is_named(left_out):
    (problem,) = wheel_problems([name for name in PACKED if name != left_out], TRACKED)
    assert problem.startswith(f"wheel: {left_out} is missing; ")


@pytest.mark.parametrize("extra", ["tests/test_a.py", "kubecode/notes.txt"])
def test_untracked_or_foreign_file_in_wheel_is_named(extra):
    (problem,) = wheel_problems([*PACKED, extra], TRACKED)
    assert problem.startswith(f"wheel: {extra} does not belong there; ")
