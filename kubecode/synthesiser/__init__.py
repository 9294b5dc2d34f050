"""The synthesiser: codings → tidy frame → matrix, divergence, evaluation. It computes; others show."""
