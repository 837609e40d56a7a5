"""Letters for measuring the checks: a clean situation, with what a row of data changes in it.

A row names its situation ("base") and what is set in it, by path: {"decisions.0.limbs": ["1a", "2b"]}. "say" is short for
the words of an answer, "add" for one more decision, and "repeat" for a list many times over. "replaces" is what is set in
the letter that a correction takes the place of.
"""

import copy
import json
from datetime import date
from pathlib import Path

from exemptions.domain.decision import decision_from_dict
from exemptions.domain.serial import from_dict, to_dict
from requests_app import demo
from requests_app.domain.casefile import ApplicantFile, CaseContent, QuestionFile
from requests_app.domain.letterkinds import Language
from requests_app.letters.checks import check_letter
from requests_app.letters.content import compose
from tests.domain.letters import situations
from tests.domain.letters.situations import AUTHORITY, ON, REGULATOR, asked, case_of, words

HERE = Path(__file__).parent / "planted"
ERRORS = json.loads((HERE / "errors.json").read_text(encoding="utf-8"))
MORE = json.loads((HERE / "situations.json").read_text(encoding="utf-8"))
CLEAN = json.loads((HERE / "clean.json").read_text(encoding="utf-8"))
DEMO = json.loads(demo.FILE.read_text(encoding="utf-8"))
DEMO_ON = date.fromisoformat(DEMO["about"].rpartition(" ")[2])
DEMO_CASES = {f"demo.{case['reference']}": case for case in DEMO["cases"]}


def base(name: str) -> CaseContent:
    if name == "answer":
        return case_of(asked(1, "What is recorded?", words("There were 21 of them.")))
    if name in MORE:
        return planted(MORE[name])
    if name in DEMO_CASES:
        return demo_case(DEMO_CASES[name])
    return getattr(situations, name)()


def demo_case(case) -> CaseContent:
    """A packaged case, as the letter reads it."""
    applicant = {
        key: value for key, value in case["applicant"].items() if key in ApplicantFile.__dataclass_fields__
    }
    return CaseContent(
        reference=case["reference"],
        regime=case.get("regime", "foia"),
        language=Language(case.get("language", "en")),
        received_on=date.fromisoformat(case["received_on"]),
        wording=case["wording"],
        applicant=from_dict(ApplicantFile, applicant),
        questions=tuple(from_dict(QuestionFile, each) for each in case.get("questions", [])),
        decisions=tuple(decision_from_dict(each) for each in case.get("decisions", [])),
        authority=AUTHORITY,
        regulator=REGULATOR,
        is_extended=any(event["kind"] == "pit_extension" for event in case.get("clock_events", [])),
        edits=(case.get("letters") or [{}])[-1].get("edits", {}),
    )


def planted(row) -> CaseContent:
    data = copy.deepcopy(to_dict(base(row["base"])))
    if "say" in row:
        data["questions"][0]["answers"] = [{"kind": "words", "text": row["say"]}]
    for path, value in row.get("set", {}).items():
        of_text = path.startswith(("edits.", "wordings."))  # their keys have dots of their own
        _set(data, path.split(".", 1) if of_text else path.split("."), value)
    for path, times in row.get("repeat", {}).items():
        _set(data, path.split("."), _get(data, path.split(".")) * times)
    if "add" in row:
        data["decisions"] = [*data["decisions"], copy.deepcopy(row["add"])]
    return from_dict(CaseContent, data)


def _get(data, path):
    for step in path:
        data = data[int(step) if isinstance(data, list) else step]
    return data


def _set(data, path, value) -> None:
    for step in path[:-1]:
        key = int(step) if isinstance(data, list) else step
        data = data[key]
    if isinstance(data, list):
        data[int(path[-1])] = value
    else:
        data[path[-1]] = value


def day_of(row) -> date:
    if "on" in row:
        return date.fromisoformat(row["on"])
    return DEMO_ON if row["base"].startswith("demo.") else ON


def findings(row):
    replaced = compose(planted({**row, "set": row["replaces"]})) if "replaces" in row else None
    return check_letter(compose(planted(row)), on=day_of(row), replaced=replaced)
