"""Results and the review in a terminal; no figure is computed here."""
