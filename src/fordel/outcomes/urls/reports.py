"""One outcome report, the same address for all who write it."""

from django.urls import path

from fordel.outcomes.views import own, writing

app_name = "outcomes"
_ONE = "<int:outcome_id>/"
urlpatterns = [
    path(_ONE, own.report, name="report"),
    path(f"{_ONE}kvittering.pdf", own.pdf, name="pdf"),
    path(f"{_ONE}kontroll/", own.check, name="check"),
    path(f"{_ONE}send/", own.send, name="send"),
    path(f"{_ONE}bekreft/", own.confirm, name="confirm"),
    path(f"{_ONE}svar/", own.answer, name="answer"),
    path(f"{_ONE}historikk/", own.history, name="history"),
    path(f"{_ONE}versjoner/<int:sequence>/", own.version, name="version"),
    path(f"{_ONE}del/<slug:section>/", writing.part, name="part"),
    path(f"{_ONE}lagre/", writing.save, name="save"),
    path(f"{_ONE}her/", writing.here, name="here"),
    path(f"{_ONE}vedlegg/", writing.attach, name="attach"),
    path(f"{_ONE}vedlegg/<int:annex_id>/", writing.enclosure, name="enclosure"),
    path(f"{_ONE}vedlegg/<int:annex_id>/ut/", writing.detach, name="detach"),
]
