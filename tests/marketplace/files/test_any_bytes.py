"""Whatever stands in a file, it is read, counted or refused in words."""

import gzip
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.records import CleanRow
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
    REPLACEMENT_HEADER,
    REPLACEMENT_ROW,
    mfn,
    table,
)
from tests.marketplace.files.settlements import V1_HEADER, V2_HEADER, as_v1, line, v2

BEGINNINGS = (
    *(mfn().encode(), mfn().encode("utf-16"), mfn().replace("\t", ",").encode()),
    table(FEEDBACK_HEADER, FEEDBACK_ROW).encode(),
    *(v2(line("-20.00")).encode(), v2(line("-20.00")).encode("utf-16")),
    *(b"order_id,protected,first_scan_at\n", b"order_id;issue;severity;note\n"),
    b'{"orders": [{"orderId": "1", ',
    b'{"performanceMetrics": [',
    b"<AmazonEnvelope><MessageType>Returns-Report</MessageType><return_details>",
    *(b"", b"\x1f\x8b\x08\x00", b"PK\x03\x04"),
)
OWN_LABELS = ("order_id", "protected", "first_scan_at")
OWN_ISSUES = ("order_id", "issue", "occurred_at", "severity", "note", "sku")
LAYOUTS = (
    *((MFN_HEADER, MFN_ROW), (FBA_HEADER, FBA_ROW)),
    *((ORDERS_HEADER, ORDERS_ROW), (FEEDBACK_HEADER, FEEDBACK_ROW)),
    *((V1_HEADER, as_v1(line("-20.00"))), (V2_HEADER, line("-20.00"))),
    (REPLACEMENT_HEADER, REPLACEMENT_ROW),
    (OWN_LABELS, {"order_id": "111-1111111-1111111", "protected": "yes"}),
    (OWN_ISSUES, {"order_id": "111-1111111-1111111", "issue": "damaged"}),
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


def counted(rows):
    """How many rows of the file these stand for."""
    return sum(row.rows if isinstance(row, CleanRow) else 1 for row in rows)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(LAYOUTS),
    st.lists(st.dictionaries(st.integers(0, 40), CELLS, max_size=6), max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_line_that_is_not_blank_is_one_record_one_skipped_row_or_one_clean_row(
    layout, changes, end
):
    header, row = layout
    rows = [
        row | {header[at % len(header)]: cell for at, cell in change.items()} for change in changes
    ]
    blank = sum(not "".join(row.get(name, "") for name in header).strip() for row in rows)

    found = read(table(header, *rows, end=end).encode(), marketplace="US")

    assert found is None or counted(found) == len(rows) - blank
