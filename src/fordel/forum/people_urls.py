"""The forum's members and where they are impartial: addresses under /OFFICE/SCHEME/YEAR/forum/."""

from django.urls import path

from fordel.forum.views import conflicts, members, on_screen, prioritising, votes

app_name = "forum_people"
_VOTES = "moter/<int:meeting_id>/avstemning/"
urlpatterns = [
    path("", members.members, name="members"),
    path("plass/ny/", members.add, name="add-seat"),
    path("plass/<int:seat_id>/", members.change, name="seat"),
    path("plass/<int:seat_id>/avslutt/", members.end, name="end-seat"),
    path("habilitet/", conflicts.conflicts, name="conflicts"),
    path("habilitet/meld/", conflicts.declare, name="declare"),
    path("habilitet/avgjor/", conflicts.decide_chosen, name="decide-chosen"),
    path("habilitet/<int:conflict_id>/", conflicts.decide, name="decide-conflict"),
    path("prioritering/", prioritising.prioritise, name="prioritising"),
    path("prioritering/apne/", prioritising.begin, name="open-prioritising"),
    path("moter/<int:meeting_id>/skjerm/", on_screen.show, name="show-scenarios"),
    path("moter/<int:meeting_id>/skjerm/<int:number>/", on_screen.change, name="change-shown"),
    path("prioritering/lukk/", prioritising.close, name="close-prioritising"),
    path(f"{_VOTES}ny/", votes.begin, name="open-vote"),
    path(f"{_VOTES}<int:vote_id>/stem/", votes.cast, name="cast"),
    path(f"{_VOTES}<int:vote_id>/avslutt/", votes.close, name="close-vote"),
    path(f"{_VOTES}<int:vote_id>/varsle/", votes.announce, name="announce-closing"),
    path(f"{_VOTES}<int:vote_id>/igjen/", votes.again, name="vote-again"),
    path(f"{_VOTES}<int:vote_id>/enig/", votes.agree, name="agree-instead"),
]
