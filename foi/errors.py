"""Which page answers when something is wrong before a view is reached?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off; what was typed is still in the browser's form."""
    message = "This page was open too long to be sent safely. Go back, reload the page and send it again."
    return render(request, "errors/403.html", {"error": message}, status=403)
