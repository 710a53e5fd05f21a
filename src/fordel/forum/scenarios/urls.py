"""Distribution of a round's money."""

from django.urls import path, re_path

from fordel.forum.scenarios.views import adjustments, compare, distribution, hold_back, why

app_name = "forum"
urlpatterns = [
    path("", distribution.show, name="distribution"),
    path("sammenlign/", compare.compare, name="compare"),
    re_path(r"^alternativer\.(?P<kind>xlsx|pdf|pptx)$", compare.compare_file, name="compare-file"),
    path("lagre/", distribution.save, name="save"),
    path("<int:scenario_id>/regn-ut/", distribution.compute_again, name="compute-again"),
    path("<int:scenario_id>/hold-igjen/", hold_back.show_hold_back, name="hold-back"),
    path("<int:scenario_id>/kopi/", adjustments.copy, name="copy"),
    path("<int:scenario_id>/angre/", adjustments.undo, name="undo"),
    path("<int:scenario_id>/kvittering/", adjustments.receipt, name="receipt"),
    path("<int:scenario_id>/for-hand/<int:number>/", adjustments.adjust, name="adjust"),
    path("<int:scenario_id>/hvorfor/<int:number>/", why.why, name="why"),
    path("<int:scenario_id>/slett/", distribution.remove, name="delete"),
    path("fordeling.<slug:kind>", distribution.download, name="download"),
]
