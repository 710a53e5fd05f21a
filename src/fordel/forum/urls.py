"""Distribution of a round's money."""

from django.urls import path

from fordel.forum.views import distribution

app_name = "forum"
urlpatterns = [
    path("", distribution.show, name="distribution"),
    path("lagre/", distribution.save, name="save"),
    path("<int:scenario_id>/regn-ut/", distribution.compute_again, name="compute-again"),
    path("<int:scenario_id>/slett/", distribution.remove, name="delete"),
    path("fordeling.<slug:kind>", distribution.download, name="download"),
]
