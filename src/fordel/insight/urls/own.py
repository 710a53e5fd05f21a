"""An owner over the years."""

from django.urls import path, re_path

from fordel.insight.views import own_years
from fordel.shared.exports import KIND_PATTERN

app_name = "own_years"
urlpatterns = [
    path("", own_years.page, name="page"),
    re_path(rf"^tiltak\.(?P<kind>{KIND_PATTERN})$", own_years.measures_file, name="file"),
]
