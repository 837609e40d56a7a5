"""Which page answers when something is wrong before a view is reached?"""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off; what was typed is still in the browser's form.

    Who is signed out is sent to the sign-in and back: there the page offers what was typed.
    """
    if request.path.startswith("/cases/") and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    message = "This page was open too long to be sent safely. Go back, reload the page and send it again."
    return render(request, "errors/403.html", {"error": message}, status=403)
