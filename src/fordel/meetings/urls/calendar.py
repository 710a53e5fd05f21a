"""A person's own calendar of meetings."""

from django.urls import path

from fordel.meetings.views import feed

urlpatterns = [
    path("", feed.own_calendar, name="calendar"),
    path("<str:token>.ics", feed.calendar_feed, name="calendar-feed"),
]
