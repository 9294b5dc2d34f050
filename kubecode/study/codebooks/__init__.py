"""Codebook files: load, check, edit, and the track record of their indicators."""
