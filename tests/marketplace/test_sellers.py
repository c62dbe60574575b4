import pytest

from seller_credits.domain.participations import Participation
from seller_credits.marketplace.errors import UnexpectedAnswer
from seller_credits.marketplace.sections.sellers import participations
from tests.marketplace.loopback import said

STORES = "/sellers/v1/marketplaceParticipations"


def an_entry(store="ATVPDKIKX0DER", *, participating=True, suspended=False, **more):
    return {
        "marketplace": {
            "id": store,
            "name": "Amazon.com",
            "countryCode": "US",
            "defaultCurrencyCode": "USD",
            "defaultLanguageCode": "en_US",
            "domainName": "www.amazon.com",
        },
        "storeName": "BestSellerStore",
        "participation": {
            "isParticipating": participating,
            "hasSuspendedListings": suspended,
        },
    } | more


def test_a_store_comes_by_its_code_with_how_the_account_stands_there(amazon, caller):
    amazon.answers(STORES, said({"payload": [an_entry()]}))

    assert participations(caller) == (
        Participation(
            marketplace="US",
            name="Amazon.com",
            country="US",
            shop="BestSellerStore",
            participates=True,
            listings_suspended=False,
        ),
    )


def test_suspended_listings_and_a_store_that_was_left_show(amazon, caller):
    left = an_entry("A2EUQ1WTGCTBG2", participating=False, suspended=True)
    amazon.answers(STORES, said({"payload": [an_entry(), left]}))

    first, second = participations(caller)

    assert (first.participates, first.listings_suspended) == (True, False)
    assert (second.marketplace, second.participates, second.listings_suspended) == (
        "CA",
        False,
        True,
    )


def test_a_market_nobody_knows_keeps_its_id_and_new_members_do_no_harm(amazon, caller):
    amazon.answers(STORES, said({"payload": [an_entry("A1NEWSTORE", sellingPlan="NEW")]}))

    (only,) = participations(caller)

    assert only.marketplace == "A1NEWSTORE"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"payload": None},
        {"payload": {"marketplace": {}}},
        {"payload": [{"marketplace": {"id": "ATVPDKIKX0DER"}}]},
        {"payload": [an_entry(participation={"isParticipating": "who knows"})]},
    ],
)
def test_an_answer_without_the_standing_is_never_taken_for_a_standing(amazon, caller, answer):
    amazon.answers(STORES, said(answer))

    with pytest.raises(UnexpectedAnswer, match="not as promised: payload"):
        participations(caller)
