"""The meetings of an office."""

from django.urls import path

from fordel.meetings.views import agenda, dates, files, leading, live, meeting, minutes, papers, plan, steps

app_name = "meetings"
_ONE = "<int:meeting_id>/"
urlpatterns = [
    path("", plan.show_plan, name="plan"),
    path("nytt/", plan.new, name="new"),
    path("oppgaver/", plan.actions, name="actions"),
    path("oppgaver/<int:action_id>/ferdig/", plan.finish, name="action-done"),
    path(_ONE, meeting.show, name="meeting"),
    path(f"{_ONE}endre/", meeting.change, name="change"),
    path(f"{_ONE}innkall/", meeting.call, name="call"),
    path(f"{_ONE}avlys/", steps.cancel, name="cancel"),
    path(f"{_ONE}svar/", meeting.reply, name="reply"),
    path(f"{_ONE}datoer/", dates.offer, name="offer-date"),
    path(f"{_ONE}datoer/fjern/", steps.take_date_back, name="withdraw-date"),
    path(f"{_ONE}datoer/spor/", dates.ask, name="ask-dates"),
    path(f"{_ONE}datoer/svar/", dates.answer, name="answer-dates"),
    path(f"{_ONE}datoer/velg/", dates.choose, name="choose-date"),
    path(f"{_ONE}saker/", agenda.add, name="add-item"),
    path(f"{_ONE}saker/<int:item_id>/", agenda.change, name="item"),
    path(f"{_ONE}saker/<int:item_id>/flytt/", agenda.move, name="move-item"),
    path(f"{_ONE}saker/<int:item_id>/apne/", leading.open_case, name="open-item"),
    path(f"{_ONE}saker/<int:item_id>/lukk/", leading.close_case, name="close-item"),
    path(f"{_ONE}papirer/", papers.add, name="add-paper"),
    path(f"{_ONE}papirer/<int:paper_id>/", papers.paper, name="paper"),
    path(f"{_ONE}papirer/<int:paper_id>/fjern/", steps.take_paper_away, name="remove-paper"),
    path(f"{_ONE}start/", steps.start, name="start"),
    path(f"{_ONE}slutt/", steps.end, name="end"),
    path(f"{_ONE}til-stede/", leading.attendance, name="attendance"),
    path(f"{_ONE}skjerm/", leading.show_text, name="show-text"),
    path(f"{_ONE}referat/", minutes.add, name="add-line"),
    path(f"{_ONE}referat/<int:line_id>/", minutes.reword, name="line"),
    path(f"{_ONE}referat/oppgave/", minutes.agree, name="add-action"),
    path(f"{_ONE}referat/utkast/", minutes.send, name="send-draft"),
    path(f"{_ONE}referat/godkjenn/", steps.approve, name="approve"),
    path(f"{_ONE}saksliste.pdf", files.agenda, name="agenda-pdf"),
    path(f"{_ONE}referat.pdf", files.minutes, name="minutes-pdf"),
    path(f"{_ONE}innkalling.ics", files.invitation, name="ics"),
    path(f"{_ONE}folg/", live.follow, name="follow"),
    path(f"{_ONE}storskjerm/", live.big_screen, name="big-screen"),
    path(f"{_ONE}storskjerm/folg/", live.follow_screen, name="follow-screen"),
]
