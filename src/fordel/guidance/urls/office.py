"""The guidance of an office."""

from django.urls import path

from fordel.guidance.views import answering, office, reading, schemes, writing

_ONE = "<int:article_id>/"
_QUESTION = "sporsmal/<int:question_id>/"
urlpatterns = [
    path("", reading.articles, name="articles"),
    path("oversikt/", office.manage, name="manage"),
    path("ordninger/", schemes.side_by_side, name="schemes"),
    path("ny/", writing.new, name="new"),
    path("sporsmal/", answering.every, name="office-questions"),
    path(_QUESTION, answering.question, name="office-question"),
    path(f"{_QUESTION}svar/", answering.answer, name="answer"),
    path(f"{_QUESTION}lukk/", answering.close, name="close-question"),
    path(f"{_QUESTION}artikkel/", answering.make_article, name="make-article"),
    path(_ONE, reading.article, name="article"),
    path(f"{_ONE}nyttig/", reading.feedback, name="feedback"),
    path(f"{_ONE}skriv/", writing.draft, name="draft"),
    path(f"{_ONE}skriv/kontroll/", writing.check, name="check"),
    path(f"{_ONE}skriv/lagre/", writing.draft_save, name="draft-save"),
    path(f"{_ONE}skriv/her/", writing.draft_here, name="draft-here"),
    path(f"{_ONE}skriv/del/<slug:part>/", writing.draft_part, name="draft-part"),
    path(f"{_ONE}publiser/", writing.publish, name="publish"),
    path(f"{_ONE}oppfolging/", office.follow, name="follow-up"),
    path(f"{_ONE}trekk-tilbake/", office.withdraw, name="withdraw"),
    path(f"{_ONE}forkast/", office.discard, name="discard"),
    path(f"{_ONE}historikk/", writing.history, name="history"),
    path(f"{_ONE}historikk/<int:sequence>/", writing.version, name="version"),
]
