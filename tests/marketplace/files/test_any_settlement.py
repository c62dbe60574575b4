"""However a settlement is cut, blanked or respelt, its money is the same."""

import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.records import CleanRow
from seller_credits.marketplace.files import open_report
from tests.marketplace.files.settlements import line, sale, v1, v2

CENTS = st.integers(-99_999, 99_999).map(lambda cents: str(Decimal(cents).scaleb(-2)))
PARTS = st.sampled_from(
    [
        *(("Principal", "ItemPrice"), ("Shipping", "ItemPrice"), ("Goodwill", "ItemPrice")),
        *(("Tax", "ItemPrice"), ("Commission", "ItemFees"), ("Principal", "Promotion")),
    ]
)
TRANSACTIONS = st.sampled_from(["Refund", "Chargeback Refund", "A-to-z Guarantee Refund", "Order"])


@st.composite
def lines(draw):
    amount, (description, kind) = draw(CENTS), draw(PARTS)
    transaction, order = draw(TRANSACTIONS), draw(st.integers(1, 3))
    write = sale if transaction == "Order" else line
    return write(
        *(amount, description, kind),
        transaction_type=transaction,
        order_id=f"111-{order:07}-0000000",
        sku=f"SKU-{draw(st.integers(1, 2))}",
    )


SETTLEMENTS = st.lists(lines(), max_size=12)


def read(text, encoding="utf-8"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settlement.txt"
        path.write_bytes(text.encode(encoding))
        return list(open_report(path).records())


def money(rows):
    """What every order got back, by the kind of it."""
    sums = Counter()
    for row in rows:
        if isinstance(row, MoneyRow):
            kind = "refund" if row.kind == "goodwill" else row.kind
            sums[row.order_id, kind] += row.amount.amount
    return {key: amount for key, amount in sums.items() if amount}


def told(rows):
    return [
        (row.key, row.kind, str(row.amount)) if isinstance(row, MoneyRow) else row.rows
        for row in rows
    ]


@settings(max_examples=120, deadline=None)
@given(SETTLEMENTS, st.integers(0, 12))
def test_a_settlement_cut_into_two_files_gives_the_same_sums(settlement, cut):
    whole = read(v2(*settlement))

    parts = read(v2(*settlement[:cut])) + read(v2(*settlement[cut:]))

    assert money(parts) == money(whole)


@settings(max_examples=120, deadline=None)
@given(SETTLEMENTS)
def test_every_row_is_counted_once_and_every_key_given_once(settlement):
    rows = read(v2(*settlement))

    keys = [row.key for row in rows if isinstance(row, MoneyRow)]
    assert len(set(keys)) == len(keys)
    assert sum(row.rows if isinstance(row, CleanRow) else 1 for row in rows) == 1 + len(settlement)


@settings(max_examples=80, deadline=None)
@given(SETTLEMENTS)
def test_both_layouts_tell_the_same(settlement):
    assert told(read(v1(*settlement))) == told(read(v2(*settlement)))


@settings(max_examples=80, deadline=None)
@given(
    SETTLEMENTS,
    st.sampled_from(["", "   "]),
    st.booleans(),
    st.sampled_from(["utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_comma_blanks_encoding_and_line_ends_change_nothing(
    settlement, blanks, comma, encoding, end
):
    plain = read(v2(*settlement))
    respelt = [
        row | {"amount": (row["amount"].replace(".", ",") if comma else row["amount"]) + blanks}
        for row in settlement
    ]
    total = str(sum((Decimal(row["amount"]) for row in settlement), Decimal(0)))

    assert told(read(v2(*respelt, total=total, end=end), encoding)) == told(plain)
