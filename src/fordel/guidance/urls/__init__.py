"""Guidance: what is at the top, and what belongs to an office."""

from django.urls import include, path

from fordel.guidance.urls.office import urlpatterns as of_office
from fordel.guidance.views import help_pages, reading

app_name = "guidance"
urlpatterns = [
    path("hjelp/", help_pages.help_beside, name="help"),
    path("veiledning/", reading.home, name="home"),
    path("<slug:office>/veiledning/", include(of_office)),
]
