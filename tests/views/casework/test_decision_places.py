"""Does every "Go to it" of a decision lead to a field that is on its page, whatever the provision?"""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from exemptions.domain.decision import Decision
from exemptions.domain.records import RECORD_TYPES, CostActivity, CostEstimate, Favours, PublicInterest
from exemptions.services.decisions import delete_decision, save_decision
from exemptions.statute import PROVISIONS, Effect, Record
from tests.factories.cases import case_in_progress
from tests.factories.people import officer, signed_in

pytestmark = pytest.mark.django_db


def empty(record):
    """A record in which nothing is said yet, but that has been begun."""
    if record is Record.PUBLIC_INTEREST:
        return PublicInterest(favours=Favours.MAINTAIN)
    if record is Record.COST_ESTIMATE:
        return CostEstimate(activities=(CostActivity(kind="locate", items=1, minutes_each=1),))
    return RECORD_TYPES[record]()


def unfinished(law, effect, *, begun):
    today = timezone.localdate()
    limbs = tuple(limb.key for limb in law.limbs if limb.effect is effect and limb.in_force_on(today))
    needed = law.records(limbs, effect)
    records = {record.value: empty(record) for record in needed} if begun else {}
    return Decision(key="d1", provision=law.key, limbs=limbs, effect=effect, questions=(1,), **records)


@pytest.mark.parametrize("begun", [False, True], ids=["nothing written", "records begun"])
@pytest.mark.parametrize("regime", ["foia", "eir"])
def test_every_gap_of_every_provision_leads_to_a_place_on_the_page(regime, begun):
    me = officer()
    case = case_in_progress(by=me, regime=regime)
    client, question = signed_in(me), case.questions.get(number=1)
    laws = [law for law in PROVISIONS.values() if law.regime == regime]
    for law in laws:
        for effect in Effect if law.ncnd_limbs else (Effect.WITHHOLD,):
            # Written without the service, which checks the whole letter each time: the page is what is tried here.
            save_decision(case.pk, unfinished(law, effect, begun=begun), question_ids=[question.pk])
            html = client.get(f"/cases/{case.reference}/decisions/d1/").content.decode()
            delete_decision(case.pk, "d1")
            places = set(re.findall(r'href="#(id_[^"]+)"', html))
            ids = set(re.findall(r'id="([^"]+)"', html))
            assert places, law.key
            assert places <= ids, (law.key, effect, places - ids)
