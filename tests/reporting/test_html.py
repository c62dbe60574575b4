from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from seller_credits.domain.clock import instant_text
from seller_credits.reporting import html
from tests.reporting.pages import NOW, Page, closed, in_hours, page_of, suggestion, window

HOSTILE = '</bdi></td><script>alert(1)</script><img src=x onerror="alert(2)">" onclick="x'


def test_a_line_says_what_went_wrong_what_to_do_how_much_why_and_until_when():
    page = page_of(suggestion())

    line = page.one("tbody", _class="item").text

    for told in (
        *("111-0000001-0000001", "US · MUG-BLUE", "Late delivery, 5 days", "Refund part"),
        *("4.20 USD", "10% of item (42.00 USD) = 4.20 USD", "in 31 h", "24 Nov 2026, 19:00 UTC"),
        *("Rule: late-a-week", "ODR: preventable", "Seen in: orders", "an agent may approve"),
    ):
        assert told in line


def test_the_deadline_is_there_for_machines_too():
    cell = page_of(suggestion())

    assert "2026-11-24T19:00:00Z" in [time.attributes["datetime"] for time in cell.all("time")]


def test_details_hold_every_reason_limit_fact_and_alternative():
    item = suggestion(
        limits_hit=["per_order"], missing=["unit_cost"], net_cost="3.66", order_item_id="987"
    )

    details = page_of(item).one("details").text

    for told in (
        *("The buyer has written.", "limits reached per order", "not known unit cost"),
        *("days late 5", "item price 42.00 USD", "a claim can be filed 72 hours on"),
        "Refund in full, 42.00 USD (costs 36.60 USD net): more than it takes",
        *("orders, read 23 Nov 2026, 10:00 UTC", "net cost 3.66 USD", "order line 987"),
        "preventable: no claim or negative feedback has been seen",
        "suggestion s-111-0000001-0000001",
    ):
        assert told in details


def test_a_line_of_which_little_is_known_still_stands():
    names = ("suggestion_id", "order_id", "issue", "remedy", "status")
    bare = {name: suggestion()[name] for name in names}

    line = page_of(bare | {"issue": "lost", "remedy": "review"}).one("tbody", _class="item").text

    assert line.startswith("111-0000001-0000001 Never arrived Look at it no deadline")


def test_what_is_due_first_stands_first_and_what_is_overdue_after_what_can_still_be_met():
    due = {"later": 200, "overdue": -3, "tomorrow": 20, "long-overdue": -300, "this-week": 100}
    items = [suggestion(name, deadline=in_hours(hours)) for name, hours in due.items()]

    page = page_of(suggestion("open", deadline=None), *items)

    assert page.orders_to_do == [
        *("tomorrow", "this-week", "later", "overdue", "long-overdue", "open"),
    ]
    assert [heading.text for heading in page.all("h3")] == [
        *("Due within 24 hours 1", "Due within 7 days 1", "Due later 1"),
        *("Deadline passed 2", "No deadline 1"),
    ]


def test_currencies_are_never_added_together():
    page = page_of(
        suggestion("a", amount="1000.10"),
        suggestion("b", amount="0.20"),
        suggestion("c", amount="7.00", currency="EUR"),
        suggestion("d", amount="1500", currency="JPY"),
        suggestion("e", remedy="replacement", amount=None),
    )

    figures = [figure.text for figure in page.all("dd", _class="figure")]

    assert figures == ["5", "7.00 EUR", "1,500 JPY", "1,000.30 USD", "0", "5"]


def test_the_summary_counts_what_waits_what_is_due_and_what_can_be_prevented():
    page = page_of(
        suggestion("a", deadline=in_hours(24)),
        suggestion("b", deadline=in_hours(-1), odr_exposure="already_counted"),
        suggestion("c", deadline=in_hours(25)),
        closed("d", odr_exposure="preventable"),
    )

    tiles = page.one("dl", _class="tiles").text

    assert "Waiting for a person 3" in tiles
    assert "Due within 24 hours 1 Deadline passed 1" in tiles
    assert "Defects still preventable 2 of the 3 that wait" in tiles


def test_what_needs_nothing_says_why():
    page = page_of(closed("222-1"))

    table = page.one("table", _class="nothing").text

    assert "222-1" in table
    assert "only Amazon refunds these orders. Guard: fulfilled by amazon" in table
    assert page.orders_to_do == []
    assert "Nothing waits for you." in page.one("main").text


def test_bars_show_each_kind_of_issue_the_most_frequent_first():
    page = page_of(
        suggestion("a", issue="lost"), suggestion("b"), suggestion("c"), closed("d"), closed("e")
    )

    rows = [row.text for row in page.all("tr") if row.text.startswith(("Late", "Never"))]
    widths = [rect.attributes["width"] for rect in page.all("rect")]

    assert rows == ["Late delivery 2 4", "Never arrived 1 1"]
    assert widths == ["50.00", "50.00", "25.00", "0.00"]


