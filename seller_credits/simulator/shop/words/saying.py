"""What one buyer says, and what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of a buyer.

    Attributes:
        about: the kind of trouble they tell of; empty where they tell of none, or of several.
    """

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """What buyers of one language say.

    Attributes:
        feedback: by stars, dealt out in turn, so that a shop of the usual size has the worst.
        about_returns: by what the return is about; a kind without any is returned in silence.
        anyhow: said with returns of whatever kind: nothing, too much, in bad intent, or politely.
    """

    feedback: dict[int, tuple[Saying, ...]]
    about_returns: dict[str, tuple[str, ...]]
    anyhow: tuple[Saying, ...]
