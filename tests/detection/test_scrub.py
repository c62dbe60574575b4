"""Buyers' own words: no e-mail, link, number or address survives in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.detection.scrub import MAX_LENGTH, scrubbed

ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
# What a person may write before and behind an address without becoming a part of it.
AROUND = st.text(st.sampled_from("abc XYZ,;:()!?\n\t"), max_size=40)


@given(AROUND, st.emails(), AROUND)
def test_no_email_address_survives(before, address, after):
    kept = scrubbed(f"{before} {address} {after}")
    assert address not in kept
    assert not ADDRESS.search(kept)


@given(st.text())
def test_any_words_become_one_short_line_without_control_characters(words):
    kept = scrubbed(words)
    assert len(kept) <= MAX_LENGTH
    assert all(letter.isprintable() or letter.isspace() for letter in kept if ord(letter) < 0xA0)
    assert "\n" not in kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("mail jane.doe+amz@mail.example.co.uk now", "mail [e-mail] now"),
        ("o'hara@example.com", "[e-mail]"),
        ("jane@exa\u200bmple.com", "[e-mail]"),
        ("see https://example.com/x?y=1 and www.example.org", "see [link] and [link]"),
        ("call +1 (206) 555-0100!", "call [number]!"),
        ("order 111-1234567-1234567", "order [number]"),
        ("left at 221 Baker Street", "left at [address]"),
        ("12 Old Mill Rd. gate", "[address] gate"),
    ],
)
def test_what_tells_who_somebody_is_goes(said, kept):
    assert scrubbed(said) == kept


@pytest.mark.parametrize("said", ["", "broke after 3 days", "2 of 4 came", "paid 24.99 for this!"])
def test_other_words_stay_as_they_are(said):
    assert scrubbed(said) == said
