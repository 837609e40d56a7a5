"""Which addresses does the casework audience have?"""

from django.urls import URLPattern, path

from requests_app.views.casework import (
    act,
    applicant,
    case,
    decision,
    documents,
    history,
    letter,
    letter_files,
    log,
    question,
    questions,
    review,
    sent,
    small_numbers,
    work_list,
)

app_name = "casework"
urlpatterns: list[URLPattern] = [
    path("", work_list.work_list, name="work_list"),
    path("log/", log.log, name="log"),
    path("<str:reference>/", case.case, name="case"),
    path("<str:reference>/acts/<str:act>/", act.act, name="act"),
    path("<str:reference>/applicant/", applicant.applicant, name="applicant"),
    path("<str:reference>/history/", history.history, name="history"),
    path("<str:reference>/questions/", questions.questions, name="questions"),
    path("<str:reference>/questions/<int:number>/", question.question, name="question"),
    path(
        "<str:reference>/questions/<int:number>/answers/<int:position>/small-numbers/",
        small_numbers.small_numbers,
        name="small_numbers",
    ),
    path("<str:reference>/documents/", documents.documents, name="documents"),
    path("<str:reference>/documents/<int:pk>/", documents.document, name="document"),
    path("<str:reference>/documents/<int:pk>/remove/", documents.remove, name="document_remove"),
    path("<str:reference>/decisions/new/", decision.decision_new, name="decision_new"),
    path("<str:reference>/decisions/<str:key>/", decision.decision, name="decision"),
    path("<str:reference>/decisions/<str:key>/remove/", decision.decision_remove, name="decision_remove"),
    path("<str:reference>/review/", review.review, name="review"),
    path("<str:reference>/review/questions/<int:number>/", review.finding, name="finding"),
    path("<str:reference>/letter/", letter.letter, name="letter"),
    path("<str:reference>/letter/sections/<str:key>/", letter.section, name="letter_section"),
    path("<str:reference>/letter/warnings/<str:code>/", letter.warning, name="letter_warning"),
    path("<str:reference>/letter/preview/", letter.preview, name="letter_preview"),
    path("<str:reference>/letter/preview.pdf", letter_files.preview_pdf, name="letter_preview_pdf"),
    path("<str:reference>/letter/progress/", letter.progress, name="letter_progress"),
    path("<str:reference>/letter/retry/", letter.try_again, name="letter_retry"),
    path("<str:reference>/letter/pdf/", letter_files.issued_pdf, name="letter_pdf"),
    path("<str:reference>/letter/html/", letter_files.issued_html, name="letter_html"),
    path("<str:reference>/letter/text/", letter_files.issued_text, name="letter_text"),
    path("<str:reference>/letters/<str:kind>/<int:number>/", sent.sent, name="sent"),
    path("<str:reference>/letters/<str:kind>/<int:number>/pdf/", sent.sent_pdf, name="sent_pdf"),
    path("<str:reference>/letters/<str:kind>/<int:number>/retry/", sent.sent_retry, name="sent_retry"),
]
