"""What does an e-mail to an applicant, or to a new member of staff, look like?

Errors of the mail server reach the caller as OSError (smtplib's own errors are OSErrors), to be kept and tried again.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.tongue import speaking, tr
from requests_app.letters.content import LetterContent, from_dict
from requests_app.letters.together import names_of, references_of
from requests_app.models import Case, Delivery, Letter, Message, User
from requests_app.selectors.facts import is_notice
from requests_app.selectors.places import tracking_link, tracking_links
from requests_app.selectors.settings import authority


def send_letter(delivery: Delivery) -> None:
    """Send an issued letter: the whole text in the mail, the PDF attached, the tracking link below."""
    letter = delivery.letter
    case = letter.case
    content = from_dict(letter.content or {})
    with speaking(content.language):
        subject, opening = _announced(letter, content)
        words = _words(tracking_links(case, references_of(content)))
    body = render_to_string("emails/letter.txt", {"letter": letter, "opening": opening} | words)
    mail = _mail(subject, body, to=delivery.to, message_id=delivery.message_id)
    _attach(mail, letter)
    mail.send(fail_silently=False)


def _language_of(letter: Letter) -> Language:
    """That in which the letter was written, whatever the case was changed to before it was sent."""
    return Language((letter.content or {}).get("language", letter.case.language))


def _announced(letter: Letter, content: LetterContent) -> tuple[str, str]:
    """The subject of the mail, and the sentence above the letter: which letter it is."""
    named, several = {"reference": names_of(content)}, bool(content.requests)
    if letter.kind == LetterKind.REVIEW:
        return (
            tr("Outcome of the review of your request {reference}", **named),
            tr("The outcome of our review of your request {reference} follows.", **named),
        )
    if letter.corrects_id:
        return _announced_correction(named, several=several)
    if is_notice(letter):
        return _announced_notice(named, several=several)
    if several:
        return (
            tr("Response to your requests {reference}", **named),
            tr("Our response to your requests {reference} follows.", **named),
        )
    return (
        tr("Response to your request {reference}", **named),
        tr("Our response to your request {reference} follows.", **named),
    )


def _announced_correction(named: dict[str, str], *, several: bool) -> tuple[str, str]:
    if several:
        return (
            tr("Correction: response to your requests {reference}", **named),
            tr(
                "We are correcting our response to your requests {reference}: the letter that follows replaces it.",
                **named,
            ),
        )
    return (
        tr("Correction: response to your request {reference}", **named),
        tr(
            "We are correcting our response to your request {reference}: the letter that follows replaces it.",
            **named,
        ),
    )


def _announced_notice(named: dict[str, str], *, several: bool) -> tuple[str, str]:
    if several:
        return (
            tr("Your requests {reference}: we need more time", **named),
            tr(
                "We need more time to decide on your requests {reference}. Our notice follows; it says by when we "
                "will write again.",
                **named,
            ),
        )
    return (
        tr("Your request {reference}: we need more time", **named),
        tr(
            "We need more time to decide on your request {reference}. Our notice follows; it says by when we will "
            "write again.",
            **named,
        ),
    )


def _words(links: list[str]) -> dict[str, str]:
    """What stands around a letter in the mail that carries it, in the language of the case."""
    follow = (
        tr("You can follow your requests here, without an account:")
        if len(links) > 1
        else tr("You can follow your request here, without an account:")
    )
    return {
        "attached": tr("The same letter is attached as a PDF."),
        "follow": follow,
        "link": "\n".join(links),
    }


def send_message(message: Message) -> None:
    """Send a clarification, a fees notice or another message; one that was drawn as a letter with its PDF."""
    case, letter = message.case, message.letter
    with speaking(_language_of(letter) if letter else Language(case.language)):
        words = _words([tracking_link(case)]) | _head_of(case)
    body = render_to_string(
        "emails/correspondence.txt" if letter else "emails/message.txt",
        {
            "message": message,
            "letter": letter,
            "case": case,
            "authority": authority(),
        }
        | words,
    )
    mail = _mail(message.subject, body, to=case.applicant.email, message_id=message.message_id)
    if letter is not None:
        _attach(mail, letter)
    mail.send(fail_silently=False)


def _head_of(case: Case) -> dict[str, str]:
    """How a message begins that was not drawn as a letter."""
    return {
        "greeting": tr("Dear {name},", name=case.applicant.name or tr("requester")),
        "about": tr("Your request {reference}", reference=case.reference),
    }


def _attach(mail: EmailMessage, letter: Letter) -> None:
    with letter.pdf.open("rb") as file:
        mail.attach(f"{letter.case.reference}.pdf", file.read(), "application/pdf")


def _mail(subject: str, body: str, *, to: str, message_id: str) -> EmailMessage:
    row = authority()
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        reply_to=[row.email] if row.email else None,
        headers={"Message-ID": message_id},
    )


def send_invitation(person: User, link: str) -> None:
    """Tell a new member of staff where to choose a password. The mail says no password and no role."""
    row = authority()
    body = render_to_string("emails/invitation.txt", {"person": person, "link": link, "authority": row})
    mail = EmailMessage(
        subject=f"Your account at {row.name}",
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.email],
    )
    mail.send(fail_silently=False)
