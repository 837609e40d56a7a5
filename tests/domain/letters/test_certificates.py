"""Does a letter say of a certificate what it shows, and of silence nothing but its ground?"""

from dataclasses import replace
from datetime import date

import pytest

from exemptions.domain.records import Certificate, Omission
from exemptions.statute import Effect
from requests_app.domain.casefile import Holding
from requests_app.letters.content import compose, content_text
from tests.domain.exemptions.test_certificates import DEFENCE, NATION, PRIVILEGE, SECURITY, SIGNED
from tests.domain.exemptions.test_completeness import VIEWS
from tests.domain.letters.situations import asked, case_of

APPEAL = "You may appeal to the First-tier Tribunal against the certificate (section 60)."
BY = "A certificate signed by Ada Penhallow, Home Secretary, on Friday 1 March 2024 is conclusive evidence "


def said(decision, *, regime="foia") -> str:
    holding = Holding.NCND if decision.effect is Effect.NCND else Holding.HELD
    case = case_of(
        asked(1, "Who advised on it?", holding=holding), decisions=(replace(decision, questions=(1,)),)
    )
    return " ".join(content_text(compose(replace(case, regime=regime))).split())


@pytest.mark.parametrize(
    ("decision", "shows", "can_be_appealed"),
    [
        (SECURITY, "a body dealing with security matters (section 23(2)).", True),
        (NATION, "required for the purpose of safeguarding national security (section 24(3)).", True),
        (PRIVILEGE, "privileges of either House of Parliament (section 34(3)).", False),
        (VIEWS, "of the effect of disclosure (section 36(7)).", False),
        (DEFENCE, "would not be in the public interest (regulation 15(3)).", False),
    ],
)
def test_who_signed_it_and_when_and_what_it_shows(decision, shows, can_be_appealed):
    regime = "eir" if decision is DEFENCE else "foia"
    text = said(replace(decision, certificate=SIGNED), regime=regime)
    start, rest = text.index(BY), text.split(BY)[1]
    assert shows in rest[:260], text[start : start + 400]
    assert (APPEAL in text) is can_be_appealed
    assert "ertificate" not in said(decision, regime=regime)


@pytest.mark.parametrize(
    ("decision", "limb", "under"),
    [
        (SECURITY, "5", "section 23(2)"),
        (NATION, "2", "section 24(3)"),
        (PRIVILEGE, "2", "section 34(3)"),
        (VIEWS, "3", "section 36(7)"),
    ],
)
def test_of_silence_it_is_not_told_what_the_certificate_says_of_any_information(decision, limb, under):
    silent = replace(decision, effect=Effect.NCND, limbs=(limb,), covers="")
    told, untold = said(replace(silent, certificate=SIGNED)), said(silent)
    sentence = f"{BY}of the ground for neither confirming nor denying ({under})."
    assert sentence in told
    assert told.replace(f"{sentence} ", "").replace(f"{APPEAL} ", "") == untold


@pytest.mark.parametrize(
    "unfinished",
    [
        Certificate(),
        replace(SIGNED, signed_on=None),
        replace(SIGNED, office=" "),
        Certificate(signed_on=date(2024, 3, 1)),
    ],
)
def test_one_that_is_not_whole_is_not_told(unfinished):
    assert said(replace(NATION, certificate=unfinished)) == said(NATION)


def test_one_that_the_law_does_not_know_is_not_told():
    decision = replace(SECURITY, provision="s44", limbs=("1a",))
    assert said(replace(decision, certificate=SIGNED)) == said(decision)


def test_it_is_left_out_with_the_reasons():
    left = replace(NATION, omission=Omission(reasons=True, why="The certificate names the operation."))
    assert said(replace(left, certificate=SIGNED)) == said(left)
