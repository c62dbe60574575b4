"""Seller feedback in every language and order of dates that was seen."""

from datetime import date

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.records import Skipped
from tests.marketplace.files.layouts import FEEDBACK_HEADER, FEEDBACK_ROW, table

HEADERS = {
    "de": ("Datum", "Bewertung", "Kommentare", "Antwort", "Bestellnummer", "E-Mail des Bewerters"),
    "fr": ("Date", "Évaluation", "Commentaire", "Response", "Order ID", "E-mail de l'évaluateur"),
    "it": (
        *("Date", "Rating", "Comments", "Response", "Numero ordine"),
        "E-mail autore della valutazione",
    ),
    "es": ("Date", "Rating", "Comentarios", "Response", "Número de pedido", "E-mail del cliente"),
    "nl": (
        *("Datum", "Beoordeling", "Opmerkingen", "Antwoord", "Bestelnummer"),
        "E-mail van beoordelaar",
    ),
    "pl": ("Data", "Ocena", "Komentarze", "Odpowiedź", "Numer zamówienia", "E-mail oceniającego"),
}


def feedback(*dates, header=FEEDBACK_HEADER, **changes):
    """A report with a row for each date, its header in any language."""
    names = dict(zip(FEEDBACK_HEADER, header, strict=True))
    rows = (FEEDBACK_ROW | {"Date": day} | changes for day in dates)
    return table(header, *({names[name]: cell for name, cell in row.items()} for row in rows))


def days(rows):
    return [row.left_on for row in rows]


def test_a_row_is_stars_and_words_about_an_order(desk):
    row = desk.row(feedback("8/25/26"), marketplace="US")

    assert (row.order_id, row.rating, row.left_on) == (
        "111-3333333-3333333",
        1,
        date(2026, 8, 25),
    )
    assert (row.comment, row.marketplace) == ("never came", "US")
    assert row.values == {"Rating": "1", "Date": "8/25/26"}


def test_the_raters_address_is_dropped(desk):
    assert "rater@example.com" not in repr(desk.row(feedback("8/25/26")))


@pytest.mark.parametrize("language", HEADERS)
def test_the_header_is_known_in_every_language_seen(desk, language):
    report = desk.open(feedback("25/8/26", header=HEADERS[language]))

    (row,) = report.records()

    assert (row.rating, row.left_on, row.comment) == (1, date(2026, 8, 25), "never came")
    assert report.warnings == []


@pytest.mark.parametrize(
    ("store", "day"),
    [("US", "8/3/26"), ("UK", "3/8/26"), ("CA", "3/8/26"), ("MX", "03/08/26"), ("DE", "3.8.26"),
     ("SE", "2026-08-03"), ("JP", "26/8/3"), ("JP", "2026/08/03"), ("US", "8/3/2026")],
)  # fmt: skip
def test_each_store_has_its_own_order_of_day_and_month(desk, store, day):
    assert days(desk.rows(feedback(day), marketplace=store)) == [date(2026, 8, 3)]


def test_an_order_that_nothing_settles_is_refused_with_what_to_say(desk):
    with pytest.raises(UnreadableSource, match="month/day/year or day/month/year") as refused:
        desk.rows(feedback("8/3/26", "9/4/26"))

    assert "--marketplace" in refused.value.hint
    assert "row 2" in refused.value.message


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("8/3/26", "8/25/26"), date(2026, 8, 3)),
        (("8/3/26", "25/8/26"), date(2026, 3, 8)),
        (("8.3.26",), date(2026, 3, 8)),
        (("2026-08-03",), date(2026, 8, 3)),
        (("2026/08/03",), date(2026, 8, 3)),
    ],
)
def test_one_telling_date_settles_the_whole_file_even_for_rows_before_it(desk, dates, first):
    assert days(desk.rows(feedback(*dates)))[0] == first


def test_dates_of_two_orders_in_one_file_are_refused(desk):
    with pytest.raises(UnreadableSource, match="row 3: the date '25/8/26' does not fit"):
        desk.rows(feedback("8/25/26", "25/8/26"))


def test_a_store_that_contradicts_the_dates_is_refused_instead_of_swapping_the_others(desk):
    with pytest.raises(UnreadableSource, match="'25/8/26' does not fit the store"):
        desk.rows(feedback("8/3/26", "25/8/26"), marketplace="US")


def test_english_and_spanish_settle_nothing_german_does(desk):
    with pytest.raises(UnreadableSource):
        desk.rows(feedback("8/3/26", header=HEADERS["es"]))
    assert days(desk.rows(feedback("8/3/26", header=HEADERS["de"]))) == [date(2026, 3, 8)]


def test_where_the_words_are_japanese_a_year_may_stand_in_front(desk):
    report = feedback("26/8/12", Comments="届きませんでした")

    with pytest.raises(UnreadableSource, match="year/month/day"):
        desk.rows(report)
    assert days(desk.rows(report, marketplace="JP")) == [date(2026, 8, 12)]


def test_an_unknown_language_is_read_by_position_and_says_so(desk):
    header = ("Dato", "Vurdering", "Kommentar", "Svar", "Ordrenummer", "E-post")
    report = desk.open(feedback("25/8/26", header=header))

    (row,) = report.records()

    assert (row.rating, row.order_id, row.comment) == (1, "111-3333333-3333333", "never came")
    assert "by position" in report.warnings[0]


def test_the_older_export_with_ten_columns_keeps_what_the_buyer_judged(desk):
    header = (
        *FEEDBACK_HEADER[:4],
        *("Arrived on Time", "Item as Described", "Customer Service"),
        *FEEDBACK_HEADER[4:],
        "Rater Role",
    )
    answers = {"Arrived on Time": "No", "Rater Role": "Buyer"}

    row = desk.row(table(header, FEEDBACK_ROW | answers))

    assert row.values["Arrived on Time"] == "No"
    assert row.order_id == "111-3333333-3333333"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Order ID", "", "no order id"),
        ("Rating", "6", "unreadable rating"),
        ("Rating", "", "unreadable rating"),
        ("Date", "yesterday", "unreadable date"),
    ],
)
def test_a_row_that_says_too_little_is_skipped_with_its_reason(desk, column, cell, reason):
    good, bad = FEEDBACK_ROW, FEEDBACK_ROW | {column: cell}

    rows = desk.rows(table(FEEDBACK_HEADER, good, bad))

    assert [type(row) is Skipped for row in rows] == [False, True]
    assert (rows[1].reason, rows[1].is_bad) == (reason, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_seen_gives_the_same_words(desk, encoding):
    report = feedback("25.8.26", header=HEADERS["de"], Comments="schöne Bescherung")

    assert desk.row(report.encode(encoding)).comment == "schöne Bescherung"