def test_a_source_that_could_not_be_read_stands_first_and_is_told_at_the_top():
    page = page_of(
        suggestion(),
        coverage=[
            window("orders"),
            window("feedback", state="empty (assumed)", marketplace="DE"),
            window("mfn_returns", state="failed", why="Run sync again in an hour."),
        ],
    )

    states = [cell.text for cell in page.all("td", _class="state")]

    assert states[0] == "Could not be read Run sync again in an hour."
    assert states[1:] == ["Read", "Taken to hold nothing"]
    assert "1 of 3 sources could not be read" in page.one("p", _class="notice").text


def test_a_source_that_is_not_known_yet_is_told_without_alarm():
    why = "Amazon cancelled it; a sync later asks again."
    page = page_of(
        suggestion(), coverage=[window("orders"), window("fba_returns", state="unknown", why=why)]
    )

    notice = page.one("p", _class="notice")
    assert "1 of 2 sources is not known yet" in notice.text


def test_a_report_whose_sources_are_all_read_warns_of_nothing():
    assert not page_of(suggestion(), coverage=[window()]).all("p", _class="notice")


def test_an_empty_report_does_not_claim_that_all_is_well():
    page = page_of()

    assert "Nothing waits for you." in page.one("main").text
    assert "nothing found does not mean that nothing went wrong" in page.one("main").text


@pytest.mark.parametrize(
    "field",
    [
        *("suggestion_id", "order_id", "order_item_id", "marketplace", "sku", "issue", "remedy"),
        *("currency", "rule", "guard", "deadline_rule", "odr_exposure_why", "net_cost"),
    ],
)
def test_hostile_text_in_any_field_is_only_text(field):
    tame = page_of(suggestion(), closed("b"))

    changed = {field: HOSTILE} | ({"amount": None} if field == "currency" else {})
    page = page_of(suggestion(**changed), closed("b"))

    assert not page.all("script")
    assert not page.all("img")
    assert len(page.all("td", role="cell")) == len(tame.all("td", role="cell"))


def test_hostile_text_in_lists_headings_and_files_is_only_text():
    page = page_of(
        suggestion(
            reasons=[HOSTILE, HOSTILE],
            limits_hit=[HOSTILE],
            missing=[HOSTILE],
            facts={HOSTILE: HOSTILE},
            coverage={HOSTILE: {"read_at": None, "state": HOSTILE}},
            alternatives=[dict.fromkeys(("remedy", "amount", "net_cost", "why_not"), HOSTILE)],
        ),
        closed("b", reasons=[HOSTILE], status=HOSTILE),
        coverage=[window(HOSTILE, name=HOSTILE, marketplace=HOSTILE, why=HOSTILE)],
        heading=HOSTILE,
        policy=HOSTILE,
    )

    assert not page.all("script")
    assert not page.all("img")
    assert not [e for e in page.elements if any(name.startswith("on") for name in e.attributes)]
    assert page.one("h1").text == HOSTILE


def test_control_characters_do_not_reach_the_page():
    page = page_of(suggestion(sku="A\x00B\x1b[31mC\x85", reasons=["line\none"]))

    assert "AB[31mC" in page.one("tbody", _class="item").text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", page.source)


def test_text_that_turns_the_reading_direction_turns_nothing_but_itself():
    page = page_of(suggestion(sku="\u202egnp.exe"))

    assert "\u202egnp.exe" in [isolated.text for isolated in page.all("bdi")]


def test_the_page_asks_nobody_for_anything():
    page = page_of(suggestion(), closed("b"), coverage=[window()])

    links = [e.attributes["href"] for e in page.elements if "href" in e.attributes]
    anchors = {e.attributes["id"] for e in page.elements if "id" in e.attributes}

    assert links
    assert {link.removeprefix("#") for link in links} <= anchors
    assert not [e for e in page.elements if {"src", "srcset", "action"} & set(e.attributes)]
    assert not re.search(r"url\(|@import|//", page.source)


