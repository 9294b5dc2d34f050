"""The examples of docs/python.md and of the docstrings run and print what they show.

To regenerate the page: KUBECODE_WRITE_DOCS=1 make test.
"""

import contextlib
import doctest
import io
import os
import re
from pathlib import Path

import pytest

import kubecode
from kubecode.study.api import coder, study
from kubecode.study.bundled import copy_samples
from kubecode.study.ingest import tag

PAGE = Path(__file__).parents[3] / "docs" / "python.md"
BLOCK = re.compile(r"(?<=```python\n)>>> .*?(?=```)", re.DOTALL)
EXAMPLES = [
    test
    for module in (study, coder, tag)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, globs={"kubecode": kubecode})
    if test.examples
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the samples, tagged and with the decisions of the first coder."""
    folder = tmp_path_factory.mktemp("studi")
    copy_samples(folder / "contoh")
    sample = kubecode.open_study(folder / "kubecode.db")
    sample.tag(folder / "contoh")
    sample.import_decisions(folder / "contoh" / "coder_a.jsonl")
    return folder


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda test: test.name)
def test_an_example_of_a_docstring(example, folder, monkeypatch):
    monkeypatch.chdir(folder)
    example.globs["study"] = kubecode.open_study("kubecode.db")
    output = []
    result = doctest.DocTestRunner().run(example, out=output.append)
    assert result.attempted and not result.failed, "".join(output)


def test_every_function_and_method_has_an_example():
    shown = {test.name.rsplit(".", 1)[-1] for test in EXAMPLES}
    methods = {name for name in [*vars(study.Study), *vars(coder.Coder)] if not name.startswith("_")}
    assert methods - {"path"} | {"open_study", "load_codebook", "tag_text", "Coder"} <= shown


def shown(source, names):
    """Return what a line of Python shows."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "python.md", "single"), names)
        except kubecode.KubecodeError as error:
            name = f"{type(error).__module__}.{type(error).__name__}"
            out.write(f"Traceback (most recent call last):\n    ...\n{name}: {error}\n")
    return re.sub(r" +$", "", out.getvalue(), flags=re.MULTILINE)


def test_the_page_shows_what_comes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    copy_samples(Path("contoh"))
    names = {}
    written = PAGE.read_text("utf-8")

    def run(block):
        examples = doctest.DocTestParser().get_examples(block[0])
        lines = []
        for example in examples:
            first, *more = example.source.splitlines()
            lines += [f">>> {first}\n", *(f"... {line}\n" for line in more), shown(example.source, names)]
        return "".join(lines)

    real = BLOCK.sub(run, written)
    if os.environ.get("KUBECODE_WRITE_DOCS"):
        PAGE.write_text(real, "utf-8")
    assert written == real
