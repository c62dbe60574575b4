"""The file of message templates: the home's own, else the one that comes with the program."""

from __future__ import annotations

import os
from pathlib import Path

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.messages import TemplatesFile, read_templates
from seller_credits.resources import packaged

MESSAGES_FILE = "messages.yaml"


def messages_path(home: Path) -> Path:
    """The templates in use: the home's, else the packaged ones."""
    own = home / MESSAGES_FILE
    return own if os.path.lexists(own) else packaged(MESSAGES_FILE)


def read_messages(path: Path) -> TemplatesFile:
    """The templates of a file, or what is wrong with them.

    Raises:
        ConfigurationProblem: there is no such file, or it is no text.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationProblem(
            f"The message templates {path} cannot be read: {error.strerror}.",
            hint="Mend the file or its permissions; without it the packaged templates are used.",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationProblem(
            f"The message templates {path} are not text in UTF-8: byte {error.start} cannot be "
            "read.",
            hint="Save the file as UTF-8 text.",
        ) from error
    return read_templates(text, path.name)
