"""What is in force in an account: the versions its people activated, and the file in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seller_credits import policy as rules
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.standing import Standing
from seller_credits.ledger.interface import Ledger


@dataclass(frozen=True, slots=True)
class PolicyInUse:
    """The policy a seller has in use, with the very text it was read from.

    Attributes:
        is_own: the seller's own; else it is the one that comes along, which decides only as long
            as nobody has said a word about any other.
    """

    policy: rules.Policy
    digest: str
    name: str
    text: str
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class InForce:
    """Every version that may judge by now.

    Attributes:
        in_use: the file in use, which may be one of them.
        active: digests of versions that were activated and not revoked since.
        revoked: digests of versions that were revoked and not activated since.
        last_standing: the newest word in the ledger that this rests on; 0 where there is none.
        asked: the facts that any of them asks about.
    """

    versions: rules.Versions
    in_use: PolicyInUse
    active: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()
    last_standing: int = 0
    asked: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        found = (rules.facts_asked(version.policy) for version in self.versions)
        object.__setattr__(self, "asked", frozenset[str]().union(*found))

    @classmethod
    def alone(cls, in_use: PolicyInUse) -> InForce:
        """The file in use, where nobody activated or revoked anything."""
        return cls(rules.Versions((rules.Version(in_use.policy),)), in_use)

    @property
    def only(self) -> str | None:
        """Digest of the one version there is; None where there are several, or none."""
        every = self.versions.versions
        return every[0].policy.digest if len(every) == 1 else None

    def must_be_upheld(self, stood: str, now: str) -> bool:
        """Whether a version must stand for what came out the same under another before.

        Nothing is issued that a revoked version decided, nor, where there is an active one, what
        an inactive one did.

        Args:
            stood: digest of the version that stood for it.
            now: digest of the version that would decide the same.
        """
        if stood == now or stood in self.active:
            return False
        return now in self.active or stood in self.revoked


def in_force(ledger: Ledger, account: str, in_use: PolicyInUse) -> InForce:
    """What an account's ledger and the file in use come to.

    Raises:
        ConfigurationProblem: a version that was activated cannot be read by this program.
    """
    standings = ledger.standings(account)
    active = {each.digest: each for each in standings if each.is_active}
    revoked = [each for each in standings if each.is_revoked]
    texts = {digest: ledger.policy_text(digest) for digest in active}
    if in_use.is_own or not standings or in_use.digest in active:
        texts[in_use.digest] = in_use.name, in_use.text
    gone = frozenset(each.digest for each in revoked)
    versions = tuple(
        _version(digest, in_use, told, active.get(digest))
        for digest, told in texts.items()
        if digest not in gone
    )
    return InForce(
        rules.Versions(versions, _last_revoked(revoked)),
        in_use,
        frozenset(active),
        gone,
        max((each.last_seq for each in standings), default=0),
    )


def _version(
    digest: str, in_use: PolicyInUse, told: tuple[str, str] | None, standing: Standing | None
) -> rules.Version:
    if digest == in_use.digest:
        policy = in_use.policy
    else:
        read = rules.read_policy(told[1], told[0]) if told else None
        if read is None or read.policy is None:
            raise ConfigurationProblem(
                f"The policy {digest[:12]}, which is active, cannot be read by this program.",
                hint="Use the version of seller-credits that activated it, or put an end to it: "
                f"seller-credits policy revoke {digest[:12]} --by NAME --reason TEXT",
            )
        policy = read.policy
    word = standing.activated if standing else None
    return rules.Version(policy, word.at, word.seq) if word else rules.Version(policy)


def _last_revoked(revoked: Sequence[Standing]) -> rules.Revoked | None:
    words = [(each.revoked, each.digest) for each in revoked if each.revoked is not None]
    if not words:
        return None
    word, digest = max(words, key=lambda told: told[0].seq)
    return rules.Revoked(digest, word.by, word.at, word.reason)
