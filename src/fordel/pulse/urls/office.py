"""The pulses of a round."""

from django.urls import path

from fordel.pulse.views import measures

app_name = "round_pulses"
urlpatterns = [path("", measures.round_measures, name="list")]
