"""GET_SELLER_FEEDBACK_DATA: what buyers rated with one to three stars, as their country writes it.

Sources: headers and dates as seen in downloaded reports of each store, read 2026-11-23; what the
Japanese header is called has not been seen, and is the English one here.
"""

from datetime import date

from seller_credits.simulator.reports.ask import Ask, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import Feedback
from seller_credits.simulator.shop.places import STORES

_ENGLISH = ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email")
HEADERS = {
    "de": (
        *("Datum", "Bewertung", "Kommentare", "Antwort", "Bestellnummer"),
        "E-Mail des Bewerters",
    ),
    "fr": (
        *("Date", "Évaluation", "Commentaire", "Response", "Order ID"),
        "E-mail de l'évaluateur",
    ),
    "it": (
        *("Date", "Rating", "Comments", "Response", "Numero ordine"),
        "E-mail autore della valutazione",
    ),
    "es": (
        *("Date", "Rating", "Comentarios", "Response", "Número de pedido"),
        "E-mail del cliente",
    ),
}
_BY_ID = {store.id: store for store in STORES.values()}


def flat_file(ask: Ask) -> ReportFile | None:
    """Return the report in the code page of its country."""
    store = _BY_ID.get(ask.marketplaces[0], STORES["US"])
    rows = [
        _row(rating, store.country)
        for rating in (*ask.world.later.feedback, *ask.world.shop.feedback)
        if ask.covers(rating.order, rating.left)
    ]
    if not rows:
        return None
    text = table(HEADERS.get(store.language, _ENGLISH), rows, newline="\r\n")
    if store.language == "ja":
        return ReportFile(text.encode("cp932"), "text/plain;charset=windows-31j")
    return ReportFile(text.encode("cp1252"), "text/plain;charset=Cp1252")


def _row(rating: Feedback, country: str) -> list[str]:
    return [
        _date(rating.left_on, country),
        *(str(rating.stars), rating.said.text, rating.answer, rating.order.order_id),
        rating.order.buyer.email,
    ]


def _date(day: date, country: str) -> str:
    """Return M/D/YY in the US, D.M.YY in Germany, YY/M/D in Japan, D/M/YY elsewhere."""
    year = f"{day.year % 100:02d}"
    if country == "US":
        return f"{day.month}/{day.day}/{year}"
    if country == "JP":
        return f"{year}/{day.month}/{day.day}"
    mark = "." if country == "DE" else "/"
    return f"{day.day}{mark}{day.month}{mark}{year}"
