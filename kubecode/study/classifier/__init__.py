"""The classifier: trained on the decisions of a study, and evaluated on them."""
