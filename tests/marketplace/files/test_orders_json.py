"""Answers of the Orders API, saved to a file."""

import json

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow, Skipped
from seller_credits.marketplace.files import open_report

ONE, TWO = (
    {
        "orderId": f"111-0000000-000000{number}",
        "createdTime": "2026-08-01T10:00:00Z",
        "lastUpdatedTime": "2026-08-02T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "orderItems": [],
    }
    for number in (1, 2)
)


def ids(rows):
    return [row.order.order_id[-1] for row in rows]


@pytest.mark.parametrize(
    "answer",
    [
        {"orders": [ONE, TWO], "pagination": {"nextToken": "t"}},
        [{"orders": [ONE]}, {"orders": [TWO]}],
        [{"order": ONE}, {"order": TWO}],
        [ONE, TWO],
        {"payload": {"orders": [ONE, TWO]}},
    ],
    ids=["page", "pages", "answers", "list", "payload"],
)
def test_orders_are_found_however_the_answers_were_saved(desk, answer):
    rows = desk.rows(json.dumps(answer))

    assert ids(rows) == ["1", "2"]
    assert all(row.order.source is Source.ORDERS for row in rows)


def test_one_order_is_a_file_too(desk):
    assert ids(desk.rows(json.dumps({"order": ONE}))) == ["1"]
    assert ids(desk.rows(json.dumps(ONE))) == ["1"]


def test_an_answer_on_each_line_is_read(desk):
    lines = "\n".join(json.dumps({"order": order}) for order in (ONE, TWO))

    assert ids(desk.rows(lines + "\n\n")) == ["1", "2"]


def test_an_empty_page_holds_no_rows(desk):
    assert desk.rows('{"orders": []}') == []


def test_one_bad_order_is_skipped_with_its_reason_and_the_others_are_read(desk):
    bad = ONE | {"proceeds": {"grandTotal": {"amount": 12.5, "currencyCode": "USD"}}}

    first, second, third = desk.rows(json.dumps({"orders": [bad, TWO, 3]}))

    assert isinstance(first, Skipped)
    assert (first.reason, first.is_bad) == ("unreadable order", True)
    assert "proceeds.grandTotal" in first.detail
    assert isinstance(second, OrderRow)
    assert (third.reason, third.is_bad) == ("no order", True)


def test_a_buyer_is_read_as_what_the_address_is_hashed_to_and_else_not_at_all(tmp_path):
    path = tmp_path / "orders.json"
    address = {"buyer": {"buyerName": "Ann", "buyerEmail": "K3q@marketplace.amazon.com"}}
    path.write_text(json.dumps(ONE | address))

    (hashed,) = open_report(path, buyer_of=lambda told: f"{len(told)} letters").records()
    (plain,) = open_report(path).records()

    assert hashed.order.buyer == "26 letters"
    assert plain.order.buyer is None


def test_where_it_came_from_is_said_of_each_order(desk):
    row = desk.row(json.dumps({"order": ONE}), api=True)

    assert row.origin.api is True
    assert row.origin.where == "report.txt, row 1"


def test_every_example_answer_of_amazons_model_is_read(models, tmp_path):
    model = json.loads((models / "orders_2026-01-01.json").read_bytes())
    answers = [
        example["response"]
        for path in model["paths"].values()
        for example in path["get"]["responses"]["200"]["x-amzn-api-sandbox"]["static"]
    ]
    assert answers
    for answer in answers:
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(answer), encoding="utf-8")

        rows = list(open_report(path).records())

        assert len(rows) == len(answer.get("orders", [1]))
        assert all(isinstance(row, OrderRow) and row.order.lines for row in rows)


def test_examples_inside_a_model_of_the_api_are_read_as_answers(desk):
    answer = {"x-amzn-api-sandbox": {"static": [{"response": {"order": ONE}}]}}
    refusal = {"x-amzn-api-sandbox": {"static": [{"response": {"errors": []}}]}}
    operation = {"get": {"responses": {"200": answer, "400": refusal}}}
    model = {"swagger": "2.0", "paths": {"/orders/2026-01-01/orders/{orderId}": operation}}

    (row,) = desk.rows(json.dumps(model))

    assert row.order.order_id == ONE["orderId"]


def test_a_file_of_which_no_order_can_be_read_is_not_read(desk):
    report = desk.open(json.dumps({"orders": [{"orderId": "1"}, {"orderId": "2"}]}))
    with pytest.raises(UnreadableSource, match="none of its 2 orders"):
        list(report.records())
