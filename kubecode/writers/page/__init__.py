"""The page: one HTML file that shows the whole study, offline and without script.

Control characters in text from the study are made visible, and Jinja2 escapes it. The page's policy
(Content-Security-Policy) allows its own style sheet and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kubecode.safe_text import visible_lines
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers.page.contents import page_contents


def page_bytes(report: Report, lang: Lang) -> bytes:
    """Return the report as one HTML file. The same report gives the same bytes."""
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    style_only = f"style-src 'sha256-{_digest(style)}'"
    text = (
        _environment()
        .get_template("page.jinja")
        .render(
            page_contents(report, lang),
            lang=lang,
            policy=f"default-src 'none'; {style_only}; base-uri 'none'; form-action 'none'",
            style=Markup(style),  # noqa: S704 - our own style sheet
        )
    )
    return text.encode("utf-8")


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kubecode.writers", "page"),
        autoescape=True,
        finalize=_visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _visible(value: object) -> object:
    """Return text with its control characters made visible; markup was made of such text already."""
    return visible_lines(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
