"""Readers: files → text, trees and documents."""
