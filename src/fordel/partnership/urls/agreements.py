"""One agreement, the same address for both sides and the office."""

from django.urls import path

from fordel.partnership.views import agreements, writing

app_name = "agreements"
_ONE = "<int:agreement_id>/"
urlpatterns = [
    path(_ONE, agreements.agreement, name="agreement"),
    path(f"{_ONE}avtale.pdf", agreements.pdf, name="pdf"),
    path(f"{_ONE}kontroll/", agreements.check, name="check"),
    path(f"{_ONE}skriv-under/", agreements.sign, name="sign"),
    path(f"{_ONE}forny/", agreements.renew, name="renew"),
    path(f"{_ONE}avslutt/", agreements.end, name="end"),
    path(f"{_ONE}forkast/", agreements.discard, name="discard"),
    path(f"{_ONE}historikk/", agreements.history, name="history"),
    path(f"{_ONE}versjoner/<int:sequence>/", agreements.version, name="version"),
    path(f"{_ONE}del/<slug:part>/", writing.part, name="part"),
    path(f"{_ONE}lagre/", writing.save, name="save"),
    path(f"{_ONE}her/", writing.here, name="here"),
    path(f"{_ONE}vedlegg/", writing.attach, name="attach"),
    path(f"{_ONE}vedlegg/<int:enclosure_id>/", writing.enclosure, name="enclosure"),
    path(f"{_ONE}vedlegg/<int:enclosure_id>/ut/", writing.detach, name="detach"),
]
