"""Guidance: what is at the top, and what belongs to an office."""

from django.urls import include, path

from fordel.guidance.urls.office import urlpatterns as of_office
from fordel.guidance.views import asking, help_pages, reading

app_name = "guidance"
urlpatterns = [
    path("hjelp/", help_pages.help_beside, name="help"),
    path("veiledning/sporsmal/", asking.own, name="questions"),
    path("veiledning/sporsmal/nytt/", asking.ask, name="ask"),
    path("veiledning/sporsmal/<int:question_id>/", asking.question, name="question"),
    path("veiledning/", reading.home, name="home"),
    path("<slug:office>/veiledning/", include(of_office)),
]
