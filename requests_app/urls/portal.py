"""Which addresses does the portal audience have?

An address holds the unguessable token and nothing else: no name, no e-mail address, no reference.
"""

from django.urls import URLPattern, path

from requests_app.views.portal import links, track

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("<str:token>/", track.track, name="track"),
    path("<str:token>", track.track),  # a link that lost its last stroke in a mail is still the link
    path("<str:token>/letter/", track.letter, name="letter"),
    path("<str:token>/letter.pdf", track.letter_pdf, name="letter_pdf"),
    path("<str:token>/letter.json", track.letter_data, name="letter_data"),
    path("<str:token>/letters/<str:kind>/<int:number>/", track.sent, name="sent"),
    path("<str:token>/letters/<str:kind>/<int:number>.pdf", track.sent_pdf, name="sent_pdf"),
    path("<str:token>/versions/<str:kind>/<int:number>/", track.version, name="version"),
    path("<str:token>/versions/<str:kind>/<int:number>.pdf", track.version_pdf, name="version_pdf"),
    path("", links.unknown, name="unknown"),
    path("<path:rest>", links.unknown),
]
