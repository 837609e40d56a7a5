"""The page of one question: what is recorded, what is refused, and that nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, Holding, SearchMade
from requests_app.models import Case, Question
from requests_app.selectors.content import question_file
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.documents import attach
from tests.factories import files
from tests.factories.cases import case_in_progress, submitted_case
from tests.factories.people import administrator, approver, auditor, officer, signed_in

pytestmark = pytest.mark.django_db
ODD = '<script>alert("x")</script> & \U0001f697 مرحبا'


def address(case: Case, number: int = 1) -> str:
    return reverse("casework:question", args=[case.reference, number])


def stored(case: Case, number: int = 1):
    return question_file(Question.objects.get(case=case, number=number))


def rows(prefix: str, *each: dict[str, object]) -> dict[str, object]:
    """The fields of a list of rows as a browser sends them."""
    sent: dict[str, object] = {f"{prefix}-TOTAL_FORMS": len(each), f"{prefix}-INITIAL_FORMS": len(each)}
    for position, row in enumerate(each):
        sent |= {f"{prefix}-{position}-{name}": value for name, value in row.items()}
    return sent


def form(*answers: dict[str, object], searches=(), version: int = 1, **more: object) -> dict[str, object]:
    sent = {"version": version, "holding": "held", "note": ""}
    return sent | rows("answers", *answers) | rows("searches", *searches) | more


def start() -> tuple[Case, Client]:
    by = officer()
    return case_in_progress(by=by), signed_in(by)


def test_the_page_shows_the_question_its_neighbours_and_what_is_missing() -> None:
    case, client = start()
    page = client.get(address(case)).content.decode()
    assert "<title>Question 1 of" in page
    assert "How many vehicles were recovered from Harbour Road in 2025?" in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    assert 'id="answer"' in page
    assert "Must be mended" in page
    assert f"/cases/{case.reference}/decisions/new/?question=1" in page


def day(name: str, on: str) -> dict[str, str]:
    """The three boxes of a date as a browser sends them."""
    return {f"{name}-{part}": typed for part, typed in zip(("day", "month", "year"), on.split(), strict=True)}


SEARCH = {"where": "Fleet register", "by": "Desk", "terms": "Harbour\r\nRoad", "hits": "3", "minutes": "20"}
FIGURE = {"kind": "figure", "figure": "1,105", "unit": "vehicles", "text": "In 2025 we recovered:"}
TABLE = {"kind": "table", "table_caption": "By month", "table_text": 'Month\tVehicles\r\n"May, late"\t3\r\n'}


def test_what_is_held_and_what_was_searched_is_recorded() -> None:
    case, client = start()
    sent = form(searches=[SEARCH | day("on", "4 May 2026"), {}], note="Ask the yard.", is_advice="on")
    answer = client.post(address(case), sent, follow=True)
    assert answer.redirect_chain == [(address(case), 302)]
    assert "Saved question 1." in answer.content.decode()
    found = stored(case)
    assert (found.holding, found.is_advice, found.note) == (Holding.HELD, True, "Ask the yard.")
    (search,) = found.searches
    assert (search.where, search.by, search.terms) == ("Fleet register", "Desk", "Harbour\nRoad")
    assert (search.hits, search.minutes, search.on) == (3, 20, date(2026, 5, 4))


def test_a_figure_with_its_period_and_a_table_are_recorded() -> None:
    case, client = start()
    period = day("period_from", "1 1 2025") | day("period_to", "31 December 2025")
    client.post(address(case), form(FIGURE | period, TABLE | {"table_notes": "Rounded."}))
    first, second = stored(case).answers
    assert (first.figure, first.figure_words) == (Decimal("1105"), "one thousand one hundred and five")
    assert (first.unit, first.text) == ("vehicles", "In 2025 we recovered:")
    assert (first.period_from, first.period_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (second.table.columns, second.table.rows) == (("Month", "Vehicles"), (("May, late", "3"),))
    assert (second.table.caption, second.table.notes) == ("By month", "Rounded.")


def test_what_was_recorded_is_shown_again_and_saved_unchanged_writes_nothing() -> None:
    case, client = start()
    client.post(address(case), form({"kind": "figure", "figure": "100", "figure_words": "one hundred"}))
    page = client.get(address(case)).content.decode()
    assert 'name="answers-0-figure" value="100"' in page
    before = case.events.count()
    same = {"kind": "figure", "figure": "100", "figure_before": "100", "figure_words": "one hundred"}
    client.post(address(case), form(same, version=2))
    assert case.events.count() == before


def test_save_and_next_goes_on_to_the_next_question() -> None:
    case, client = start()
    answer = client.post(address(case), form({"kind": "words", "text": "Three."}, do="next"))
    assert answer.url == address(case, 2)
    assert client.post(address(case, 2), form(do="next")).url == address(case, 2)


def test_words_of_a_figure_are_proposed_once_and_then_belong_to_the_officer() -> None:
    case, client = start()
    taken_out = {"kind": "figure", "figure": "5", "figure_before": "5", "figure_words": ""}
    client.post(address(case), form(taken_out))
    assert stored(case).answers[0].figure_words == ""
    changed = {"kind": "figure", "figure": "6", "figure_before": "5", "figure_words": "five"}
    client.post(address(case), form(changed, version=2))
    assert stored(case).answers[0].figure_words == "six"
    own = {"kind": "figure", "figure": "7", "figure_before": "6", "figure_words": "about seven"}
    client.post(address(case), form(own, version=3))
    assert stored(case).answers[0].figure_words == "about seven"


@pytest.mark.parametrize("figure", ["12.5", "-3", "2,000,000"])
def test_a_figure_that_nobody_writes_out_gets_no_words(figure) -> None:
    case, client = start()
    client.post(address(case), form({"kind": "figure", "figure": figure}))
    assert stored(case).answers[0].figure_words == ""


def test_a_document_for_disclosure_can_be_given() -> None:
    by = officer()
    case = case_in_progress(by=by)
    given = attach(
        case.pk, files.upload(files.pdf()), purpose="disclosure", by=by, at=timezone.now()
    ).document
    paper = attach(
        case.pk, files.upload(files.pdf(title="b"), "paper.pdf"), purpose="evidence", by=by, at=timezone.now()
    ).document
    client = signed_in(by)
    page = client.get(address(case)).content.decode()
    assert given.sha256 in page
    assert paper.sha256 not in page
    client.post(address(case), form({"kind": "document", "document": given.sha256}))
    assert stored(case).answers[0].document.sha256 == given.sha256
    refused = client.post(address(case), form({"kind": "document", "document": paper.sha256}, version=2))
    assert refused.status_code == 422


def test_rows_come_and_go_by_buttons_and_keep_what_was_typed() -> None:
    case, client = start()
    sent = form(
        {"kind": "figure", "figure": "lots", "period_from-month": "Mrach"},
        {"kind": "words", "text": ODD},
        searches=[{"where": "Yard", "hits": "few"}],
        note=ODD,
    )
    more = client.post(address(case), sent | {"do": "add:answers"})
    page = more.content.decode()
    assert more.status_code == 200
    assert 'name="answers-2-kind"' in page
    assert all(f'value="{typed}"' in page for typed in ("lots", "Mrach", "few"))
    assert "<script>alert" not in page
    assert page.count("مرحبا") >= 2
    assert "There is a problem" not in page
    fewer = client.post(address(case), sent | {"do": "remove:answers:0"}).content.decode()
    assert 'name="answers-1-kind"' not in fewer
    assert "lots" not in fewer
    assert 'name="answers-0-text"' in fewer
    assert "مرحبا" in fewer
    assert (
        'name="searches-1-where"'
        in client.post(address(case), sent | {"do": "add:searches"}).content.decode()
    )
    gone = client.post(address(case), sent | {"do": "remove:searches:0"}).content.decode()
    assert 'name="searches-0-where"' not in gone
    assert Question.objects.get(case=case, number=1).version == 1


@pytest.mark.parametrize("act", ["remove:answers:99", "remove:answers:x", "add:nothing", "\x00", "remove"])
def test_a_button_that_does_not_exist_changes_nothing(act) -> None:
    case, client = start()
    answer = client.post(address(case), form({"kind": "words", "text": "kept"}) | {"do": act})
    assert answer.status_code == 200
    assert "kept" in answer.content.decode()


@pytest.mark.parametrize(
    ("answer", "message", "link"),
    [
        ({"kind": "figure", "figure": "1,5"}, "Answer 1: enter the figure in digits", "#id_answers-0-figure"),
        (
            {"kind": "figure", "figure": "lots"},
            "Answer 1: enter the figure in digits",
            "#id_answers-0-figure",
        ),
        ({"kind": "figure"}, "Answer 1: enter the figure, or remove the answer", "#id_answers-0-figure"),
        ({"kind": "figure", "figure": "9" * 19}, "Answer 1: ", "#id_answers-0-figure"),
        ({"kind": "words"}, "Answer 1: write the answer, or remove it", "#id_answers-0-text"),
        ({"text": "no kind"}, "Answer 1: choose words, a figure", "#id_answers-0-kind"),
        ({"kind": "table"}, "Answer 1: enter the table", "#id_answers-0-table_text"),
        (
            {"kind": "table", "table_text": "A\tB\n1\n"},
            "Answer 1: row 2 has 1 cell",
            "#id_answers-0-table_text",
        ),
        ({"kind": "document"}, "Answer 1: choose the document", "#id_answers-0-document"),
        (
            {
                "kind": "words",
                "text": "x",
                "period_to-day": "31",
                "period_to-month": "2",
                "period_to-year": "2025",
            },
            "Answer 1: end of the period must be a real date",
            "#id_answers-0-period_to-day",
        ),
        ({"kind": "words", "text": "a\x00b"}, "Answer 1: null characters", "#id_answers-0-text"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_with_the_row_and_the_text_is_kept(
    answer, message, link
) -> None:
    case, client = start()
    refused = client.post(address(case), form(answer, note="still here"))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "<title>Error: " in page
    assert message in page
    assert f'href="{link}"' in page
    assert f'id="{link.removeprefix("#")}"' in page
    assert "still here" in page
    assert not stored(case).answers


def test_a_search_without_a_place_is_refused_and_a_row_left_empty_is_not() -> None:
    case, client = start()
    refused = client.post(address(case), form(searches=[{}, {"terms": "Harbour Road", "hits": "-1"}]))
    page = refused.content.decode()
    assert "Search 2: enter where it was looked for" in page
    assert "Search 2: ensure this value is greater than or equal to 0" in page
    assert "Search 1:" not in page
    assert client.post(address(case), form(searches=[{}])).status_code == 302


def test_a_ragged_table_keeps_the_text_typed_and_names_the_row() -> None:
    case, client = start()
    typed = "Month\tVehicles\r\nMay\t3\r\nJune\r\n"
    page = client.post(address(case), form({"kind": "table", "table_text": typed})).content.decode()
    assert "Answer 1: row 3 has 1 cell, but there are 2 headings" in page
    assert "May\t3\r\nJune" in page


def test_a_csv_file_is_read_into_the_box_and_shown_back_as_a_table() -> None:
    case, client = start()
    csv = files.upload("Month;Vehicles\nMärz;3\n".encode("cp1252"), "figures.csv")
    sent = form({"kind": "table", "table_caption": "By month", "table_file": csv})
    page = client.post(address(case), sent | {"do": "add:answers"}).content.decode()
    assert "Month;Vehicles" in page
    assert "<caption" in page
    assert "By month" in page
    csv.seek(0)
    client.post(address(case), sent)
    assert stored(case).answers[0].table.rows == (("März", "3"),)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"MZ\x90\x00" + b"\x00" * 99, "figures.csv", "is not a CSV"),
        (b"", "figures.csv", "is empty"),
        (files.workbook(), "figures.xlsx", "is not a CSV file. Save the sheet as CSV"),
        (b"x" * 1_000_001, "figures.csv", "is larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_the_rest_is_kept(content, name, message) -> None:
    case, client = start()
    sent = form(
        {"kind": "table", "table_text": "A\n1\n", "table_file": files.upload(content, name)}, note="kept"
    )
    refused = client.post(address(case), sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Answer 1: “figures" in page
    assert message in page
    assert "kept" in page


def test_of_two_officers_the_second_sees_both_versions_and_can_save_on_purpose() -> None:
    case, client = start()
    theirs = QuestionRecord(holding=Holding.NOT_HELD, note="Theirs")
    record_answer(case.pk, 1, theirs, by=officer(), at=timezone.now())
    mine = form({"kind": "words", "text": "Mine, three vehicles"}, note="My note")
    refused = client.post(address(case), mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else saved this question while you were writing" in page
    assert all(words in page for words in ("Theirs", "My note", "Mine, three vehicles"))
    assert stored(case).note == "Theirs"
    assert 'name="version" value="2"' in page
    assert client.post(address(case), mine | {"version": 2}).status_code == 302
    assert stored(case).note == "My note"


def test_a_form_without_its_version_overwrites_nothing() -> None:
    case, client = start()
    record_answer(
        case.pk, 1, QuestionRecord(holding=Holding.HELD, note="Theirs"), by=officer(), at=timezone.now()
    )
    assert client.post(address(case), form(version="<b>")).status_code == 409
    assert stored(case).note == "Theirs"


def test_a_double_click_records_once_and_says_so_the_second_time() -> None:
    case, client = start()
    sent = form({"kind": "words", "text": "Three."})
    assert client.post(address(case), sent).status_code == 302
    assert client.post(address(case), sent).status_code == 409
    assert case.events.filter(kind="answer").count() == 1


def test_a_case_that_was_submitted_meanwhile_keeps_the_typed_text_on_the_page() -> None:
    by = officer()
    case = submitted_case(by=by)
    answer = signed_in(by).post(address(case), form({"kind": "words", "text": "Typed too late"}, version=2))
    assert answer.status_code == 409
    assert "Typed too late" in answer.content.decode()
    assert "Waiting for sign-off" in answer.content.decode()


def test_those_who_only_read_see_what_is_recorded_and_cannot_save() -> None:
    by = officer()
    case = submitted_case(by=by)
    for reader in (approver(), auditor()):
        client = signed_in(reader)
        page = client.get(address(case)).content.decode()
        assert "recovered three vehicles" in page
        assert "<textarea" not in page
        assert client.post(address(case), form()).status_code == 403


def test_strangers_and_questions_that_do_not_exist_get_the_same_page() -> None:
    case, client = start()
    assert signed_in(administrator()).get(address(case)).status_code == 404
    assert client.get(address(case, 9)).status_code == 404
    assert client.post(address(case, 9), form()).status_code == 404
    assert Client().get(address(case)).status_code == 302


def test_200_000_characters_are_kept_and_one_more_is_refused_with_the_number() -> None:
    case, client = start()
    long = "ä" * 200_000
    assert client.post(address(case), form({"kind": "words", "text": long})).status_code == 302
    assert stored(case).answers[0].text == long
    refused = client.post(address(case), form({"kind": "words", "text": long + "x"}, version=2))
    assert refused.status_code == 422
    assert "200001 characters" in refused.content.decode()


def test_more_text_than_a_form_may_carry_is_refused_in_a_sentence() -> None:
    case, client = start()
    refused = client.post(address(case), form({"kind": "words", "text": "x" * 5_100_000}))
    assert refused.status_code == 400
    assert "there is more text in this form than can be taken at once" in refused.content.decode()


def test_a_page_without_its_row_counts_is_refused_and_saves_nothing() -> None:
    case, client = start()
    assert client.post(address(case), {"version": 1, "holding": "held"}).status_code == 422
    assert stored(case).holding == Holding.UNKNOWN


def test_the_number_of_queries_does_not_grow_with_what_is_recorded() -> None:
    by = officer()
    small, large = (
        case_in_progress(by=by),
        case_in_progress(by=by, questions=[f"Question {n}" for n in range(15)]),
    )
    words = Answer(kind=AnswerKind.WORDS, text="Three.")
    for case, count in ((small, 1), (large, 20)):
        record = QuestionRecord(
            holding=Holding.HELD, answers=(words,) * count, searches=(SearchMade(where="Yard"),) * count
        )
        record_answer(case.pk, 1, record, by=by, at=timezone.now())
        for number in range(count):
            upload = files.upload(files.pdf(title=str(number)), f"{number}.pdf")
            attach(case.pk, upload, purpose="disclosure", by=by, at=timezone.now())
    client = signed_in(by)
    counts = []
    for case in (small, large):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(case)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
