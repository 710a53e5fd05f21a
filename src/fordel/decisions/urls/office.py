"""Decisions and letters of a round."""

from django.urls import path

from fordel.decisions.views import letters, proposals

app_name = "decisions"
urlpatterns = [
    path("", proposals.overview, name="overview"),
    path("nytt/", proposals.create, name="create"),
    path("forslag/<int:proposal_id>/send/", proposals.submit, name="submit"),
    path("forslag/<int:proposal_id>/forkast/", proposals.discard, name="discard"),
    path("forslag/<int:proposal_id>/godkjenn/", proposals.approve, name="approve"),
    path("forslag/<int:proposal_id>/returner/", proposals.send_back, name="return"),
    path("forslag/<int:proposal_id>/vedta/", proposals.issue, name="issue"),
    path("forslag/<int:proposal_id>/malform/", proposals.language_forms, name="language-forms"),
    path("tildeling/<int:award_id>/", proposals.award, name="award"),
    path("brev/", letters.office_letters, name="letters"),
    path("brev/alle.zip", letters.all_letters, name="all-letters"),
]
