"""A letter is drawn the same way every time, accessibly, and fetches nothing from anywhere."""

import io
import logging
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from requests_app.letters.content import IssueStamp, Paragraph, Run, compose
from requests_app.letters.drawable import drawable
from requests_app.letters.render import (
    PackagedFetcher,
    RenderFailed,
    pdf_problems,
    render_html,
    render_pdf,
    render_text,
)
from requests_app.letters.summary import summary_text
from tests.domain.letters.situations import (
    ALL_CLEAN,
    OFFICERS_DATA,
    SECTION_40,
    cost_case,
    disclosed_case,
    ncnd_case,
    reference_case,
    table_case,
)

STAMP = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5))


def html_of(case, stamp=STAMP, **options) -> str:
    return render_html(compose(case), stamp, **options)


def pdf_of(case, stamp=STAMP) -> bytes:
    return render_pdf(compose(case), stamp)


@pytest.mark.pdf
@pytest.mark.parametrize("build", ALL_CLEAN)
def test_every_letter_is_valid_pdf_ua_and_pdf_a(build):
    assert pdf_problems(pdf_of(build())) == ()


@pytest.mark.pdf
def test_the_same_letter_gives_the_same_bytes_and_another_date_gives_others():
    first = pdf_of(reference_case())
    assert pdf_of(reference_case()) == first
    assert pdf_of(reference_case(), replace(STAMP, issued_on=date(2025, 12, 8))) != first


@pytest.mark.pdf
def test_the_pdf_has_title_language_bookmarks_and_dates_of_the_letter():
    with pikepdf.open(io.BytesIO(pdf_of(reference_case()))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Response to your request for information – 01.FOI.22.026596"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20251205")
        with pdf.open_outline() as outline:
            (title,) = outline.root
            assert [item.title for item in title.children][:3] == [
                "Your request",
                "My decision",
                "Refusal notice",
            ]


@pytest.mark.pdf
def test_page_numbers_are_decoration_and_table_heads_say_what_they_head():
    with pikepdf.open(io.BytesIO(pdf_of(disclosed_case()))) as pdf:
        content = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[0]))
        assert b"/Artifact << /Type /Pagination >> BDC" in content
        scopes = [
            str(cell.A.Scope if not isinstance(cell.A, pikepdf.Array) else _scope(cell.A))
            for cell in _heads(pdf)
        ]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 3


def _heads(pdf):
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"]


def _scope(attributes):
    return next(each.Scope for each in attributes if "/Scope" in each)


@pytest.mark.pdf
def test_the_summary_lies_in_the_pdf_as_a_file_that_belongs_to_it():
    """PDF/A-3: named, described, of a known kind, and related to the whole document as its data."""
    letter = compose(reference_case())
    with pikepdf.open(io.BytesIO(render_pdf(letter, STAMP))) as pdf:
        (file,) = pdf.Root.AF
        assert (str(file.AFRelationship), str(file.UF)) == ("/Data", "letter.json")
        assert str(file.Desc) == "What this letter decides, as data"
        assert str(file.EF.F.Subtype) == "/application/json"
        assert str(file.EF.F.Params.ModDate).startswith("D:20251205")
        assert pdf.attachments["letter.json"].get_file().read_bytes().decode() == summary_text(letter, STAMP)


@pytest.mark.pdf
def test_a_file_that_is_no_accessible_pdf_is_told_from_one_that_is():
    plain = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(plain)
    assert pdf_problems(plain.getvalue())
    assert pdf_problems(b"no pdf")


@pytest.mark.pdf
@pytest.mark.parametrize(
    "wording",
    [
        "Please 😀 help ✅ 🏳️‍🌈",
        "مرحبا שלום",
        "情報公開",
        "a\x00b\x0bc\ud800d",
        "\ue000\U0010ffff",
        "x" * 5000,
        "",
    ],
)
def test_whatever_was_asked_can_be_drawn(wording):
    assert pdf_problems(pdf_of(replace(reference_case(), wording=wording))) == ()


def test_a_character_that_no_font_has_is_named():
    assert drawable("ok ✅\ufe0f é", {"✅", "\ufe0f"}) == "ok [white heavy check mark] é"
    assert drawable("\ue000\x00!") == "[u+e000]!"


def lines_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [line for page in document for line in page.get_textpage().get_text_range().splitlines()]


@pytest.mark.pdf
def test_a_line_that_just_fits_is_not_broken_after_its_first_word():
    expected = (
        "Officers know that a public hearing may name them. Those dealt with in private have been told "
        "that their case is confidential, and complainants were told the same."
    )
    case = reference_case()
    data = replace(OFFICERS_DATA, expectations=expected)
    lines = lines_of(pdf_of(replace(case, decisions=(replace(SECTION_40, data_protection=data),))))
    assert any(line.startswith("with in private have been told that") for line in lines)
    assert "with" not in [line.strip() for line in lines]


@pytest.mark.pdf
def test_a_long_table_repeats_its_heads_on_every_page():
    rows = [(f"District {number}", "14", "22", "36") for number in range(120)]
    data = pdf_of(table_case(*rows))
    assert pdf_problems(data) == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 3


@pytest.mark.pdf
@pytest.mark.parametrize("lines", [22, 24, 26])
def test_no_signature_stands_alone_on_a_page(lines):
    case = replace(disclosed_case(), wording="\n".join("Please." for _ in range(lines)))
    document = pypdfium2.PdfDocument(pdf_of(case))
    last = document[len(document) - 1].get_textpage().get_text_range()
    assert not last.startswith("Yours sincerely")


def test_a_short_table_is_kept_on_one_page_and_a_long_one_is_not():
    assert '<table class="letter-table-short letter-table-fits">' in html_of(cost_case())
    rows = [(f"District {number}", "14", "22", "36") for number in range(9)]
    assert "letter-table-short" not in html_of(table_case(*rows))


