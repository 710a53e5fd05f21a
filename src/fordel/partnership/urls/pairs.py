"""One partnership, the same address for both sides and the office."""

from django.urls import path

from fordel.partnership.views import pairs

app_name = "pairs"
_ONE = "<int:partnership_id>/"
urlpatterns = [
    path(_ONE, pairs.partnership, name="partnership"),
    path(f"{_ONE}status/", pairs.status, name="status"),
    path(f"{_ONE}tiltak/", pairs.action, name="action"),
    path(f"{_ONE}tiltak/<int:step_id>/ferdig/", pairs.done, name="done"),
]
