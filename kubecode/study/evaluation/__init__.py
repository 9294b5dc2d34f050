"""Suggestions compared with gold labels or with decisions."""