@pytest.mark.pdf
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_authoritys_logo_is_drawn_with_its_text(mode):
    image = io.BytesIO()
    Image.new(mode, (40, 20), "navy").save(image, "PNG")
    name = default_storage.save("authority/logo.png", ContentFile(image.getvalue()))
    case = reference_case()
    data = pdf_of(replace(case, authority=replace(case.authority, logo_path=name, logo_text="A blue bar")))
    assert pdf_problems(data) == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        assert [str(each.Alt) for each in figures] == ["A blue bar"]


@pytest.mark.parametrize("content", [None, b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_logo_that_cannot_be_read_stops_the_letter_with_a_reason(content):
    name = (
        default_storage.save("authority/logo.svg", ContentFile(content)) if content else "authority/none.png"
    )
    case = reference_case()
    with pytest.raises(RenderFailed, match="upload"):
        pdf_of(replace(case, authority=replace(case.authority, logo_path=name)))


@pytest.mark.pdf
def test_an_error_in_drawing_is_a_failure_and_never_a_letter(monkeypatch):
    from requests_app.letters import render

    finisher = render._keep_metadata_readable

    def complain(document, pdf):
        logging.getLogger("weasyprint").error("Missing alternative text")
        finisher(document, pdf)

    monkeypatch.setattr(render, "_keep_metadata_readable", complain)
    with pytest.raises(RenderFailed, match="Missing alternative text"):
        pdf_of(disclosed_case())


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://example.org/logo.png",
        "file:///etc/passwd",
        "ftp://example.org/x",
    ],
)
def test_nothing_is_fetched_but_packaged_files(url):
    with pytest.raises(ValueError, match="may not fetch"):
        PackagedFetcher().fetch(url)


def test_a_packaged_file_is_not_left_by_going_up(project_root):
    outside = (project_root / "static" / "letters").as_uri() + "/../../manage.py"
    with pytest.raises(ValueError, match="may not fetch"):
        PackagedFetcher().fetch(outside)


def test_what_people_wrote_is_never_markup_nor_a_place_for_a_date():
    nasty = '<script>alert("x")</script> {{ letter.title }} {review_by} {% now "Y" %}'
    case = replace(reference_case(), wording=nasty, edits={"decision": nasty, "further": nasty})
    html = html_of(case, standalone=True)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3
    assert html.count("{{ letter.title }}") == 3
    assert html.count("{review_by}") == 3


def test_only_web_and_mail_addresses_become_links():
    letter = compose(reference_case())
    assert '<a href="https://ico.org.uk/make-a-complaint">' in render_html(letter, STAMP)
    bad = replace(
        letter.sections[0], blocks=(Paragraph(runs=(Run(text="here", url="javascript:alert(1)"),)),)
    )
    assert "javascript" not in render_html(replace(letter, sections=(bad,)), STAMP)


def test_the_page_and_the_fragment_have_the_same_words():
    letter = compose(reference_case())
    fragment = render_html(letter, STAMP)
    assert fragment in render_html(letter, STAMP, standalone=True)
    assert "<html" not in fragment
    assert "<style" not in fragment
    assert "style=" not in fragment


def test_in_a_page_with_its_own_title_the_headings_stand_one_level_lower():
    levels = re.findall(r"<h(\d)", html_of(reference_case(), title_level=2))
    assert levels[:3] == ["2", "3", "3"]
    assert set(levels) == {"2", "3", "4"}


def test_no_heading_level_is_skipped():
    for build in ALL_CLEAN:
        levels = [int(level) for level in re.findall(r"<h(\d)", html_of(build()))]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_can_be_linked_to():
    assert 'id="section-explanation-d1"' in html_of(reference_case())


def test_the_authoritys_colour_is_used_only_if_it_is_one():
    case = reference_case()
    good = replace(case, authority=replace(case.authority, accent_colour="#7a1f3d"))
    bad = replace(case, authority=replace(case.authority, accent_colour="red;}body{display:none"))
    assert "--accent: #7a1f3d" in html_of(good, standalone=True)
    assert "display:none" not in html_of(bad, standalone=True)


def test_the_dates_of_issue_are_put_in_when_it_is_drawn():
    html = html_of(reference_case())
    assert "Friday 5 December 2025" in html
    assert "Thursday 5 February 2026" in html
    assert "[not known]" in html_of(reference_case(), replace(STAMP, review_by=None))


def test_a_late_letter_says_so_and_is_sorry():
    late = replace(STAMP, late_by_days=3)
    sentence = "I am sorry that this letter is 3 working days later than section 10(1)"
    assert sentence in html_of(reference_case(), late)
    assert sentence in " ".join(render_text(compose(reference_case()), late).split())
    assert "sorry" not in html_of(reference_case())
    environmental = replace(reference_case(), regime="eir")
    assert "later than regulation 5(2)" in html_of(environmental, late)


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_plain_text_keeps_within_76_characters(build):
    lines = render_text(compose(build()), STAMP).splitlines()
    assert max(len(line) for line in lines) <= 76
    assert lines[0] == build().authority.name


def test_plain_text_has_tables_in_columns_or_cell_by_cell():
    text = render_text(compose(cost_case()), STAMP)
    assert "Activity                   Records  Minutes each  Hours" in text
    wide = render_text(compose(table_case(("East", "1" * 60, "2" * 30, "3"))), STAMP)
    assert "  2023: 1111" in wide


def test_plain_text_quotes_the_request_and_underlines_the_headings():
    text = render_text(compose(ncnd_case()), STAMP)
    assert "  > Is the shop at 9 Mill Lane, Northmoor, being watched?" in text
    assert "Your request\n------------" in text
