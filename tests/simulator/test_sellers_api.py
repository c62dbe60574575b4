from __future__ import annotations

PARTICIPATIONS = "/sellers/v1/marketplaceParticipations"


def test_the_seller_takes_part_in_both_stores(shopper):
    found = shopper.get(PARTICIPATIONS).json()["payload"]
    stores = {each["marketplace"]["id"]: each for each in found}
    assert sorted(stores) == sorted(shopper.connection.marketplaces)
    assert all(each["participation"]["isParticipating"] for each in found)
    assert stores["A2EUQ1WTGCTBG2"]["marketplace"] == {
        "id": "A2EUQ1WTGCTBG2",
        "name": "Amazon.ca",
        "countryCode": "CA",
        "defaultCurrencyCode": "CAD",
        "defaultLanguageCode": "en_CA",
        "domainName": "www.amazon.ca",
    }


def test_it_needs_an_access_token(shopper):
    answer = shopper.http.get(shopper.connection.endpoint + PARTICIPATIONS)
    assert answer.status_code == 403
