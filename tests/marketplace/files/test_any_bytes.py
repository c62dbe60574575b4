"""Whatever stands in a file, it is read, counted or refused in words."""

import gzip
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.files import open_report
from tests.marketplace.files.layouts import (
    FBA_HEADER,
    FBA_ROW,
    FEEDBACK_HEADER,
    FEEDBACK_ROW,
    MFN_HEADER,
    MFN_ROW,
    ORDERS_HEADER,
    ORDERS_ROW,
    mfn,
    table,
)

BEGINNINGS = (
    *(mfn().encode(), mfn().encode("utf-16"), mfn().replace("\t", ",").encode()),
    table(FEEDBACK_HEADER, FEEDBACK_ROW).encode(),
    b'{"orders": [{"orderId": "1", ',
    b'{"performanceMetrics": [',
    b"<AmazonEnvelope><MessageType>Returns-Report</MessageType><return_details>",
    *(b"", b"\x1f\x8b\x08\x00", b"PK\x03\x04"),
)
LAYOUTS = (
    *((MFN_HEADER, MFN_ROW), (FBA_HEADER, FBA_ROW)),
    *((ORDERS_HEADER, ORDERS_ROW), (FEEDBACK_HEADER, FEEDBACK_ROW)),
)
LETTERS = st.characters(exclude_characters="\t\r\n\0", exclude_categories=("Cs",))
CELLS = st.text(LETTERS, max_size=9)


def read(content, **said):
    """Every row of it; None where it was refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        path.write_bytes(content)
        try:
            return list(open_report(path, **said).records())
        except UnreadableSource:
            return None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused_in_words(beginning, rest, packed):
    content = beginning + rest

    rows = read(gzip.compress(content) if packed else content)

    assert rows is None or all(row.origin.where for row in rows)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(min_value=0, max_value=400))
def test_a_report_with_bytes_thrown_into_it_is_read_or_refused_in_words(noise, where):
    content = mfn().encode()
    at = min(where, len(content))

    rows = read(content[:at] + noise + content[at:])

    assert rows is None or all(row.origin.where for row in rows)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(LAYOUTS),
    st.lists(st.dictionaries(st.integers(0, 40), CELLS, max_size=6), max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_line_that_is_not_blank_gives_exactly_one_record_or_one_skipped_row(
    layout, changes, end
):
    header, row = layout
    rows = [
        row | {header[at % len(header)]: cell for at, cell in change.items()} for change in changes
    ]
    blank = sum(not "".join(row.get(name, "") for name in header).strip() for row in rows)

    found = read(table(header, *rows, end=end).encode(), marketplace="US")

    assert found is None or len(found) == len(rows) - blank
