"""The learned suggester: trained on the decisions of a study, and evaluated on them."""
