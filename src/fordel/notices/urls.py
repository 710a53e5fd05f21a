"""A person's own notifications."""

from django.urls import path

from fordel.notices.views import notifications

app_name = "notifications"
urlpatterns = [
    path("", notifications.notifications, name="list"),
    path("lest/", notifications.read_all, name="read-all"),
    path("e-post/", notifications.choices, name="choices"),
    path("<int:notification_id>/", notifications.notification, name="notification"),
]
