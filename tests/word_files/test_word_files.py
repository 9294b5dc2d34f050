from importlib.resources import files

import pytest

from kubecode.language.registry import LANGUAGES
from kubecode.word_files import entries

FILES = [
    (package, file.name)
    for package in ("kubecode.word_files", *LANGUAGES.values())
    for file in sorted(files(package).iterdir(), key=lambda file: file.name)
    if file.name.endswith((".txt", ".tsv"))
]


@pytest.mark.parametrize(("package", "name"), FILES)
def test_word_file_has_a_heading_and_is_sorted_without_repeats(package, name):
    first, *_ = files(package).joinpath(name).read_text("utf-8").splitlines()
    assert first.startswith("# ")
    lines = list(entries(name, package))
    assert lines == [line.strip() for line in lines if line.strip()]
    words = [line.split("\t")[0] for line in lines]
    assert words == sorted(set(words))
    assert words
