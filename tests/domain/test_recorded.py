"""Is what two people compare said in words, and in full?"""

from datetime import date
from decimal import Decimal

from requests_app.domain.casefile import Answer, AnswerKind, DocumentReference, Holding, SearchMade, Table
from requests_app.domain.recorded import answers_in_words, holding_in_words, searches_in_words


def test_every_holding_has_words() -> None:
    assert [holding_in_words(holding) for holding in Holding] == [
        "Not yet established",
        "Held",
        "Not held",
        "Neither confirm nor deny",
    ]


def test_a_search_is_one_line_with_what_is_known() -> None:
    full = SearchMade(where="Register", by="Desk", terms="Harbour", hits=1, minutes=20, on=date(2026, 5, 4))
    assert searches_in_words([full, SearchMade(where="Yard")]) == (
        "Register; by Desk; for “Harbour”; 1 hit; 20 minutes; 4 May 2026\nYard"
    )


def test_a_figure_is_said_with_unit_words_and_period() -> None:
    answer = Answer(
        kind=AnswerKind.FIGURE,
        text="In 2025:",
        figure=Decimal("1E+2"),
        figure_words="one hundred",
        unit="vehicles",
        period_from=date(2025, 1, 1),
    )
    assert answers_in_words([answer]) == "In 2025:\n100 vehicles (one hundred)\nPeriod: 1 January 2025 to ?"
    bare = Answer(kind=AnswerKind.FIGURE, figure=Decimal("2.5"), period_to=date(2025, 12, 31))
    assert answers_in_words([bare]) == "2.5\nPeriod: ? to 31 December 2025"


def test_a_table_is_said_row_by_row() -> None:
    table = Table(caption="", columns=("A", "B"), rows=(("1", "2"),), notes="Rounded.")
    assert answers_in_words([Answer(kind=AnswerKind.TABLE, table=table)]) == (
        "Table without a title\nA | B\n1 | 2\nRounded."
    )
    plain = Table(caption="By month", columns=("A",), rows=(("1",),))
    assert answers_in_words([Answer(kind=AnswerKind.TABLE, table=plain)]) == "By month\nA\n1"


def test_a_document_is_said_by_its_title_or_name() -> None:
    named = DocumentReference(name="a.pdf", title="", size=1, sha256="0")
    titled = DocumentReference(name="a.pdf", title="Contract", size=1, sha256="0")
    each = [Answer(kind=AnswerKind.DOCUMENT, document=document) for document in (named, titled, None)]
    assert answers_in_words(each) == "Document: a.pdf\n\nDocument: Contract\n\nDocument: none"
