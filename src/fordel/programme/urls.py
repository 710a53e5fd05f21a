"""Set-up of a round."""

from django.urls import path

from fordel.programme.views import setup

app_name = "programme"
urlpatterns = [
    path("", setup.setup, name="setup"),
    path("rammer/", setup.save_frames, name="save-frames"),
    path("frister/", setup.save_dates, name="save-dates"),
]
