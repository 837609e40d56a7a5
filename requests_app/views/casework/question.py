"""What is recorded for one question: held or not, searched where, answered how?"""

from django.http import HttpRequest, HttpResponse


def question(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return HttpResponse("soon")
