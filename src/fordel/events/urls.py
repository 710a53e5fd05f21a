"""The events of an office."""

from django.urls import path

from fordel.events.views import (
    certificates,
    check_in,
    evaluation,
    mails,
    office,
    own_place,
    planning,
    public,
    registering,
    work,
)

app_name = "events"
_SERIES = "arbeid/serie/<int:series_id>/"
_ONE = "<int:event_id>/"
_MAIL = f"{_ONE}arbeid/epost/<int:mail_id>/"
_DOOR = f"{_ONE}arbeid/innsjekk/"
_BOOKING = "pamelding/<slug:booking>/"
_PLACE = "plass/<str:place>/"
urlpatterns = [
    path("", public.event_list, name="list"),
    path("arrangementer.ics", public.feed, name="feed"),
    path("arbeid/", office.office_list, name="office"),
    path("arbeid/ny/", office.new_series, name="new-series"),
    path(_SERIES, office.series_page, name="series"),
    path(f"{_SERIES}endre/", office.edit_series, name="edit-series"),
    path(f"{_SERIES}kopier/", office.copy_series, name="copy-series"),
    path(f"{_SERIES}nytt-sted/", planning.new_event, name="new-event"),
    path(_ONE, public.event_page, name="event"),
    path(f"{_ONE}arrangement.ics", public.event_as_calendar, name="calendar"),
    path(f"{_ONE}dokument/<int:document_id>/", public.document, name="file"),
    path(f"{_ONE}pamelding/", registering.register, name="register"),
    path(_BOOKING, registering.booking_page, name="booking"),
    path(f"{_BOOKING}kode/", registering.new_code, name="new-code"),
    path(f"{_BOOKING}send/", registering.send, name="send"),
    path(_PLACE, own_place.place_page, name="place"),
    path(f"{_PLACE}ta-imot/", own_place.accept, name="accept"),
    path(f"{_PLACE}bekreft/", own_place.confirm, name="confirm-place"),
    path(f"{_PLACE}billett.pdf", own_place.ticket, name="ticket"),
    path(f"{_PLACE}avmeld/", own_place.leave, name="cancel-place"),
    path("evaluering/<slug:code>/", evaluation.evaluate, name="evaluate"),
    path(f"{_ONE}arbeid/evaluering/", evaluation.results, name="evaluation"),
    path(f"{_ONE}arbeid/evaluering/erfaringer/", evaluation.lessons, name="lessons"),
    path(f"{_ONE}arbeid/evaluering/sporsmal/", evaluation.ask, name="ask-evaluation"),
    path(f"{_ONE}arbeid/", work.work, name="work"),
    path(f"{_ONE}arbeid/deltakere.<slug:kind>", work.participants, name="participants"),
    path(f"{_ONE}arbeid/endre/", planning.edit_event, name="edit"),
    path(f"{_ONE}arbeid/plasser/", planning.keep, name="keep"),
    path(f"{_ONE}arbeid/dokument/", planning.document, name="add-file"),
    path(f"{_ONE}arbeid/dokument/<int:document_id>/bort/", planning.take_away, name="remove-file"),
    path(f"{_ONE}arbeid/epost/", mails.new_mail, name="new-mail"),
    path(_MAIL, mails.mail_page, name="mail"),
    path(f"{_MAIL}endre/", mails.edit_mail, name="edit-mail"),
    path(f"{_MAIL}send/", mails.send, name="send-mail"),
    path(f"{_MAIL}bort/", mails.remove, name="remove-mail"),
    path(f"{_ONE}arbeid/publiser/", work.publish, name="publish"),
    path(f"{_ONE}arbeid/steng/", work.close, name="close"),
    path(f"{_ONE}arbeid/apne/", work.reopen, name="reopen"),
    path(f"{_ONE}arbeid/avlys/", work.cancel, name="cancel"),
    path(f"{_ONE}arbeid/slett/", work.discard, name="discard"),
    path(_DOOR, check_in.door, name="door"),
    path(f"{_DOOR}merk/", check_in.mark, name="door-mark"),
    path(f"{_DOOR}send/", check_in.send, name="door-send"),
    path(f"{_DOOR}arbeider.js", check_in.worker, name="door-worker"),
    path(f"{_DOOR}slutt/", check_in.close, name="close-door"),
    path("bevis/<slug:code>/", certificates.check, name="check-certificate"),
    path(f"{_PLACE}bevis.pdf", certificates.certificate, name="certificate"),
    path(f"{_ONE}arbeid/navneskilt.pdf", certificates.badges, name="badges"),
    path(f"{_ONE}arbeid/deltakerliste.pdf", certificates.attendance, name="attendance"),
    path(f"{_ONE}arbeid/bevis.pdf", certificates.every_certificate, name="certificates"),
    path(f"{_ONE}arbeid/bevis/", certificates.send, name="send-certificates"),
]
