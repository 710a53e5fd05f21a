"""The partnerships of an office."""

from django.urls import path, re_path

from fordel.partnership.views import office
from fordel.shared.exports import KIND_PATTERN

app_name = "partnerships"
urlpatterns = [
    path("", office.overview, name="list"),
    re_path(rf"^partnerskap\.(?P<kind>{KIND_PATTERN})$", office.overview_file, name="list-file"),
    path("mal/", office.template, name="template"),
]
