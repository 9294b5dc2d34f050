"""What all tests share: made once in a session, or in each process of pytest-xdist."""

from functools import cache
from pathlib import Path
from shutil import copyfile
from unittest.mock import patch

import pytest
from hypothesis import settings

from kubecode import coder
from kubecode.study.codebooks import load
from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

# How long an example takes says more of the machine than of the code.
settings.register_profile("kubecode", deadline=None)
settings.load_profile("kubecode")

SAMPLES = Path(__file__).parents[1] / "transcripts_sample"


@pytest.fixture(scope="session", autouse=True)
def _codebooks_are_made_ready_once():
    """Parse a codebook's text and compile its patterns once; both are values that nobody changes.

    What a compiled codebook remembers of the words it has met is not shared.
    """
    with (
        patch.object(load, "load_codebook_text", cache(load.load_codebook_text)),
        patch.object(coder, "compile_patterns", _remembered(coder.compile_patterns)),
    ):
        yield


def _remembered(compile_patterns):
    made = {}

    def remembering(codebook, language):
        # By identity; codebook and language are kept, so that no other takes the place of theirs.
        key = id(codebook), id(language)
        if key not in made:
            made[key] = compile_patterns(codebook, language), codebook, language
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
