"""The Python interface, ``import kubecode``: a study, a coder for single texts, and results as frames."""
