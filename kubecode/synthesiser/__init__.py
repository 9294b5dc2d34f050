"""The synthesiser: codings → matrix, divergence, analyses, evaluation, report. It renders nothing."""
