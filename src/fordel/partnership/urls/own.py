"""The partnerships of an organisation."""

from django.urls import path, re_path

from fordel.partnership.views import own
from fordel.shared.exports import KIND_PATTERN

app_name = "own_partnerships"
urlpatterns = [
    path("", own.partnerships, name="list"),
    re_path(rf"^partnerskap\.(?P<kind>{KIND_PATTERN})$", own.partnerships_file, name="list-file"),
    path("ny/", own.new, name="new"),
]
