"""An owner's own reports, and the measures a partner takes part in."""

from django.urls import path, re_path

from fordel.reports.casework.views import extensions as casework_extensions
from fordel.reports.casework.views import own as casework_own
from fordel.reports.casework.views import own_report as report
from fordel.reports.drafting.views import (
    attachments,
    draft,
    draft_history,
    draft_live,
    draft_new,
    own_actions,
    own_list,
    parties,
    receipts,
)
from fordel.reports.partners.views import answers
from fordel.shared.exports import KIND_PATTERN

app_name = "own_needs"
urlpatterns = [
    path("", own_list.own_reports, name="list"),
    re_path(rf"^behovsmeldinger\.(?P<kind>{KIND_PATTERN})$", own_list.own_reports_file, name="list-file"),
    path("melding/<int:report_id>/", report.own_report, name="report"),
    # a report being written
    path("utkast/ny/", draft_new.draft_new, name="draft-new"),
    path("utkast/<int:draft_id>/", draft.draft, name="draft"),
    path("utkast/<int:draft_id>/del/<slug:part>/", draft.draft_part, name="draft-part"),
    path("utkast/<int:draft_id>/kontroller/", draft.draft_check, name="draft-check"),
    path("utkast/<int:draft_id>/send/", draft.draft_send, name="draft-send"),
    path("utkast/<int:draft_id>/lagre/", draft_live.draft_save, name="draft-save"),
    path("utkast/<int:draft_id>/her/", draft_live.draft_here, name="draft-here"),
    path("utsatt-frist/<int:round_id>/", casework_extensions.ask, name="ask-extension"),
    path("melding/<int:report_id>/svar/", casework_own.answer, name="answer"),
    # what was sent
    path("melding/<int:report_id>/kvittering/", receipts.receipt, name="receipt"),
    path("melding/<int:report_id>/kvittering/<int:sequence>.pdf", receipts.receipt_pdf, name="receipt-pdf"),
    path("melding/<int:report_id>/trekk/", own_actions.report_withdraw, name="report-withdraw"),
    path("utkast/<int:draft_id>/kast/", own_actions.draft_discard, name="draft-discard"),
    path("utkast/<int:draft_id>/historikk/", draft_history.draft_history, name="draft-history"),
    # what an organisation is asked to confirm
    path("bekreft/", answers.answers, name="requests"),
    re_path(rf"^bekreft/samarbeid\.(?P<kind>{KIND_PATTERN})$", answers.answers_file, name="requests-file"),
    path("bekreft/<int:party_id>/", answers.answer, name="request"),
    path("bekreft/<int:party_id>/bekreft/", answers.answer_confirm, name="request-confirm"),
    path("bekreft/<int:party_id>/avsla/", answers.answer_decline, name="request-decline"),
    # parties and files of a draft
    path("utkast/<int:draft_id>/parter/legg-til/", parties.party_add, name="party-add"),
    path("utkast/<int:draft_id>/parter/<int:party_id>/ta-ut/", parties.party_remove, name="party-remove"),
    path("utkast/<int:draft_id>/parter/<int:party_id>/spor/", parties.party_ask, name="party-ask"),
    path("utkast/<int:draft_id>/parter/<int:party_id>/minn-om/", parties.party_remind, name="party-remind"),
    path("utkast/<int:draft_id>/parter/<int:party_id>/send-endringen/", parties.party_tell, name="party-tell"),
    path("utkast/<int:draft_id>/vedlegg/legg-til/", attachments.attachment_add, name="attachment-add"),
    path(
        "utkast/<int:draft_id>/vedlegg/<int:attachment_id>/ta-ut/",
        attachments.attachment_remove,
        name="attachment-remove",
    ),
    path("utkast/<int:draft_id>/vedlegg/<int:attachment_id>/", attachments.attachment, name="attachment"),
]
