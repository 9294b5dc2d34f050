"""New indicators, and some to remove, proposed from past decisions."""
