from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.marketplace.calling.quoting import quotable


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The request is invalid.", "The request is invalid."),
        ("token Atza|IwEB-x_y is bad", "token *** is bad"),
        ("token Atzr|IwEB is bad", "token *** is bad"),
        ("secret amzn1.oa2-cs.v1.0123abc.", "secret ***"),
        ("see https://a.example/d?X-Amz-Signature=1&b=2 now", "see https://a.example/d?*** now"),
        ("at https://user:word@a.example/d", "at https://***@a.example/d"),
        ("buyer jane.doe+1@marketplace.amazon.com wrote", "buyer *** wrote"),
        ("<html><b>Access</b>\r\n<i>denied</i></html>", "Access denied"),
        ("red \x1b[31m alarm \x9b2J", "red [31m alarm 2J"),
        ("   ", ""),
    ],
)
def test_amazons_words_are_quoted_without_what_is_secret_or_personal(text, quoted):
    assert quotable(text) == quoted


def test_a_secret_is_hidden_whatever_its_shape():
    assert quotable("your secret is hunter2!", secrets=("hunter2", "")) == "your secret is ***!"


def test_long_words_are_cut():
    assert len(quotable("x " * 5000)) < 410


@given(st.text())
def test_any_text_becomes_one_printable_line(text):
    line = quotable(text)

    assert len(line.splitlines()) <= 1
    assert "\x1b" not in line


def test_a_private_word_goes_however_it_is_cased_and_only_as_a_word():
    said = "JANE ROE (Janet) of 12 Elm St. is unknown; janes too"

    quoted = quotable(said, private=("Jane Roe", "Jane", "Roe", "12 Elm St.", ""))

    assert quoted == "*** (Janet) of *** is unknown; janes too"
