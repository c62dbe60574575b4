"""Words of the marketplace that nobody knows are told, and nothing else is."""

import pytest

from seller_credits.detection.vocabulary import unknown_words

from .makers import order, parcel, returned, row_of, sent_to_amazon


def words(record):
    return list(unknown_words(record))


@pytest.mark.parametrize(
    "reason",
    [
        *("CR-DEFECTIVE", "RO_CR-DEFECTIVE", "AMZ-PG-BAD-DESC", "UNDELIVERABLE_REFUSED"),
        *("JEWELRY_LOOSE_STONE", "AMZ-PG-APP-TOO-SMALL", "APPAREL_STYLE", "POOR_FIT"),
    ],
)
def test_a_documented_reason_is_known(reason):
    assert words(returned(reason)) == []


def test_a_new_reason_is_told_as_it_came():
    assert words(returned("CR-HAUNTED")) == [("return reason", "CR-HAUNTED")]


def test_a_new_status_of_a_return_is_told():
    assert words(returned(status="Teleported")) == [("return status", "Teleported")]


def test_amazons_own_returns_have_statuses_of_their_own():
    assert words(sent_to_amazon(status="Unit returned to inventory")) == []


def test_a_new_resolution_is_told():
    assert words(returned(resolution="StoreCredit")) == [("return resolution", "StoreCredit")]


def test_new_statuses_of_orders_and_parcels_are_told():
    new = order(
        status="FLOATING", packages=(parcel("IN_ORBIT"), parcel("SHIPPED", detailed_status="ODD"))
    )

    assert words(row_of(new)) == [
        ("order status", "FLOATING"),
        ("parcel status", "IN_ORBIT"),
        ("detailed parcel status", "ODD"),
    ]


def test_an_order_as_amazon_documents_it_has_no_new_word():
    assert words(row_of(order(packages=(parcel("DELIVERED"), parcel("IN_TRANSIT"))))) == []
