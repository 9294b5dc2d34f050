"""Evaluation of the classifier on the decisions of a study, transcript by transcript."""

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


def evaluate_classifier(study: Path | None, codebook: str | None) -> dict[str, Evaluation]:
    """Compare the suggestions with the decisions in the study, with and without the learned ones.

    The keys are ``rules``, ``learned`` (only where the rules suggest nothing) and ``both``. Predictions for
    a transcript come from a model trained without it. Only judged segments and codes count (see
    :func:`kubecode.study.classifier.training.training_examples`). Raises KubecodeError if there are no
    decisions, or scikit-learn is not installed.
    """
    require_scikit_learn()
    from kubecode.coder.classifier import cross_validated_codes  # noqa: PLC0415  loads scikit-learn, an extra

    with opened(study) as session:
        loaded = load_codebook_file(locate_codebook(codebook)) if codebook else study_codebook(session)
        compiled = compile_codebook(
            loaded.codebook, language_for(loaded.codebook, study_lexicon(session.path).lexicon)
        )
        examples = training_examples(session, document_store.get_documents(session.connection), compiled)
    if not examples:
        hint = "run 'kubecode review' or 'kubecode import' first"
        raise KubecodeError(f"{session.path}: there are no decisions to learn from", hint)
    codes = [code.path for code in loaded.codebook.codes]
    learned = cross_validated_codes(examples, codes)
    rules = [example.suggested for example in examples]
    both = [by_rule | by_model for by_rule, by_model in zip(rules, learned, strict=True)]
    found = {"rules": rules, "learned": learned, "both": both}
    return {source: _evaluated(examples, suggested, codes) for source, suggested in found.items()}


def _evaluated(
    examples: Sequence[TrainingExample], found: Iterable[frozenset[str]], codes: Sequence[str]
) -> Evaluation:
    known = {code for code in codes if has_verdicts_beyond_rules(code, examples)}
    units = [
        GoldUnit(
            core={code: None for code, applies in example.verdicts.items() if applies},
            # Presumed verdicts count only for codes with enough decisions beyond the rules.
            possible=frozenset(codes) - (example.verdicts.keys() - (example.presumed - known)),
            suggested=dict.fromkeys(suggested),
        )
        for example, suggested in zip(examples, found, strict=True)
    ]
    return evaluate(units, codes)
