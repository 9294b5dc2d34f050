"""Indicator mining: indicators to add or remove, proposed from past decisions."""