def test_the_policy_of_the_page_allows_its_own_style_sheet_and_nothing_else():
    page = page_of(suggestion())

    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    style = re.search("<style>(.*)</style>", page.source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert not [e for e in page.elements if "style" in e.attributes]


def test_every_id_is_one_and_every_label_names_something():
    page = page_of(suggestion(), closed("b"), coverage=[window()])

    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    labels = [e.attributes["aria-labelledby"] for e in page.all("section")]

    assert len(set(ids)) == len(ids)
    assert set(labels) <= set(ids)
    assert page.one("html").attributes["lang"] == "en"
    assert {"header", "nav", "main"} <= {e.tag for e in page.elements}


def test_every_table_has_a_caption_or_a_heading_and_headers_with_a_scope():
    page = page_of(suggestion(), closed("b"), coverage=[window()])

    assert len(page.all("caption")) == len(page.all("table"))
    assert all("scope" in header.attributes for header in page.all("th"))


def test_it_never_says_that_anything_was_paid():
    page = page_of(suggestion(), closed("b"), coverage=[window()])

    assert "paid" not in page.one("body").text.lower()
    assert "suggest" in page.one("header").text


def test_the_same_suggestions_make_the_same_page():
    items = [suggestion(str(n), deadline=in_hours(9)) for n in range(20)]

    first, again = page_of(*items), page_of(*items)

    assert first.source == again.source
    assert first.orders_to_do == [str(n) for n in range(20)]


def test_items_are_read_once_so_they_may_come_from_a_stream():
    out = io.StringIO()

    items = (suggestion(str(n)) for n in range(3))
    html.write_html(out, items=items, coverage=[], heading="x", made_at=NOW, policy="p")

    assert out.getvalue().count('class="item"') == 3


def test_beyond_a_limit_what_needs_nothing_is_counted_and_what_waits_never_is(monkeypatch):
    monkeypatch.setattr(html, "SETTLED_SHOWN", 2)

    page = page_of(*(closed(f"c-{n}") for n in range(5)), *(suggestion(f"w-{n}") for n in range(5)))

    assert page.orders_to_do == [f"w-{n}" for n in range(5)]
    assert len(page.all("td", _class="happened")) == 5 + 2
    counted = page.one("table", _class="counts").text
    assert "Late delivery Guard: fulfilled by amazon 3" in counted


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2026, 11, 23)  # noqa: DTZ001  # what is refused

    with pytest.raises(ValueError, match="without a time zone"):
        html.write_html(
            io.StringIO(), items=[], coverage=[], heading="x", made_at=naive, policy="p"
        )


class Sink(io.TextIOBase):
    """Swallows a page, counting the lines that wait."""

    waiting = 0

    def write(self, text):
        self.waiting += text.count('class="item"')
        return len(text)


def written(count):
    """How many of so many suggestions wait, on a page that nobody keeps."""
    sink = Sink()
    items = (
        suggestion(str(n), deadline=in_hours(n % 500 - 100)) if n % 2 else closed(str(n))
        for n in range(count)
    )
    html.write_html(sink, items=items, coverage=[], heading="x", made_at=NOW, policy="p")
    return sink.waiting


# In a process of its own: its highest mark is nobody else's.
MEASURED = """
from resource import RUSAGE_SELF, getrusage
from tests.reporting.test_html import written

written(100)
before = getrusage(RUSAGE_SELF).ru_maxrss
print(written(50_000), getrusage(RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_fifty_thousand_suggestions_are_written_in_little_memory():
    said = subprocess.run([sys.executable, "-c", MEASURED], capture_output=True, check=True).stdout
    waiting, kilobytes = map(int, said.split())
    assert waiting == 25_000
    assert kilobytes < 16_000


def acted(order_id, status="confirmed", **changes):
    """A suggestion that Ana approved, as far as it has come."""
    issuance = {
        "remedy": "partial_refund",
        "amount": "3.00",
        "currency": "USD",
        "by": "Ana",
        "at": instant_text(NOW),
        "moved_at": instant_text(NOW),
        "reason": "less is enough",
        "reference": "",
        "status": status,
    }
    return suggestion(order_id, status=status, issuance=issuance | changes)


def test_what_was_approved_stands_by_itself_with_who_said_so_and_how_far_it_has_come():
    page = page_of(suggestion("a"), acted("b"), closed("c"))

    (row,) = page.one("table", _class="acted").text.split("How far it has come")[1:]
    for told in ("b", "Refund part", "approved by Ana on 23 Nov 2026", "less is enough"):
        assert told in row
    assert "3.00 USD" in row
    assert "confirmed the marketplace's books show it" in row
    assert page.orders_to_do == ["a"]


def test_what_is_wrong_stands_before_what_is_not_proven_and_the_rest_the_latest_first():
    later = instant_text(NOW + timedelta(hours=1))
    page = page_of(
        *(acted("settled", "settled"), acted("accepted", "accepted"), acted("double", "duplicate")),
        acted("newer", "settled", moved_at=later),
    )

    rows = [each.text.split()[0] for each in page.all("th", scope="row", _class="order")]
    assert rows == ["double", "accepted", "newer", "settled"]


def test_what_came_to_nothing_is_in_no_sum():
    page = page_of(acted("a"), acted("b", "rejected"), acted("c", "withdrawn"))

    assert "3.00 USD: 1 confirmed, 1 rejected, 1 withdrawn." in page.source.replace("\n", " ")


def test_what_is_in_question_is_told_though_no_suggestion_knows_of_it():
    out = io.StringIO()
    orphan = {"order_id": "111-7", "amount": "8.21", "currency": "USD", "what": "orphan: <b>"}
    told = {"items": [], "coverage": (), "heading": "S", "made_at": NOW, "policy": "p"}
    html.write_html(out, in_question=[{**orphan, "remedy": None}], **told)
    page = Page(out.getvalue())

    assert "111-7 8.21 USD orphan: <b>" in page.one("tbody").text


def test_beyond_a_limit_what_is_proven_is_counted_and_what_is_open_never_is(monkeypatch):
    monkeypatch.setattr(html, "SETTLED_SHOWN", 2)
    page = page_of(*(acted(f"s{n}", "settled") for n in range(5)), acted("open", "accepted"))

    assert "And older ones, counted: 3 settled." in page.source
    assert "open" in page.one("table", _class="acted").text
