"""Decisions and letters of a round."""

from django.urls import path

from fordel.decisions.views import drafts, letters, proposals, steps

app_name = "decisions"
urlpatterns = [
    path("", proposals.overview, name="overview"),
    path("nytt/", proposals.create, name="create"),
    path("forslag/<int:proposal_id>/send/", proposals.submit, name="submit"),
    path("forslag/<int:proposal_id>/forkast/", steps.discard, name="discard"),
    path("forslag/<int:proposal_id>/godkjenn/", steps.approve, name="approve"),
    path("forslag/<int:proposal_id>/returner/", steps.send_back, name="return"),
    path("forslag/<int:proposal_id>/vedta/", steps.issue, name="issue"),
    path("forslag/<int:proposal_id>/malform/", proposals.language_forms, name="language-forms"),
    path("forslag/<int:proposal_id>/malform/fil/", proposals.load_forms, name="load-forms"),
    path("forslag/<int:proposal_id>/brev/", drafts.draft_letters, name="draft-letters"),
    path("tildeling/<int:award_id>/", proposals.award, name="award"),
    path("tildeling/<int:award_id>/brev/<int:organisation_id>/", drafts.draft_letter, name="draft-letter"),
    path(
        "tildeling/<int:award_id>/brev/<int:organisation_id>/brev.pdf", drafts.draft_letter_pdf, name="draft-letter-pdf"
    ),
    path("brev/", letters.office_letters, name="letters"),
    path("brev/alle.zip", letters.all_letters, name="all-letters"),
]
