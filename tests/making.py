"""Small makers, so that codebook and transcript can stand inside the test that uses them."""

from textwrap import dedent, indent

from kubecode.codebook import parse_codebook
from kubecode.coder import code_document, compile_codebook
from kubecode.readers.yaml_tree import read_yaml
from kubecode.study.codebooks.load import language_for
from kubecode.study.ingest.read import document_from_text

PARTS = "label: L\nbrief: b\ndefinition: d\nuse_when: u\nnot_when: n\nexample: e\n"


def parsed(text, file="buku.yaml"):
    """Return (codebook, problems) of a YAML text."""
    node, problems = read_yaml(dedent(text), file)
    codebook, found = parse_codebook(node, file)
    return codebook, problems + found


def code(code_id, *lines):
    """Return the YAML of a code with all its parts and some more lines."""
    body = f"id: {code_id}\n{PARTS}" + "".join(f"{line}\n" for line in lines)
    return "- " + indent(body, "  ").lstrip() + "\n"


def book(*codes, lenses=""):
    """Return a codebook made of codes."""
    text = "codebook: uji\nversion: 1\ncodes:\n" + indent("".join(codes), "  ") + lenses
    codebook, problems = parsed(text)
    assert not problems, problems
    return codebook


def suggestions(codebook, text):
    """Return what is suggested for a text."""
    language = language_for(codebook)
    document = document_from_text(text, language)
    return list(code_document(document, compile_codebook(codebook, language)).suggestions)
