"""The same lines give the same answer, however they lie in files and in whatever order."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import Nature
from seller_credits.settings import Settings
from seller_credits.workflow.auditing import audit_files
from tests.marketplace.files.layouts import table
from tests.marketplace.files.settlements import V2_HEADER, line, sale, summary, total_of, v1, v2
from tests.workflow.audited import NOW

CENTS = st.integers(1, 6000).map(lambda cents: str(Decimal(cents) / 100))
ORDERS = st.sampled_from(["111-0000001-0000001", "111-0000002-0000002"])
ITEMS = st.sampled_from([("MUG", "1"), ("CUP", "2")])
DAYS = st.integers(1, 14)


@st.composite
def lines(draw):
    """One line of a settlement: a sale, a refund, a claim, goodwill or a fee of one."""
    sku, item = draw(ITEMS)
    told = {"order_id": draw(ORDERS), "sku": sku, "order_item_code": item}
    day = f"2026-08-{draw(DAYS):02}"
    told |= {"posted_date": day, "posted_date_time": f"{day} 10:00:00 UTC"}
    kind, amount = (
        draw(st.sampled_from(["sale", "refund", "claim", "goodwill", "fee"])),
        draw(CENTS),
    )
    if kind == "sale":
        return sale(amount, **told)
    told["adjustment_id"] = draw(st.sampled_from(["A1", "A2", "A3"]))
    told["merchant_adjustment_item_id"] = draw(st.sampled_from(["", "CREDIT-1"]))
    if kind == "goodwill":
        return line(f"-{amount}", "Goodwill", **told)
    if kind == "fee":
        return line(f"-{amount}", "RefundCommission", "ItemFees", **told)
    if kind == "claim":
        told["transaction_type"] = "A-to-z Guarantee Refund"
    return line(f"-{amount}", **told)


SETTLEMENTS = st.lists(lines(), min_size=1, max_size=12)


def audit_of(*texts: str) -> Audit:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            paths.append(Path(folder, f"{number}.txt"))
            paths[-1].write_text(text)
        audited = audit_files(
            paths,
            marketplace="US",
            windows=Settings().windows(),
            now=NOW,
            told=lambda _: None,
        )
    assert audited.is_complete
    return audited.audit


def answer(audit: Audit) -> tuple[object, ...]:
    """Everything an audit says but for where the rows stand."""
    return (
        audit.costs,
        audit.worst,
        audit.unknown,
        [
            (
                *(each.kind, each.certainty, each.nature, each.order_id, each.sku, each.amount),
                *(each.counted, each.occurred, dict(each.facts), len(each.rows)),
            )
            for each in audit.findings
        ],
    )


def in_pieces(rows: Sequence[dict[str, str]], cuts: Sequence[int]) -> list[str]:
    """The settlement cut into several files, the total stated in the first alone."""
    edges = [0, *sorted({cut % (len(rows) + 1) for cut in cuts}), len(rows)]
    pieces = [rows[one:two] for one, two in pairwise(edges) if two > one]
    first, *others = pieces
    return [
        v2(*first, total=total_of(rows)),
        *(table(V2_HEADER, *piece) for piece in others),
    ]


@given(SETTLEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows, chance: random.Random):
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert answer(audit_of(v2(*shuffled))) == answer(audit_of(v2(*rows)))


@given(SETTLEMENTS, st.lists(st.integers(0, 12), max_size=3))
def test_any_split_over_files_gives_the_same_answer(rows, cuts):
    distinct = [row | {"quantity-purchased": str(n + 1)} for n, row in enumerate(rows)]

    assert answer(audit_of(*in_pieces(distinct, cuts))) == answer(audit_of(v2(*distinct)))


@given(SETTLEMENTS)
def test_a_file_given_twice_counts_once(rows):
    whole = answer(audit_of(v2(*rows)))

    assert answer(audit_of(v2(*rows), v2(*rows))) == whole


@given(SETTLEMENTS)
def test_no_more_is_counted_as_lost_than_went_back(rows):
    audit = audit_of(v2(*rows))

    for cost in audit.costs:
        counted = sum((each.counted.amount for each in audit.findings), Decimal(0))
        assert counted <= (cost.given + cost.claims + cost.chargebacks).amount
    for each in audit.findings:
        assert Decimal(0) <= each.counted.amount <= each.amount.amount
        assert each.rows
        if each.nature in {Nature.OWED, Nature.COST}:
            assert not each.counted


@given(SETTLEMENTS)
@settings(max_examples=50)
def test_both_layouts_give_the_same_answer(rows):
    assert answer(audit_of(v1(*rows)))[0] == answer(audit_of(v2(*rows)))[0]


def test_a_summary_and_its_lines_may_come_apart():
    rows = [sale("10.00"), line("-10.00")]
    header_alone = table(V2_HEADER, summary("0.00"))

    assert answer(audit_of(header_alone, table(V2_HEADER, *rows))) == answer(audit_of(v2(*rows)))
