"""The examples in docs/python.md and in the docstrings print the output that they show.

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
from kubecode.study.ingest import texts

PAGE = Path(__file__).parents[3] / "docs" / "python.md"
BLOCK = re.compile(r"(?<=```python\n)>>> .*?(?=```)", re.DOTALL)
EXAMPLES = [
    test
    for module in (study, coder, texts)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, globs={"kubecode": kubecode})
    if test.examples
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the samples and a study of them, with the decisions of the first coder."""
    folder = tmp_path_factory.mktemp("studi")
    copy_samples(folder / "contoh")
    sample = kubecode.open_study(folder / "kubecode.db")
    sample.tag(folder / "contoh")
    sample.import_decisions(folder / "contoh" / "coder_a.jsonl")
    return folder


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda test: test.name)
def test_docstring_example_prints_the_shown_output(example, folder, monkeypatch):
    monkeypatch.chdir(folder)
    example.globs["study"] = kubecode.open_study("kubecode.db")
    output = []
    result = doctest.DocTestRunner().run(example, out=output.append)
    assert result.attempted and not result.failed, "".join(output)


def test_every_public_function_and_method_has_an_example():
    documented = {test.name.rsplit(".", 1)[-1] for test in EXAMPLES}
    methods = {name for name in [*vars(study.Study), *vars(coder.Coder)] if not name.startswith("_")}
    assert methods - {"path"} | {"open_study", "load_codebook", "tag_text", "Coder"} <= documented


def output_of(source, names):
    """Return the output of a line of Python, or its error as the page shows it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "python.md", "single"), names)
        except kubecode.KubecodeError as error:
            name = f"{type(error).__module__}.{type(error).__name__}"
            out.write(f"Traceback (most recent call last):\n    ...\n{name}: {error}\n")
    return re.sub(r" +$", "", out.getvalue(), flags=re.MULTILINE)


def test_python_page_shows_the_real_output(tmp_path, monkeypatch):
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
            lines += [f">>> {first}\n", *(f"... {line}\n" for line in more), output_of(example.source, names)]
        return "".join(lines)

    real = BLOCK.sub(run, written)
    if os.environ.get("KUBECODE_WRITE_DOCS"):
        PAGE.write_text(real, "utf-8")
    assert written == real
