"""Reading a YAML file of names and values that may hold secrets: its errors never quote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from seller_credits.domain.errors import ConfigurationProblem

_LIKE_OURS = "See the one that comes with the program: `seller-credits init` writes it."


def read_mapping(path: Path, what: str) -> dict[str, Any]:
    """The names and values of a file; an empty file has none.

    Args:
        path: the file.
        what: what it is to the seller: `settings file`.

    Raises:
        ConfigurationProblem: it cannot be read, or is no list of names and values.
    """
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationProblem(
            f"The {what} {path} cannot be read: {error.strerror}.",
            hint="Check its name and that this user may read it.",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationProblem(
            f"The {what} {path} is no YAML, nor text in UTF-8: byte {error.start} cannot be read.",
            hint="Save it as UTF-8 text.",
        ) from None
    except yaml.YAMLError as error:
        raise ConfigurationProblem(
            f"The {what} {path} is no YAML{_where(error)}.",
            hint="Mend that line; `name: value` needs a space after the colon, and no tabs.",
        ) from None
    except RecursionError:
        raise ConfigurationProblem(
            f"The {what} {path} is nested too deeply to be one.", hint=_LIKE_OURS
        ) from None
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise ConfigurationProblem(
            f"The {what} {path} must be a list of `name: value`.",
            hint=_LIKE_OURS,
        )
    return told


def _where(error: yaml.YAMLError) -> str:
    """Where and what; PyYAML's own words would quote the line, and with it a secret."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return ""
    return f": line {mark.line + 1}, column {mark.column + 1}"
