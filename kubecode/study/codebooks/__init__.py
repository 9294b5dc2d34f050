"""Codebook files: find, load, check, edit."""
