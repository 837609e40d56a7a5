"""Do cases that one letter answers travel together, and only so?"""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from requests_app import demo
from requests_app.domain.roles import Role
from requests_app.models import Case, Letter
from requests_app.selectors.facts import current_letter
from requests_app.selectors.tracking import issued_letter, tracked_case
from requests_app.services.casefile import ProblemsInFile, export_cases
from tests.factories.people import person_with, team
from tests.factories.settings import seed_installation
from tests.services.casefile.casefiles import AT, bring_in, case, installation, issued, put, text_of
from tests.services.casefile.test_casefile_roundtrip import exported_after, valid

pytestmark = pytest.mark.django_db
LEADING, JOINED = "01.FOI.26.000500", "01.FOI.26.000501"


def joined(**changes):
    """The second case of the pair: it has no letter of its own."""
    return case(reference=JOINED, answered_with=LEADING, letters=[], decisions=[]) | changes


def pair(**changes):
    return [issued(), joined(state="issued") | changes]


def refused(*cases) -> str:
    with pytest.raises(ProblemsInFile) as caught:
        bring_in(text_of(*cases))
    assert not Case.objects.exists()
    return str(caught.value)


def by_reference(text: str) -> dict[str, dict]:
    return {each["reference"]: each for each in json.loads(text)["cases"]}


@pytest.mark.pdf
def test_the_pair_of_the_demonstration_goes_and_comes_whole():
    seed_installation()
    for email, name, _, roles in demo.PEOPLE:
        person_with(*roles, email=email, name=name)
    team("Information Rights")
    wanted = {"01.FOI.26.000344", "01.FOI.26.000350"}
    cases = json.loads(demo.FILE.read_text(encoding="utf-8"))["cases"]
    first = exported_after(text_of(*(each for each in cases if each["reference"] in wanted)))
    assert exported_after(first) == first
    valid(json.loads(first))
    found = by_reference(first)
    assert found["01.FOI.26.000350"]["answered_with"] == "01.FOI.26.000344"
    assert "letters" not in found["01.FOI.26.000350"]
    (letter,) = found["01.FOI.26.000344"]["letters"]
    assert [each["reference"] for each in letter["content"]["requests"]] == sorted(wanted)


@pytest.mark.pdf
@pytest.mark.parametrize("order", [1, -1])
def test_the_letter_is_composed_of_both_whichever_stands_first_in_the_file(order):
    installation()
    result = bring_in(text_of(*pair()[::order]))
    assert set(result.imported) == {LEADING, JOINED}
    leading, other = Case.objects.get(reference=LEADING), Case.objects.get(reference=JOINED)
    assert other.answered_with == leading
    assert other.responded_on == leading.responded_on == date(2026, 11, 13)
    assert other.outcome == leading.outcome != ""
    assert len(Letter.objects.get().content["questions"]) == 4
    assert issued_letter(tracked_case(other.tracking_token)).letter == current_letter(leading)


@pytest.mark.pdf
def test_each_is_late_by_its_own_deadline():
    installation()
    bring_in(text_of(issued(), joined(state="issued", received_on="2026-09-21")))
    stamp = Letter.objects.get().stamp
    assert [(each["reference"], each["days"] > 0) for each in stamp["late_requests"]] == [
        (LEADING, False),
        (JOINED, True),
    ]


def test_while_they_are_worked_on_each_may_stand_where_it_is():
    installation()
    bring_in(text_of(case(), joined(state="new")))
    exported = by_reference(export_cases(Case.objects.order_by("reference"), at=AT))
    assert exported[JOINED]["answered_with"] == LEADING
    assert "answered_with" not in exported[LEADING]
    assert bring_in(text_of(case(), joined(state="new"))).unchanged == (LEADING, JOINED)


@pytest.mark.pdf
def test_half_of_a_pair_is_not_exported(tmp_path):
    installation()
    bring_in(text_of(*pair()))
    for one, missing in ((LEADING, JOINED), (JOINED, LEADING)):
        with pytest.raises(
            CommandError, match=rf"{one}: .*{missing}.* not in this file: export the cases together"
        ):
            call_command("export_cases", one, "--output", str(tmp_path / "half.json"))
    assert not (tmp_path / "half.json").exists()


def test_half_of_a_pair_is_not_imported():
    installation()
    message = refused(joined())
    assert "cases.0.answered_with" in message
    assert f"{LEADING} is not in this file: export the cases together" in message


@pytest.mark.pdf
def test_a_letter_that_answers_a_case_which_is_missing_is_not_imported():
    installation()
    bring_in(text_of(*pair()))
    leading = by_reference(export_cases(Case.objects.order_by("reference"), at=AT))[LEADING]
    leading["reference"] = "01.FOI.26.000777"
    with pytest.raises(ProblemsInFile, match=f"also answers {LEADING}, which is not in this file"):
        bring_in(text_of(leading))


def test_a_case_that_is_here_alone_is_not_joined_by_a_file():
    installation()
    bring_in(text_of(case()))
    with pytest.raises(ProblemsInFile, match=f"{LEADING} is here already without {JOINED}"):
        bring_in(text_of(case(), joined()))
    assert Case.objects.count() == 1


APPROVED = {
    "state": "approved",
    "sign_offs": [
        {
            "verdict": "approved",
            "given_by": "approver@northmoor.example",
            "given_at": "2026-11-19T10:00:00+00:00",
        }
    ],
}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answered_with": JOINED}, "this is the case itself"),
        ({"regime": "eir"}, "falls under the other law"),
        ({"language": "cy"}, "answered in another language"),
        ({"state": "withdrawn"}, "ended without an answer is answered together with none"),
        ({"letters": [APPROVED]}, "has a response of its own"),
        ({"state": "issued"}, "the last letter of a case in this state is"),
        ({"state": "awaiting_sign_off"}, "the last letter of a case in this state is"),
    ],
)
def test_what_cannot_be_answered_with_that_case_is_said(changes, words):
    installation()
    assert words in refused(case(), joined() | changes)


def test_a_case_that_is_joined_leads_no_other():
    installation()
    third = joined(reference="01.FOI.26.000502", answered_with=JOINED)
    assert f"itself answered together with {LEADING}" in refused(case(), joined(), third)


@pytest.mark.parametrize("content", [{"requests": 7}, {"requests": [7, {"reference": 7}]}])
def test_content_that_is_none_is_refused_as_such(content):
    installation()
    assert "content" in refused(put(issued(), "letters.0.content", content))


def test_the_role_of_an_officer_is_enough_to_have_worked_on_both():
    """Nobody who owns a joined case has signed its letter off."""
    installation()
    person_with(Role.APPROVER, email="other@northmoor.example", name="Iona Farleigh")
    letter = APPROVED | {"submitted_by": "officer@northmoor.example"}
    other = joined(state="approved", officer="approver@northmoor.example")
    assert "signed off by somebody who did not write it" in refused(
        case(state="approved", letters=[letter]), other
    )
