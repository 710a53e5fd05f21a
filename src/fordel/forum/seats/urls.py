"""The seats of the office's forum: addresses under /OFFICE/forum/."""

from django.urls import path

from fordel.forum.seats.views import members

app_name = "forum_people"
urlpatterns = [
    path("", members.members, name="members"),
    path("plass/ny/", members.add, name="add-seat"),
    path("plass/<int:seat_id>/", members.change, name="seat"),
    path("plass/<int:seat_id>/avslutt/", members.end, name="end-seat"),
]
