"""Every address of the system. A page of a round carries office and year, so that a case has
one address; seats, meetings and history are the office's."""

from django.urls import include, path

from fordel.parties.views import organisations
from fordel.programme.views.setup import open_year

urlpatterns = [
    path("", include("fordel.web.moved_urls")),
    path("", include("fordel.web.urls")),
    path("logg-inn/", include("fordel.parties.sign_in_urls")),
    path("", include("fordel.parties.access_urls")),
    path("meg/", include("fordel.parties.own_account_urls")),
    path("<slug:office>/nytt-ar/", open_year, name="open-year"),
    path("<slug:office>/organisasjoner/", organisations.organisations, name="organisations"),
    path("<slug:office>/organisasjoner/ny/", organisations.register, name="register-organisation"),
    path("<slug:office>/forum/", include("fordel.forum.people_urls")),
    path("<slug:office>/moter/", include("fordel.meetings.urls")),
    path("<slug:office>/<int:year>/behovsmeldinger/", include("fordel.needs.office_urls")),
    path("<slug:office>/<int:year>/status/", include("fordel.insight.urls")),
    path("<slug:office>/<int:year>/fordeling/", include("fordel.forum.urls")),
    path("<slug:office>/<int:year>/", include("fordel.forum.work_urls")),
    path("<slug:office>/<int:year>/innstilling/", include("fordel.forum.recommendation_urls")),
    path("<slug:office>/<int:year>/vedtak/", include("fordel.decisions.office_urls")),
    path("<slug:office>/<int:year>/oppsett/", include("fordel.programme.urls")),
    path("kalender/", include("fordel.meetings.calendar_urls")),
    path("mine/", include("fordel.needs.own_urls")),
    path("mine/vedtak/", include("fordel.decisions.own_urls")),
]
handler404 = "fordel.web.views.errors.not_found"
handler500 = "fordel.web.views.errors.server_error"
handler400 = "fordel.web.views.errors.bad_request"
handler403 = "fordel.web.views.errors.forbidden"
