"""Every address of the system. A page of a round carries office, scheme and year, so that a case has one address;
seats, meetings and history are the office's."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from fordel.insight.views import open_data
from fordel.news.views.digests import unsubscribe
from fordel.parties.views import organisations
from fordel.programme.views.setup import open_year
from fordel.programme.where import SchemeSlug
from fordel.shared.exports import KIND_PATTERN
from fordel.web.views import calendar, former_addresses, history, public, start

register_converter(SchemeSlug, "scheme")

_round_pages: list[URLPattern | URLResolver] = [
    path("", start.office_start, name="start"),
    path("behovsmeldinger/", include("fordel.reports.urls.office")),
    path("status/", include("fordel.insight.urls.status")),
    path("fordeling/", include("fordel.forum.scenarios.urls")),
    path("", include("fordel.forum.urls")),
    path("innstilling/", include("fordel.forum.recommendation.urls")),
    path("rapporter/", include("fordel.outcomes.urls.office")),
    path("vedtak/", include("fordel.decisions.urls.office")),
    path("puls/", include("fordel.pulse.urls.office")),
    path("arsrapport/", include("fordel.annual.urls.office")),
    path("oppsett/", include("fordel.programme.urls")),
]
_demo_pages: list[URLPattern | URLResolver] = (
    [path("demo/", include("fordel.demo.urls"))] if apps.is_installed("fordel.demo") else []
)
_toolbar_pages: list[URLPattern | URLResolver] = (
    [path("__debug__/", include("debug_toolbar.urls"))] if apps.is_installed("debug_toolbar") else []
)
# The first word of an address says what it is about: the fixed ones stand before those of an office.
urlpatterns = [
    path("", include("fordel.web.urls")),
    *_demo_pages,
    *_toolbar_pages,
    path("logg-inn/", include("fordel.parties.urls.sign_in")),
    path("kalender/", calendar.own, name="calendar"),
    path("kalender/<str:token>.ics", calendar.own_feed, name="calendar-feed"),
    path("mine/", include("fordel.reports.urls.own")),
    path("mine/vedtak/", include("fordel.decisions.urls.own")),
    path("mine/rapporter/", include("fordel.outcomes.urls.own")),
    path("mine/rapporter/arene/", include("fordel.insight.urls.own")),
    path("rapporter/", include("fordel.outcomes.urls.reports")),
    path("mine/partnerskap/", include("fordel.partnership.urls.own")),
    path("mine/puls/", include("fordel.pulse.urls.own")),
    path("puls/", include("fordel.pulse.urls.public")),
    path("arsrapporter/", include("fordel.annual.urls.sent")),
    path("partnerskap/", include("fordel.partnership.urls.pairs")),
    path("tilbydere/", include("fordel.partnership.urls.providers")),
    path("avtaler/", include("fordel.partnership.urls.agreements")),
    path("avmeld/<str:token>/", unsubscribe, name="unsubscribe"),
    path("meg/varsler/", include("fordel.notices.urls")),
    path("meg/", include("fordel.parties.urls.own_account")),
    path("", include("fordel.parties.urls.access")),
    path("", include("fordel.guidance.urls")),
    path("<slug:office>/", public.front, name="public"),
    re_path(r"^(?P<office>[-\w]+)/(?P<language>nb|nn|en)/$", public.front_in, name="public-in"),
    path("<slug:office>/apne-data/", open_data.page, name="open-data"),
    path("<slug:office>/apne-data/tilskudd.json", open_data.grants_json, name="open-data-json"),
    path("<slug:office>/apne-data/tilskudd.csv", open_data.grants_csv, name="open-data-csv"),
    path("<slug:office>/apne-data/katalog.ttl", open_data.description, name="open-data-description"),
    path("<slug:office>/nytt-ar/", open_year, name="open-year"),
    path("<slug:office>/organisasjoner/", organisations.organisations, name="organisations"),
    path("<slug:office>/organisasjoner/ny/", organisations.register, name="register-organisation"),
    path("<slug:office>/forum/", include("fordel.forum.seats.urls")),
    path("<slug:office>/forum/plan/", include("fordel.forum.adoption.urls")),
    path("<slug:office>/moter/", include("fordel.meetings.urls.meetings")),
    path("<slug:office>/arrangementer/", include("fordel.events.urls")),
    path("<slug:office>/nytt/", include("fordel.news.urls")),
    path("<slug:office>/horing/", include("fordel.hearing.urls")),
    path("<slug:office>/partnerskap/", include("fordel.partnership.urls.office")),
    path("<slug:office>/plan/", include("fordel.plan.urls")),
    path("<slug:office>/kalender/", calendar.of_office, name="office-calendar"),
    path("<slug:office>/kalender/kalender.ics", calendar.feed_of_office, name="office-calendar-feed"),
    path("<slug:office>/historikk/", history.office_history, name="history"),
    re_path(rf"^(?P<office>[-\w]+)/historikk\.(?P<kind>{KIND_PATTERN})$", history.history_file, name="history-file"),
    path("<slug:office>/<scheme:scheme>/<int:year>/", include(_round_pages)),
    path("", include("fordel.web.moved_urls")),
    path("<slug:office>/<int:year>/", former_addresses.main_scheme, {"tail": ""}, name="former-start"),
    path("<slug:office>/<int:year>/<path:tail>", former_addresses.main_scheme, name="former"),
]
handler404 = "fordel.web.views.errors.not_found"
handler500 = "fordel.web.views.errors.server_error"
handler400 = "fordel.web.views.errors.bad_request"
handler403 = "fordel.web.views.errors.forbidden"
