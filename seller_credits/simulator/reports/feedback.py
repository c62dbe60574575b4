"""GET_SELLER_FEEDBACK_DATA: what buyers rated with one to three stars."""

from datetime import date

from seller_credits.simulator.reports.ask import Ask, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import Feedback
from seller_credits.simulator.shop.places import UNITED_STATES

HEADER = ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email")


def flat_file(ask: Ask) -> ReportFile | None:
    """Return the report in a Western code page; the US writes M/D/YY, others D/M/YY."""
    month_first = ask.marketplaces[0] == UNITED_STATES.id
    rows = [
        _row(rating, month_first=month_first)
        for rating in ask.world.shop.feedback
        if ask.covers(rating.order, rating.left)
    ]
    if not rows:
        return None
    text = table(HEADER, rows, newline="\r\n")
    return ReportFile(text.encode("cp1252"), "text/plain;charset=Cp1252")


def _row(rating: Feedback, *, month_first: bool) -> list[str]:
    return [
        _date(rating.left_on, month_first=month_first),
        *(str(rating.stars), rating.comments, rating.answer, rating.order.order_id),
        rating.order.buyer.email,
    ]


def _date(day: date, *, month_first: bool) -> str:
    first, second = (day.month, day.day) if month_first else (day.day, day.month)
    return f"{first}/{second}/{day.year % 100:02d}"
