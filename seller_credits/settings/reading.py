"""Reading the settings file: what comes with the program, overlaid by the seller's own."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seller_credits.credentials.yaml_file import read_mapping
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.fee_table import overlaid
from seller_credits.resources import packaged
from seller_credits.settings.files import FEES_FILE, SETTINGS_FILE, WINDOWS_FILE
from seller_credits.settings.model import Settings

_WHAT = "settings file"
_NAMES = "wants names and values below it: `name: value`"
_IN_WORDS = {
    "extra_forbidden": "there is no such setting",
    "string_type": "wants text; put quotes around it",
    "dict_type": _NAMES,
    "mapping_type": _NAMES,
    "model_type": _NAMES,
    "model_attributes_type": _NAMES,
    "list_type": "wants a list: [US, CA]",
}
"""pydantic's kinds of problem, for a seller; what is not here it says well enough itself."""


def read_settings(home: Path, file: Path | None) -> Settings:
    """The settings in force: what comes with the program, overlaid by the seller's own file.

    Raises:
        ConfigurationProblem: the file is missing though named, no YAML, or says what is unknown.
    """
    own = file or home / SETTINGS_FILE
    told = dict(_packaged(SETTINGS_FILE, _WHAT))
    told["claim_windows"] = _packaged(WINDOWS_FILE, "table of windows")
    fees = _packaged(FEES_FILE, "table of fees")
    if file is not None or os.path.lexists(own):
        for name, value in read_mapping(own, _WHAT).items():
            if value is None:  # all that stood under it is commented out
                continue
            both = isinstance(value, dict) and isinstance(told.get(name), dict)
            told[name] = {**told[name], **value} if both else value
    own_fees = told.get("fees")
    told["fees"] = overlaid(fees, own_fees) if isinstance(own_fees, dict) else own_fees or fees
    try:
        return Settings.model_validate(told).at(home)
    except ValidationError as error:
        raise ConfigurationProblem(
            f"The settings file {own} is not valid:\n{_complaints(error)}",
            hint="Mend these lines, or remove them to use what comes with the program.",
        ) from None


@cache
def _packaged(name: str, what: str) -> dict[str, Any]:
    """A file that comes with the program, read once: to be copied, never to be changed."""
    return read_mapping(packaged(name), what)


def _complaints(error: ValidationError) -> str:
    """Each problem on a line: where, and what; never the value, which may be a secret."""
    return "\n".join(
        f"  {'.'.join(map(str, problem['loc']))}: {_IN_WORDS.get(problem['type'], problem['msg'])}"
        for problem in error.errors(include_input=False, include_url=False)
    )
