"""The registry of languages: a new language is a folder of word files and one line."""

import shutil
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest
from making import code

import kubecode.language.indonesian
from kubecode.errors import KubecodeError
from kubecode.language.custom_lexicon import CustomLexicon
from kubecode.language.registry import DEFAULT_LANGUAGE, LANGUAGES, load_language
from kubecode.study.codebooks.load import check_codebook_file, load_codebook_file
from kubecode.study.ingest.tag import TagOptions, tag

JAVANESE_CODEBOOK = "codebook: uji\nversion: 1\nlanguage: jv\ncodes:\n" + indent(
    code("konflik", "indicators: {any: [pasulayan]}"), "  "
)
JAVANESE = """\
    from kubecode.language.custom_lexicon import EMPTY_LEXICON
    from kubecode.language.from_files import read_language
    from kubecode.language.word_analysis import WordAnalysis


    class Analyser:
        roots = {"pasulayan": 0}
        beginnings = endings = ()

        def read(self, form):
            root = form.removesuffix("ipun")
            return WordAnalysis(form, root, root in self.roots)

        def stems(self, form):
            return (form,)


    def load(lexicon=EMPTY_LEXICON):
        return read_language(__name__, Analyser())
"""


@pytest.fixture
def javanese(tmp_path, monkeypatch):
    """A second language: the same word files with only a few lines of code."""
    folder = tmp_path / "languages" / "javanese"
    folder.mkdir(parents=True)
    for file in Path(kubecode.language.indonesian.__file__).parent.glob("*.t*"):
        shutil.copy(file, folder)
    (folder / "__init__.py").write_text(dedent(JAVANESE), "utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.setitem(LANGUAGES, "jv", "javanese")
    yield
    sys.modules.pop("javanese", None)


def test_default_language_is_indonesian():
    assert next(iter(LANGUAGES)) == DEFAULT_LANGUAGE == "id"
    assert load_language() is load_language("id")
    assert load_language().read("dirapatkan").lemma == "rapat"


def test_custom_lexicon_reaches_the_language():
    lexicon = CustomLexicon(roots=frozenset({"gurandil"}))
    assert load_language("id", lexicon).read("ngegurandil").lemma == "gurandil"


def test_unsupported_language_is_a_problem_with_its_line_and_remedy(tmp_path):
    path = tmp_path / "buku.yaml"
    path.write_text(JAVANESE_CODEBOOK, "utf-8")
    _, problems = check_codebook_file(path)
    assert str(problems[0]) == f"{path}:3:11 language 'jv' is not supported (use: id)"
    assert problems[0].severity == "error"


def test_codebook_in_an_unsupported_language_is_not_used(tmp_path):
    path = tmp_path / "buku.yaml"
    path.write_text(JAVANESE_CODEBOOK, "utf-8")
    (tmp_path / "melati_T_01.txt").write_text("T: Ana pasulayan.\n", "utf-8")
    for use in (
        lambda: load_codebook_file(path),
        lambda: tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions(str(path))),
    ):
        with pytest.raises(KubecodeError) as error:
            use()
        (problem,) = error.value.problems
        assert (problem.where.line, problem.hint) == (3, "use: id")


@pytest.mark.usefixtures("javanese")
def test_registered_language_reads_words_by_its_own_rules(tmp_path):
    path = tmp_path / "buku.yaml"
    path.write_text(JAVANESE_CODEBOOK, "utf-8")
    (tmp_path / "melati_T_01.txt").write_text("T: Wonten pasulayanipun.\n", "utf-8")
    result = tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions(str(path)))
    (coding,) = result.tagged[0].codings
    assert (coding.code, coding.evidence[0].surface) == ("konflik", "pasulayanipun")
