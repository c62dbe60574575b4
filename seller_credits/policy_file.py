"""A policy file, read: its text, and the policy it is; what is wrong with it is told in words."""

from __future__ import annotations

from pathlib import Path

from seller_credits import policy
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.workflow.in_force import PolicyInUse


def read_policy_in_use(path: Path) -> PolicyInUse:
    """A policy file that must be usable; ConfigurationProblem says what is wrong with it."""
    return policy_in_use(policy_text(path), path)


def policy_in_use(text: str, path: Path) -> PolicyInUse:
    """The same of a text that was read from the file already."""
    loaded = policy.load_policy(text, str(path))
    return PolicyInUse(loaded, loaded.digest, path.name, text)


def policy_text(path: Path) -> str:
    """A policy file's text."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationProblem(
            f"The policy {path} cannot be read: {error.strerror}.",
            hint="Name a policy with --policy FILE, or leave it out to use the packaged one.",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationProblem(
            f"The policy {path} is not text in UTF-8: byte {error.start} cannot be read.",
            hint="Save it as UTF-8 text.",
        ) from error
