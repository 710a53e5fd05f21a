"""The forum's recommendation: addresses under /OFFICE/SCHEME/YEAR/innstilling/."""

from django.urls import path, re_path

from fordel.forum.recommendation.views import recommend, recommendation

app_name = "recommendation"
urlpatterns = [
    path("", recommendation.show, name="recommendation"),
    path("begynn/", recommend.begin, name="begin"),
    path("alternativ/", recommend.scenario, name="scenario"),
    path("tekst/", recommend.texts, name="texts"),
    path("rekkefolge/", recommend.order, name="order"),
    path("tiltak/<int:number>/", recommend.measure, name="measure"),
    path("dissens/", recommend.dissent, name="dissent"),
    path("vedta/", recommend.adopt, name="adopt"),
    path("apne/", recommend.reopen, name="reopen"),
    re_path(r"^innstilling\.(?P<kind>pdf|xlsx)$", recommendation.download, name="download"),
]
