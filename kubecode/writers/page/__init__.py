"""The page: one HTML file that shows the whole study, works offline and without script.

Whatever comes from the study is escaped by Jinja2 and made visible first; nothing on the page can be obeyed,
and its policy (Content-Security-Policy) allows only its own style sheet.
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
    """Return the report as one file of HTML; the same report makes the same bytes."""
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
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """Make visible what a text might tell a browser to do; markup has been made of such text already."""
    return visible_lines(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
