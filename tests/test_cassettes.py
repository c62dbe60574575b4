"""What may stand in a cassette: talks with the simulator, and nothing secret or personal."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
import yaml

CASSETTES = sorted((Path(__file__).parent / "cassettes").rglob("*.*"))
FORBIDDEN = {
    "an access or refresh token": r"At(?:z[a-z]|c)\|",
    "a client secret": r"amzn1\.oa2-cs\.",
    "an e-mail address": r"[\w.+-]+@[\w-]+\.[a-z]{2,}",
    "a header that authorises": r"(?i)x-amz-access-token|\bauthorization\b",
    "an address": (
        r'"(?:addressLine\d|postalCode|stateOrRegion|phone|shipToAddress"\s*:\s*{"city)'
        r'"\s*:\s*"(?!hidden")[^"]'
    ),
    "a buyer's name": r'"(?:buyer|recipient)[Nn]ame"\s*:',
}


def texts(node):
    """Every word of a cassette, packed bodies unpacked."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from texts(name)
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, bytes):
        is_packed = node.startswith(b"\x1f\x8b")
        yield (zlib.decompress(node, 31) if is_packed else node).decode("latin-1")
    else:
        yield str(node)


def findings(cassette):
    text = "\n".join(texts(yaml.safe_load(cassette)))
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def test_there_are_cassettes():
    assert CASSETTES


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_cassette_holds_nothing_secret_or_personal(path):
    assert findings(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_cassette_says_that_it_is_a_talk_with_the_simulator(path):
    text = path.read_text("utf-8")

    assert text.startswith("# Recorded from the simulator of seller-credits")
    uris = {talk["request"]["uri"] for talk in yaml.safe_load(text)["interactions"]}
    assert all(uri.startswith("http://127.0.0.1:") for uri in uris)


@pytest.mark.parametrize(
    ("leak", "what"),
    [
        ("body: Atza|IwEBI", "an access or refresh token"),
        ("body: client_secret=amzn1.oa2-cs.v1.x", "a client secret"),
        ("body: jane.doe@example.com", "an e-mail address"),
        ("headers: {X-Amz-Access-Token: [x]}", "a header that authorises"),
        ("""body: '{"postalCode": "53703"}'""", "an address"),
        ("""body: '{"addressLine1":"12 Mill Creek Dr"}'""", "an address"),
        ("""body: '{"shipToAddress":{"city":"Madison"}}'""", "an address"),
        ("""body: '{"buyerName": "Jo"}'""", "a buyer's name"),
        # "mail jane@example.com", packed
        (
            "body: !!binary H4sIAAAAAAACA8tNzMxRyErMS3VIrUjMLchJ1UvOzwUACj5yLxUAAAA=",
            "an e-mail address",
        ),
    ],
)
def test_the_lint_sees_a_leak_wherever_it_hides(leak, what):
    assert findings(leak) == [what]


def test_the_lint_lets_what_is_hidden_be():
    assert findings("""body: '{"postalCode": "hidden", "phone": "", "countryCode": "US"}'""") == []
