"""Whether the learned suggester helps: tried on the study's own decisions, transcript by transcript."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kubecode.coder import compile_codebook
from kubecode.coder.classifier_input import TrainingExample, has_verdicts_beyond_rules
from kubecode.errors import KubecodeError
from kubecode.store import documents as document_store
from kubecode.study.classifier.training import require_scikit_learn, training_examples
from kubecode.study.codebooks.load import language_for, load_codebook_file, locate_codebook, study_codebook
from kubecode.study.session import opened
from kubecode.study.words import study_lexicon
from kubecode.synthesiser.evaluation import Evaluation, GoldUnit, evaluate


def evaluate_learned(study: Path | None, codebook: str | None) -> dict[str, Evaluation]:
    """Compare suggestions with what the study's people decided, with and without the learned ones.

    Returned are the figures of the ``rules``, of what is ``learned`` where they are silent, and of ``both``.
    What is suggested in a transcript was learned from the others alone. Counted are the segments and codes
    that somebody judged (see :func:`kubecode.study.classifier.training.study_lessons`). Raises
    KubecodeError where nobody has decided anything, and where scikit-learn is not installed.
    """
    require_scikit_learn()
    from kubecode.coder.classifier import cross_validated_codes  # noqa: PLC0415  scikit-learn, for those who ask

    with opened(study) as session:
        book = load_codebook_file(locate_codebook(codebook)) if codebook else study_codebook(session)
        compiled = compile_codebook(
            book.codebook, language_for(book.codebook, study_lexicon(session.path).words)
        )
        lessons = training_examples(session, document_store.get_documents(session.connection), compiled)
    if not lessons:
        hint = "run 'kubecode review' or 'kubecode import' first"
        raise KubecodeError(f"{session.path}: there are no decisions to learn from", hint)
    codes = [code.path for code in book.codebook.codes]
    learned = cross_validated_codes(lessons, codes)
    rules = [lesson.suggested for lesson in lessons]
    both = [one | other for one, other in zip(rules, learned, strict=True)]
    found = {"rules": rules, "learned": learned, "both": both}
    return {who: _evaluated(lessons, suggested, codes) for who, suggested in found.items()}


def _evaluated(
    lessons: Sequence[TrainingExample], found: Iterable[frozenset[str]], codes: Sequence[str]
) -> Evaluation:
    known = {code for code in codes if has_verdicts_beyond_rules(code, lessons)}
    units = [
        GoldUnit(
            core={code: None for code, is_there in lesson.verdicts.items() if is_there},
            # Of what people hardly told, what they passed over says nothing for or against.
            possible=frozenset(codes) - (lesson.verdicts.keys() - (lesson.presumed - known)),
            suggested=dict.fromkeys(suggested),
        )
        for lesson, suggested in zip(lessons, found, strict=True)
    ]
    return evaluate(units, codes)
