"""The outcome reports of an organisation."""

from django.urls import path

from fordel.outcomes.views import own

app_name = "own_outcomes"
urlpatterns = [path("", own.reports, name="list")]
