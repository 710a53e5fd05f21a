"""Addresses from when seats, meetings and history belonged to a year: each leads to where the page is now."""

from django.urls import path, re_path

from fordel.web.views import moved

_YEAR = r"^(?P<office>[-\w]+)/(?P<year>\d+)/"
_REST = r"(?P<rest>.*)$"
urlpatterns = [
    re_path(rf"{_YEAR}moter/{_REST}", moved.to_office, {"page": "moter"}, name="moved-meetings"),
    re_path(rf"{_YEAR}forum/moter/(?P<meeting_id>\d+)/avstemning/{_REST}", moved.to_votes, name="moved-votes"),
    re_path(rf"{_YEAR}forum/habilitet/{_REST}", moved.to_round, {"page": "habilitet"}, name="moved-conflicts"),
    re_path(rf"{_YEAR}forum/prioritering/{_REST}", moved.to_round, {"page": "prioritering"}, name="moved-prioritising"),
    re_path(rf"{_YEAR}forum/{_REST}", moved.to_office, {"page": "forum"}, name="moved-seats"),
    path(
        "<slug:office>/<int:year>/historikk/", moved.to_office, {"page": "historikk", "rest": ""}, name="moved-history"
    ),
]
