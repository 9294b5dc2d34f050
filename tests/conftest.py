"""Fixtures that all tests share, made once in a session or in each process of pytest-xdist."""

import gc
from functools import cache
from pathlib import Path
from shutil import copyfile
from unittest.mock import patch

import pytest
from hypothesis import settings

from kubecode import coder
from kubecode.coder import vocabulary
from kubecode.study.codebooks import load
from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

# The time of an example depends on the machine more than on the code.
settings.register_profile("kubecode", deadline=None)
settings.load_profile("kubecode")

# As the command line does: most objects live until the end.
gc.set_threshold(100_000, 50, 50)

SAMPLES = Path(__file__).parents[1] / "transcripts_sample"


@pytest.fixture(scope="session", autouse=True)
def _compile_codebooks_once():
    """Parse and compile each codebook once. The results are immutable.

    The vocabulary of a compiled codebook, which grows with the words it meets, is not shared.
    """
    with (
        patch.object(load, "load_codebook_text", cache(load.load_codebook_text)),
        patch.object(coder, "compile_patterns", _cached_by_identity(coder.compile_patterns)),
        patch.object(vocabulary, "NearSpelling", _cached_by_identity(vocabulary.NearSpelling)),
    ):
        yield


def _cached_by_identity(make):
    """Cache results by the identity of the arguments, which are kept so that no id is used again."""
    made = {}

    def remembering(*arguments):
        key = tuple(map(id, arguments))
        if key not in made:
            made[key] = make(*arguments), arguments
        return made[key][0]

    return remembering


@pytest.fixture(scope="session")
def drafted_samples(tmp_path_factory):
    """Return the path of a study of the samples without decisions. Tests only read it."""
    path = tmp_path_factory.mktemp("drafted") / "kubecode.db"
    tag(path, [SAMPLES], TagOptions())
    return path


@pytest.fixture(scope="session")
def samples(tmp_path_factory, drafted_samples):
    """Return the path of a study of the samples with the decisions of coder_a. Tests only read it."""
    return _with_decisions(tmp_path_factory.mktemp("samples"), drafted_samples, "coder_a")


@pytest.fixture(scope="session")
def samples_of_both(tmp_path_factory, drafted_samples):
    """Return the path of a study of the samples with the decisions of both coders. Tests only read it."""
    return _with_decisions(tmp_path_factory.mktemp("both"), drafted_samples, "coder_a", "coder_b")


def _with_decisions(folder, study, *coders):
    path = copyfile(study, folder / "kubecode.db")
    with opened(path) as session:
        for coder_name in coders:
            import_decision_file(session, SAMPLES / f"{coder_name}.jsonl", None, "saya")
    return path
