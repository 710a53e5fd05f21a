"""What the forum does with the reports and scenarios of a round: addresses under /OFFICE/YEAR/."""

from django.urls import path

from fordel.forum.scenarios.views import on_screen
from fordel.forum.seats.views import conflicts
from fordel.forum.voting.views import prioritising, votes

app_name = "forum_work"
_VOTES = "avstemninger/<int:meeting_id>/"
_SCREEN = "skjerm/<int:meeting_id>/"
urlpatterns = [
    path("habilitet/", conflicts.conflicts, name="conflicts"),
    path("habilitet/meld/", conflicts.declare, name="declare"),
    path("habilitet/avgjor/", conflicts.decide_chosen, name="decide-chosen"),
    path("habilitet/<int:conflict_id>/", conflicts.decide, name="decide-conflict"),
    path("prioritering/", prioritising.prioritise, name="prioritising"),
    path("prioritering/apne/", prioritising.begin, name="open-prioritising"),
    path("prioritering/lukk/", prioritising.close, name="close-prioritising"),
    path(_SCREEN, on_screen.show, name="show-scenarios"),
    path(f"{_SCREEN}<int:number>/", on_screen.change, name="change-shown"),
    path(f"{_VOTES}ny/", votes.begin, name="open-vote"),
    path(f"{_VOTES}<int:vote_id>/stem/", votes.cast, name="cast"),
    path(f"{_VOTES}<int:vote_id>/avslutt/", votes.close, name="close-vote"),
    path(f"{_VOTES}<int:vote_id>/varsle/", votes.announce, name="announce-closing"),
    path(f"{_VOTES}<int:vote_id>/igjen/", votes.again, name="vote-again"),
    path(f"{_VOTES}<int:vote_id>/enig/", votes.agree, name="agree-instead"),
]
