"""A page read back as a browser would, and suggestions to put on one."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from seller_credits.domain.clock import instant_text
from seller_credits.reporting.html import write_html

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
INLINE = {"bdi", "span", "strong", "time", "a"}
VOID = {"meta", "link", "img", "br", "hr", "input", "base", "rect"}


class Element:
    """One element with its attributes and all the text inside it."""

    def __init__(self, tag, attributes):
        self.tag = tag
        self.attributes = dict(attributes)
        self.texts = []

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


class Page(HTMLParser):
    """Every element in document order; what is not nested properly is an error."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.source = source
        self.elements = []
        self._open = []
        self.feed(source)
        self.close()
        assert not self._open, f"never closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice"
        if tag not in INLINE:
            self.handle_data(" ")
        element = Element(tag, attrs)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID, f"<{tag}/> closes nothing in HTML"
        self.elements.append(Element(tag, attrs))

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> inside <{self._open[-1].tag}>"
        if tag not in INLINE:
            self.handle_data(" ")
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.texts.append(data)

    def all(self, tag, **attributes):
        """Elements of this tag; `_class` asks for one word of the class."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(_has(element, name, value) for name, value in attributes.items())
        ]

    def one(self, tag, **attributes):
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def orders_to_do(self):
        """Order ids of the to-do list, from the top."""
        return [row.text.split()[0] for row in self.all("tbody", _class="item")]


def _has(element, name, value):
    if name == "_class":
        return value in element.attributes.get("class", "").split()
    return element.attributes.get(name) == value


def page_of(*items, coverage=(), heading="Suggestions", policy="policy.yaml"):
    """The page of these suggestions, read back."""
    out = io.StringIO()
    write_html(out, items=items, coverage=coverage, heading=heading, made_at=NOW, policy=policy)
    return Page(out.getvalue())


def in_hours(hours):
    return instant_text(NOW + timedelta(hours=hours))


def suggestion(order_id="111-0000001-0000001", **changes):
    """A late parcel, as the ledger lists its suggestion."""
    item = {
        "suggestion_id": f"s-{order_id}",
        "issue_id": f"i-{order_id}",
        "account": "default",
        "marketplace": "US",
        "order_id": order_id,
        "order_item_id": None,
        "sku": "MUG-BLUE",
        "asin": None,
        "issue": "late_delivery",
        "occurred_at": "2026-11-19T08:00:00Z",
        "detected_at": instant_text(NOW),
        "channel": "seller",
        "remedy": "partial_refund",
        "amount": "4.20",
        "currency": "USD",
        "net_cost": None,
        "rule": "late-a-week",
        "guard": None,
        "authority": "agent",
        "status": "proposed",
        "deadline": in_hours(31),
        "deadline_rule": "a claim can be filed 72 hours on",
        "odr_exposure": "preventable",
        "odr_exposure_why": "no claim or negative feedback has been seen",
        "reasons": ["10% of item (42.00 USD) = 4.20 USD", "The buyer has written."],
        "limits_hit": [],
        "missing": [],
        "alternatives": [
            {
                "remedy": "full_refund",
                "amount": "42.00",
                "net_cost": "36.60",
                "why_not": "more than it takes",
            }
        ],
        "facts": {"days_late": "5", "item_price": "42.00 USD"},
        "coverage": {"orders": {"read_at": in_hours(-2), "state": "read"}},
    }
    return item | changes


def closed(order_id, **changes):
    """An issue of an order that Amazon fulfilled."""
    nothing = {
        "remedy": "none",
        "amount": None,
        "rule": None,
        "guard": "fulfilled_by_amazon",
        "authority": None,
        "status": "closed",
        "odr_exposure": "not_exposed",
        "reasons": ["Fulfilled by Amazon: only Amazon refunds these orders."],
    }
    return suggestion(order_id, **nothing | changes)


def window(source="orders", **changes):
    """One line of coverage, as the ledger lists it."""
    return {
        "account": "default",
        "source": source,
        "marketplace": None,
        "name": source,
        "state": "read",
        "why": "",
        "since": in_hours(-720),
        "until": in_hours(0),
        "read_at": in_hours(-1),
    } | changes
