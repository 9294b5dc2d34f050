"""What ``import kubecode`` offers: a study, a coder for single texts, and results as frames."""
