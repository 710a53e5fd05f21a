"""The forum's recommendation: addresses under /OFFICE/SCHEME/YEAR/innstilling/."""

from django.urls import path, re_path

from fordel.forum.recommendation.views import recommend, recommendation, steps

app_name = "recommendation"
urlpatterns = [
    path("", recommendation.show, name="recommendation"),
    path("begynn/", recommend.begin, name="begin"),
    path("alternativ/", recommend.scenario, name="scenario"),
    path("tekst/", recommend.texts, name="texts"),
    path("rekkefolge/", recommend.order, name="order"),
    path("tiltak/<int:number>/", recommend.measure, name="measure"),
    path("dissens/", recommend.dissent, name="dissent"),
    path("dissens/<int:dissent_id>/fjern/", steps.take_dissent_away, name="remove-dissent"),
    path("vedta/", steps.adopt, name="adopt"),
    path("apne/", steps.reopen, name="reopen"),
    re_path(r"^innstilling\.(?P<kind>pdf|xlsx)$", recommendation.download, name="download"),
]
