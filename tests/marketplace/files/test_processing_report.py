"""Processing reports in every form they have been seen in, and some that nobody has seen."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seller_credits.domain.feed_results import ResultSeverity, ResultState, Ruling, verdict_of
from seller_credits.marketplace.files import processing_report
from seller_credits.marketplace.files.processing_report import read_processing_report

ORDER = "111-1234567-1234567"
LINE = "123456789012345"
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp932")


def counts(processed=2, successful=1, with_error=1, with_warning=0):
    told = {
        "MessagesProcessed": processed,
        "MessagesSuccessful": successful,
        "MessagesWithError": with_error,
        "MessagesWithWarning": with_warning,
    }
    inside = "".join(f"<{name}>{count}</{name}>" for name, count in told.items())
    return f"<ProcessingSummary>{inside}</ProcessingSummary>"


def a_result(number=2, code="Error", words="Not found.", order=ORDER):
    about = f"<AdditionalInfo><AmazonOrderID>{order}</AmazonOrderID></AdditionalInfo>"
    return (
        f"<Result><MessageID>{number}</MessageID><ResultCode>{code}</ResultCode>"
        f"<ResultMessageCode>18028</ResultMessageCode>"
        f"<ResultDescription>{words}</ResultDescription>{about if order else ''}</Result>"
    )


def xml(*inside, kind="ProcessingReport", status="Complete", attributes="", begin=""):
    inside = inside or (counts(), a_result())
    return (
        f"{begin}<AmazonEnvelope{attributes}><Header><DocumentVersion>1.02</DocumentVersion></Header>"
        f"<MessageType>{kind}</MessageType><Message><MessageID>1</MessageID><ProcessingReport>"
        f"<DocumentTransactionID>50034</DocumentTransactionID><StatusCode>{status}</StatusCode>"
        f"{''.join(inside)}</ProcessingReport></Message></AmazonEnvelope>"
    )


ENGLISH = ("original-record-number", "order-id", "order-item-id")
ENGLISH += ("error-code", "error-type", "error-message")
SUMMARY = (
    "Feed Processing Summary:\n\tNumber of records processed\t\t2\n"
    "\tNumber of records successful\t\t1\n"
)
NOTHING = SUMMARY.replace("\t2\n", "\t0\n").replace("\t1\n", "\t0\n")
GERMAN = (
    "Zusammenfassung der Feed-Verarbeitung:\r\n\tAnzahl der verarbeiteten Datensätze\t\t2\r\n"
    "\tAnzahl der erfolgreichen Datensätze\t\t1\r\n\r\n"
    "Ursprüngliche Datensatznummer\tBestellnummer\tPosition\tCode\tArt\tMeldung\r\n"
    f"2\t{ORDER}\t{LINE}\t18028\tFehler\tDie Bestellung wurde nicht gefunden: Größe\r\n"
)
JAPANESE = (
    "フィード処理の概要:\n\t処理されたレコード数\t\t2\n\t正常に処理されたレコード数\t\t1\n\n"
    "レコード番号\t注文番号\t注文商品番号\tコード\t種類\tメッセージ\n"
    f"2\t{ORDER}\t{LINE}\t18028\tエラー\tこの注文が見つかりません\n"
)


def row(number=2, order=ORDER, line=LINE, kind="Error", words="Not found."):
    return "\t".join([str(number), order, line, "18028", kind, words])


def text(*rows, summary=SUMMARY, header=ENGLISH):
    table = ["\t".join(header), *rows] if rows else []
    return "\n".join([summary, *table])


def read(said, encoding="utf-8", charset=None, **told):
    content = said if isinstance(said, bytes) else said.encode(encoding)
    return read_processing_report(content, charset, **{"expected": 2} | told)


def is_unreadable(said, why):
    result = read(said)
    assert result.state is ResultState.UNREADABLE, result
    assert why in result.why
    for number in (1, 2):
        assert verdict_of(result, number, ORDER).ruling is Ruling.UNKNOWN


def says_one_of_two_was_refused(result):
    assert (result.processed, result.successful, result.with_error) == (2, 1, 1), result
    (error,) = result.results
    assert (error.message_id, error.severity, error.order_id) == (2, ResultSeverity.ERROR, ORDER)
    assert error.code == "18028"
    assert verdict_of(result, 1, "111-0000000-0000001").ruling is Ruling.ACCEPTED
    assert verdict_of(result, 2, ORDER).ruling is Ruling.REJECTED


# XML


@pytest.mark.parametrize("encoding", CODECS)
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0" encoding="UTF-8"?>\n'])
def test_xml_is_read_in_any_encoding_whatever_it_says_of_itself(encoding, declared):
    says_one_of_two_was_refused(read(xml(begin=declared), encoding))


def test_words_are_read_in_the_encoding_that_is_declared():
    begin = "<?xml version='1.0' encoding='windows-31j'?>"
    words = "この注文が見つかりません"

    result = read(xml(counts(), a_result(words=words), begin=begin), "cp932")

    assert result.results[0].words == words


def test_namespaces_do_not_matter():
    says_one_of_two_was_refused(read(xml(attributes=' xmlns="http://example.com/x"')))


def test_blanks_around_it_do_not_matter():
    says_one_of_two_was_refused(read(f"\n\n {xml()} \n"))


def test_a_refused_feed_is_told_under_number_0():
    whole = xml(counts(0, 0, 1), a_result(0, words="XML Parsing Fatal Error", order=""))

    result = read(whole)

    assert result.results[0].message_id == 0
    assert verdict_of(result, 2, ORDER).ruling is Ruling.REJECTED


def test_warnings_are_told_apart_and_their_count_may_be_missing():
    said = xml(counts(2, 2, 0, 1), a_result(code="Warning"))
    result = read(said)
    silent = read(said.replace("<MessagesWithWarning>1</MessagesWithWarning>", ""))

    assert (result.with_warning, silent.with_warning) == (1, 0)
    assert result.results[0].severity is ResultSeverity.WARNING
    assert verdict_of(result, 2, ORDER).ruling is Ruling.ACCEPTED


def test_a_result_without_a_number_or_an_order_says_so():
    said = a_result(order="").replace("<MessageID>2</MessageID>", "")

    (error,) = read(xml(counts(), said)).results

    assert (error.message_id, error.order_id) == (None, None)


def test_words_are_safe_to_print_and_to_keep():
    words = "See &lt;b&gt;help&lt;/b&gt; or write to jo@example.com"

    (error,) = read(xml(counts(), a_result(words=words))).results

    assert error.words == "See help or write to ***"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (xml()[:-20], "not well-formed XML"),
        (xml()[:200], "not well-formed XML"),
        ("<", "not well-formed XML"),
        ("<Report/>", "XML of another kind: 'Report'"),
        (f'<!DOCTYPE a [<!ENTITY b "c">]>{xml()}', "not well-formed XML"),
        (xml(kind="OrderAdjustment"), "an envelope of another kind"),
        (xml(status="Processing"), "its status is 'Processing'"),
        (xml(counts(), counts()), "2 times ProcessingSummary"),
        (xml(a_result()), "0 times ProcessingSummary"),
        (xml(counts("two")), "'two', which is no figure"),
        (xml(counts("1<b>2</b>")), "more than text in MessagesProcessed"),
        (xml(counts("\u0662")), "is no figure"),
        (xml(counts(-1)), "is no figure"),
        (xml(counts(), "<Refused/>"), "'Refused' in ProcessingReport is not known"),
        (xml(counts(with_warning="0</MessagesWithWarning><New>1</New>")[:-22]), "not well-formed"),
        (xml(counts(), a_result("")), "is no figure"),
        (xml(counts(), a_result(code="Fatal")), "a result of the kind 'Fatal'"),
        (xml(counts(), a_result(order="1</AmazonOrderID><AmazonOrderID>2")), "several messages"),
        (xml().replace("<Message>", "<Message/><Message>"), "2 times Message"),
        (xml().replace("Message>", "Other>"), "0 times Message"),
    ],
)
def test_xml_that_is_not_fully_understood_is_unreadable(said, why):
    is_unreadable(said, why)


# Lines of text


@pytest.mark.parametrize("encoding", CODECS)
def test_a_summary_and_a_table_are_read(encoding):
    says_one_of_two_was_refused(read(text(row()), encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_german_report_is_read(encoding):
    result = read(GERMAN, encoding)

    says_one_of_two_was_refused(result)
    assert result.results[0].words.endswith("Größe")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932"])
@pytest.mark.parametrize("charset", [None, "windows-31j", "utf-8"])
def test_a_japanese_report_is_read(encoding, charset):
    result = read(JAPANESE, encoding, charset)

    says_one_of_two_was_refused(result)
    assert result.results[0].words == "この注文が見つかりません"


def test_nothing_refused_needs_no_table():
    result = read(text(summary=SUMMARY.replace("\t1\n", "\t2\n")))

    assert (result.processed, result.successful, result.results) == (2, 2, ())
    assert verdict_of(result, 1, ORDER).ruling is Ruling.ACCEPTED


def test_refused_without_a_table_is_nobody_knows_which():
    result = read(text())

    assert result.state is ResultState.READ
    assert verdict_of(result, 1, ORDER).ruling is Ruling.UNKNOWN


def test_columns_are_told_by_their_names_where_these_are_known():
    header = ("error-message", "error-type", "original-record-number", "order-id")

    result = read(text(f"Not found.\tError\t2\t{ORDER}", header=header))

    assert (result.results[0].message_id, result.results[0].order_id) == (2, ORDER)


def test_a_record_is_a_message_only_where_its_order_bears_it_out():
    header = tuple("sku" if name == "order-id" else name for name in ENGLISH)

    result = read(text(row(order="MUG"), header=header))

    assert (result.errors[0].message_id, result.errors[0].order_id) == (None, None)
    assert verdict_of(result, 2, ORDER).ruling is Ruling.UNKNOWN
    assert verdict_of(result, 1, ORDER).ruling is Ruling.UNKNOWN


def test_kinds_in_an_unknown_language_are_told_by_the_counts():
    all_taken = SUMMARY.replace("\t1\n", "\t2\n")

    assert read(text(row(kind="Virhe"))).errors
    assert not read(text(row(kind="Varoitus"), summary=all_taken)).errors


def test_a_text_that_refuses_the_whole_feed_does_so_in_known_words():
    result = read(text(row(0, order="", line=""), summary=NOTHING))

    assert verdict_of(result, 2, ORDER).ruling is Ruling.REJECTED


def test_a_table_of_two_kinds_counts_each():
    result = read(text(row(1, kind="Warning"), row(2), row(2)))

    assert (len(result.errors), result.with_warning) == (2, 1)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "empty"),
        (" \r\n\t", "empty"),
        ("Internal Server Error", "text of another kind"),
        ("{}", "text of another kind"),
        (SUMMARY.splitlines()[0], "0 counts begin it"),
        ("\n".join(SUMMARY.splitlines()[:2]), "1 counts begin it"),
        (SUMMARY.replace("\t1\n", "\t1\n\tAnd more\t\t7\n"), "3 counts begin it"),
        (SUMMARY.replace("\t2\n", "\t2,000\n"), "text of another kind"),
        (SUMMARY.replace("\t1\n", "\t3\n"), "3 of 2 were taken"),
        (SUMMARY + row(), "text of another kind"),
        (text("1"), "a row of 1 cells"),
        (text(row()[:-20]), "a row of"),
        (text(row("x")), "is no figure"),
        (text(row(), header=("a", "b")), "2 unknown columns"),
        (text(row(order="someone"), header=tuple("abcdef")), "whose columns cannot be told"),
        (text(row(line="no"), header=tuple("abcdef")), "whose columns cannot be told"),
        (text(row(1, kind="Virhe"), row(kind="Virhe")), "in words not known"),
        (text(row(0, kind="Virhe"), summary=NOTHING), "in words not known"),
        (text(row(kind="Virhe"), row(kind="Warning")), "contradict"),
    ],
)
def test_text_that_is_not_fully_understood_is_unreadable(said, why):
    is_unreadable(said, why)


# Anything else


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"<!DOCTYPE html><html><body>503</body></html>", "a page of HTML"),
        (b"\n<HTML>", "a page of HTML"),
        (b"<html", "a page of HTML"),
        (b"<htm", "not well-formed XML"),
        (gzip.compress(xml().encode()), "a gzip file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x00\x01\x02", "binary data"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE, "empty"),
    ],
)
def test_what_is_no_report_is_called_by_its_name(said, why):
    is_unreadable(said, why)


def test_its_first_words_are_kept_as_they_stood():
    result = read(f"<html>{'jo@example.com ' * 100}")

    assert len(result.raw) == 500
    assert result.raw.startswith("<html>jo@example.com jo@")
    assert "example.com" not in repr(result)


def test_why_quotes_nothing_personal():
    assert "example.com" not in read("<jo@example.com/>\tx").why
    assert "jo@" not in read("Dear jo@example.com\t1\t2").why


def test_a_report_that_is_longer_than_any_is_none(monkeypatch):
    monkeypatch.setattr(processing_report, "MOST_BYTES", 100)

    is_unreadable(xml(), "longer than")


def test_what_was_expected_is_kept():
    assert read("", expected=7, is_fatal=True).expected == 7
    assert read(xml(), expected=7, is_fatal=True).is_fatal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("said", [xml(), text(row()), GERMAN, JAPANESE])
def test_a_report_that_was_cut_short_says_nothing_that_is_not_so(said, encoding):
    content = said.encode(encoding)
    for end in range(len(content)):
        result = read(content[:end])
        one = verdict_of(result, 1, "111-0000000-0000001").ruling
        two = verdict_of(result, 2, ORDER).ruling
        assert one in {Ruling.UNKNOWN, Ruling.ACCEPTED}, content[:end]
        assert two in {Ruling.UNKNOWN, Ruling.REJECTED}, content[:end]


WHOLE = st.sampled_from([xml(), text(row()), GERMAN, JAPANESE])


@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(WHOLE, st.binary(max_size=4), st.integers(0, 900)).map(
            lambda drawn: drawn[0].encode()[: drawn[2]] + drawn[1] + drawn[0].encode()[drawn[2] :]
        ),
    ),
    st.sampled_from([None, "utf-8", "utf-16", "utf-7", "idna", "cp932", "no-such"]),
)
@example(b"<?xml version='1.0' encoding='\xff'?><a/>", None)
@example(b"\xff\xfe<\x00a", "utf-8")
@example(b"<a>" * 5000, None)
def test_whatever_stands_in_it_it_is_read_or_unreadable(content, charset):
    result = read(content, charset=charset)

    assert (result.state is ResultState.READ) is (result.why == "")
