"""Which cases and people stand behind the pages that are looked at? Each is made when a page first needs it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from exemptions.domain.decision import Decision
from exemptions.domain.records import DataProtection, LawfulBasis
from exemptions.models import LibraryFactor
from requests_app.domain.casefile import Answer, AnswerKind, ApplicantFile, Holding, SearchMade, Table
from requests_app.domain.roles import Role
from requests_app.models import Batch, Case, Document, Letter, PrintFile, User
from requests_app.services.acknowledge import acknowledge
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.batch_run import run_next
from requests_app.services.batches import BatchAct, change_batch, draft_batch
from requests_app.services.correct import correct
from requests_app.services.correspond import ask_clarification, send_fees_notice
from requests_app.services.documents import attach, remove_document
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.printing import make, order_print
from requests_app.services.review import conclude_review, record_finding, request_review
from requests_app.services.sign_off import return_letter
from requests_app.services.timing import withdraw
from requests_app.services.together import join
from requests_app.services.transfer import transfer
from tests.factories import cases, files
from tests.factories.cases import answered_case
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import PASSWORD, person_with

TABLE = Table(
    caption="Vehicles recovered from Harbour Road in 2025, by quarter",
    columns=("Quarter", "Vehicles", "Average of days until collected"),
    rows=(("First", "30", "2.5"), ("Second", "3", "12.0")),
)
SEARCH = SearchMade(where="Fleet register", by="Fleet desk", terms="Harbour Road", hits=105, minutes=20)


class World:
    """Cases in every state, with what strains a page: endless words, text from right to left, nothing at all."""

    @cached_property
    def officer(self) -> User:
        return person_with(Role.OFFICER, name="Imogen Okafor")

    @cached_property
    def approver(self) -> User:
        return person_with(Role.APPROVER, name="Tariq Lindqvist")

    @cached_property
    def manager(self) -> User:
        return person_with(Role.MANAGER, name="Bethan Marchetti")

    @cached_property
    def reviewer(self) -> User:
        return person_with(Role.REVIEWER, name="Callum Pryce")

    @cached_property
    def auditor(self) -> User:
        return person_with(Role.AUDITOR, name="Ngozi Dunmore")

    @cached_property
    def administrator(self) -> User:
        return person_with(Role.ADMINISTRATOR, name="Piotr Achterberg")

    @cached_property
    def member(self) -> User:
        """Signs in with a password, and has no second factor."""
        return self._with_password(person_with(Role.OFFICER, name="Saoirse Okafor"))

    @cached_property
    def guarded(self) -> User:
        """Signs in with a password and has an authenticator app and recovery codes."""
        user = self._with_password(person_with(Role.OFFICER, name="Rhys Lindqvist"))
        self.secret = generate_totp_secret()
        TOTP.activate(user, self.secret)
        RecoveryCodes.activate(user)
        return user

    def add_key(self) -> None:
        """A passkey to be listed; nobody could sign in with it."""
        Authenticator.objects.get_or_create(
            user=self.guarded, type="webauthn", defaults={"data": {"name": "Desk key", "credential": {}}}
        )

    def _with_password(self, user: User) -> User:
        user.set_password(PASSWORD)
        user.save()
        return user

    @cached_property
    def reset_path(self) -> str:
        return f"{user_pk_to_url_str(self.member)}-{default_token_generator.make_token(self.member)}"

    @cached_property
    def new(self) -> Case:
        """Without name or address, of one endless word and of text from right to left."""
        wording = f"{'Verylongword' * 30}\n1. مرحبا بالعالم، ما هو عدد المركبات؟\n2. <script>alert(1)</script> How many?"
        return cases.logged_case(by=self.officer, wording=wording, applicant=ApplicantFile())

    @cached_property
    def working(self) -> Case:
        """All kinds of answer, a document, a complete decision and one that lacks nearly everything."""
        questions = [
            "How many vehicles?",
            "How many in each quarter?",
            "Any report before 2010?",
            "Which dates?",
        ]
        case = cases.case_in_progress(by=self.officer, questions=questions)
        self._attach(case)
        for number, record in self._records.items():
            record_answer(case.pk, number, record, by=self.officer, at=timezone.now())
        self.decision = decided(case, law_enforcement(4), by=self.officer)
        self.unfinished = decided(
            case,
            Decision(
                key="",
                provision="s40",
                limbs=("2", "3Aa"),
                covers="names",
                questions=(4,),
                data_protection=DataProtection(lawful_basis=LawfulBasis.LEGITIMATE_INTERESTS),
            ),
            by=self.officer,
        )
        LibraryFactor.objects.create(provision="s31", side="for", text="The public sees how it is policed.")
        case.refresh_from_db()
        return case

    def _attach(self, case: Case) -> None:
        for name, purpose in (
            ("answer.pdf", "disclose"),
            ("working paper.pdf", "working"),
            ("old.pdf", "working"),
        ):
            attach(
                case.pk,
                files.upload(files.pdf(title=name), name),
                purpose=purpose,
                by=self.officer,
                at=timezone.now(),
            )
        self.document = case.documents.get(name="answer.pdf")
        remove_document(case.pk, case.documents.get(name="old.pdf").pk, by=self.officer, at=timezone.now())

    document: Document

    @property
    def _records(self) -> dict[int, QuestionRecord]:
        figure = Answer(
            kind=AnswerKind.FIGURE,
            figure=Decimal(105),
            figure_words="one hundred and five",
            unit="vehicles",
            period_from=date(2025, 1, 1),
            period_to=date(2025, 12, 31),
        )
        return {
            1: QuestionRecord(holding=Holding.HELD, searches=(SEARCH,), answers=(figure,)),
            2: QuestionRecord(
                holding=Holding.HELD,
                searches=(SEARCH,),
                answers=(
                    Answer(kind=AnswerKind.TABLE, table=TABLE),
                    Answer(kind=AnswerKind.WORDS, text="See above."),
                ),
            ),
            3: QuestionRecord(holding=Holding.NOT_HELD, searches=(SEARCH,)),
        }

    @cached_property
    def ready(self) -> Case:
        return cases.answered_case(by=self.officer)

    @cached_property
    def returned(self) -> Case:
        case = cases.submitted_case(by=self.officer)
        return_letter(case.pk, reason="Name the period.", by=self.approver, at=timezone.now())
        return case

    @cached_property
    def submitted(self) -> Case:
        return cases.submitted_case(by=self.officer)

    @cached_property
    def approved(self) -> Case:
        return cases.approved_case(by=self.officer, approved_by=self.approver)

    @cached_property
    def queued(self) -> Case:
        """Waits for a worker, which these tests do not have."""
        case = cases.approved_case(by=self.officer, approved_by=self.approver)
        issue(case.pk, by=self.officer, at=timezone.now())
        return case

    @cached_property
    def failed(self) -> Case:
        case = cases.approved_case(by=self.officer, approved_by=self.approver)
        letter = issue(case.pk, by=self.officer, at=timezone.now())
        Letter.objects.filter(pk=letter.pk).update(
            state="failed", render_error="RenderFailed: no font", render_attempts=5
        )
        return case

    @cached_property
    def issued(self) -> Case:
        return self._issued()

    @cached_property
    def in_welsh(self) -> Case:
        return self._issued(language="cy")

    def _issued(self, **given: object) -> Case:
        case = cases.approved_case(by=self.officer, approved_by=self.approver, **given)
        letter = issue(case.pk, by=self.officer, at=timezone.now())
        render_and_complete(letter.pk, at=timezone.now())
        case.refresh_from_db()
        return case

    @cached_property
    def correcting(self) -> Case:
        case = self._issued()
        correct(case.pk, reason="A vehicle was left out.", by=self.officer, at=timezone.now())
        return case

    @cached_property
    def joined(self) -> Case:
        """Answered in the letter of another request of the same applicant."""
        leading, other = answered_case(by=self.officer), answered_case(by=self.officer)
        return join(other.pk, leading=leading.reference, by=self.officer, at=timezone.now())

    @cached_property
    def decided_afresh(self) -> Case:
        """A finding is recorded on each question: the outcome can go out."""
        case = self._under_review()
        for number, result in ((1, "upheld"), (2, "partly")):
            record_finding(
                case.pk,
                number,
                result=result,
                reasons="I have searched again.",
                by=self.reviewer,
                at=timezone.now(),
            )
        record = QuestionRecord(
            holding=Holding.HELD, answers=(Answer(kind=AnswerKind.WORDS, text="Four vehicles."),)
        )
        record_answer(case.pk, 2, record, by=self.reviewer, at=timezone.now())
        return case

    @cached_property
    def failed_review(self) -> Case:
        case = self._under_review()
        record_finding(
            case.pk, 1, result="upheld", reasons="It was right.", by=self.reviewer, at=timezone.now()
        )
        letter = conclude_review(case.pk, by=self.reviewer, at=timezone.now())
        Letter.objects.filter(pk=letter.pk).update(
            state="failed", render_error="RenderFailed: no font", render_attempts=5
        )
        return case

    @cached_property
    def under_review(self) -> Case:
        return self._under_review()

    def _under_review(self) -> Case:
        case = self._issued()
        request_review(
            case.pk,
            grounds="You missed a report.",
            on=timezone.localdate(),
            is_complex=False,
            by=self.officer,
            at=timezone.now(),
        )
        return case

    @cached_property
    def late(self) -> Case:
        return cases.case_in_progress(by=self.officer, received_on=cases.days_ago(60))

    @cached_property
    def acknowledged(self) -> Case:
        case = cases.case_in_progress(by=self.officer)
        acknowledge(case.pk, by=self.officer, at=timezone.now())
        render_and_complete(case.letters.get().pk, at=timezone.now())
        return case

    @cached_property
    def by_post(self) -> Case:
        """A requester with a postal address alone, whose acknowledgement waits to be printed."""
        case = cases.logged_case(by=self.officer, applicant=cases.BY_POST)
        acknowledge(case.pk, by=self.officer, at=timezone.now())
        render_and_complete(case.letters.get().pk, at=timezone.now())
        return case

    @cached_property
    def print_file(self) -> PrintFile:
        letters = [self.by_post.letters.get().pk]
        row = order_print(letters, is_duplex=True, by=self.officer, at=timezone.now())
        make(row.pk, at=timezone.now())
        return row

    def _batch(self, *members: Case) -> Batch:
        return draft_batch(
            "acknowledgement", [case.pk for case in members], by=self.officer, at=timezone.now()
        )

    @cached_property
    def drafted(self) -> Batch:
        return self._batch(self.late, self.ready)

    @cached_property
    def paused(self) -> Batch:
        """Letters are written and drawn, one failed for want of an address, one case was moved on."""
        assert self.withdrawn.pk
        batch = self._batch(
            cases.logged_case(by=self.officer, applicant=cases.BY_POST), self.new, self.withdrawn, self.late
        )
        change_batch(batch.pk, BatchAct.START, by=self.officer, at=timezone.now())
        for _ in range(3):
            run_next(batch.pk, at=timezone.now())
        change_batch(batch.pk, BatchAct.PAUSE, by=self.officer, at=timezone.now())
        for letter in Letter.objects.filter(batch_item__batch=batch):
            render_and_complete(letter.pk, at=timezone.now())
        return batch

    @cached_property
    def running(self) -> Batch:
        batch = self._batch(self.late, self.ready)
        change_batch(batch.pk, BatchAct.START, by=self.manager, at=timezone.now())
        return batch

    @cached_property
    def transferred(self) -> Case:
        case, today = cases.case_in_progress(by=self.officer), timezone.localdate()
        transfer(
            case.pk,
            to="Eastmere Borough Council",
            contact="1 Town Square\nEastmere",
            consent_on=today,
            on=today,
            by=self.officer,
            at=timezone.now(),
        )
        render_and_complete(case.letters.get().pk, at=timezone.now())
        return case

    @cached_property
    def unclear(self) -> Case:
        case = cases.case_in_progress(by=self.officer)
        ask_clarification(
            case.pk, text="Which road?", on=timezone.localdate(), by=self.officer, at=timezone.now()
        )
        return case

    @cached_property
    def unpaid(self) -> Case:
        case = cases.case_in_progress(by=self.officer)
        send_fees_notice(
            case.pk,
            amount=Decimal("12.50"),
            text="Copies.",
            on=timezone.localdate(),
            by=self.officer,
            at=timezone.now(),
        )
        return case

    @cached_property
    def forgotten(self) -> Case:
        """Clarification was asked for so long ago that the case can lapse."""
        asked = timezone.now() - timedelta(days=150)
        case = cases.case_in_progress(by=self.officer, at=asked)
        ask_clarification(
            case.pk, text="Which road?", on=timezone.localdate(asked), by=self.officer, at=asked
        )
        return case

    @cached_property
    def silent(self) -> Case:
        """Clarification was asked for weeks ago, and the time for an answer is nearly over."""
        asked = timezone.now() - timedelta(days=35)
        case = cases.case_in_progress(by=self.officer, at=asked)
        ask_clarification(
            case.pk, text="Which road?", on=timezone.localdate(asked), by=self.officer, at=asked
        )
        return case

    @cached_property
    def weighing(self) -> Case:
        """EIR, whose time can be extended without a condition."""
        return cases.case_in_progress(by=self.officer, regime="eir")

    @cached_property
    def withdrawn(self) -> Case:
        case = cases.case_in_progress(by=self.officer)
        withdraw(case.pk, why="By e-mail.", on=timezone.localdate(), by=self.officer, at=timezone.now())
        return case

    @cached_property
    def all_cases(self) -> list[Case]:
        return [self.new, self.working, self.late, self.submitted, self.issued, self.unclear, self.withdrawn]
