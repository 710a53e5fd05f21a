"""Guidance: what is at the top, and what belongs to an office."""

from django.urls import include, path

from fordel.guidance.urls.office import urlpatterns as of_office
from fordel.guidance.views import reading

app_name = "guidance"
urlpatterns = [
    path("veiledning/", reading.home, name="home"),
    path("<slug:office>/veiledning/", include(of_office)),
]
