"""What all pages have in common: escaping, and one style sheet that is all a page may use."""

from __future__ import annotations

import base64
import hashlib
import re

from jinja2 import Environment, PackageLoader, StrictUndefined

# Not allowed in HTML, and never part of what a buyer or seller means to say.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def page_environment() -> Environment:
    """Where pages are drawn: everything is escaped, and nothing may be left out in silence."""
    return Environment(
        loader=PackageLoader("seller_credits.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style_of(environment: Environment) -> tuple[str, str]:
    """The style sheet, and the hash by which a page allows this one and nothing else.

    Its lines end as a browser will see them, or its hash would not hold.
    """
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, "style.css")
    style = "\n".join(source.splitlines())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"sha256-{digest}"


def _printable(value: object) -> object:
    """Without control characters; what is trusted markup holds none and stays what it is."""
    if isinstance(value, str) and _CONTROLS.search(value):
        return _CONTROLS.sub("", value)
    return value
