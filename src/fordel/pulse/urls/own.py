"""The pulses of an owner's own measures."""

from django.urls import path

from fordel.pulse.views import measures

app_name = "own_pulses"
urlpatterns = [path("", measures.own_measures, name="list")]
