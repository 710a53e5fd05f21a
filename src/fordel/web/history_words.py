"""The audit log's closed vocabulary, as people read it."""

from __future__ import annotations

from django.utils.translation import gettext as _


def action_words() -> dict[str, str]:
    """Action -> words in the user's language; every action of the vocabulary is here (a test compares)."""
    return _people() | _grants()


def _people() -> dict[str, str]:
    return {
        "parties.organisation.registered": _("Registered an organisation"),
        "parties.organisation.language_form_set": _("Set an organisation's form of Norwegian"),
        "parties.alias.remembered": _("Remembered another name of an organisation"),
        "parties.person.signed_in": _("Signed in"),
        "parties.person.signed_others_out": _("Signed out on other devices"),
        "parties.person.changed_sign_in": _("Changed how they sign in"),
        "parties.person.changed_email": _("Changed their e-mail address"),
        "parties.person.erased": _("Was erased"),
        "parties.role.given": _("Gave somebody a role"),
        "parties.role.changed": _("Changed somebody's role"),
        "parties.role.removed": _("Took a role away"),
        "parties.invitation.sent": _("Sent an invitation"),
        "parties.invitation.withdrawn": _("Withdrew an invitation"),
        "parties.invitation.accepted": _("Accepted an invitation"),
        "parties.join_request.sent": _("Asked to join an organisation"),
        "parties.join_request.withdrawn": _("Withdrew a request to join"),
        "parties.join_request.approved": _("Let somebody join"),
        "parties.join_request.declined": _("Declined a request to join"),
    }


def _grants() -> dict[str, str]:
    return {
        "programme.round.opened": _("Opened a year"),
        "programme.round.changed": _("Changed deadlines or the note"),
        "programme.frame.changed": _("Changed a frame"),
        **_needs_words(),
        **_meeting_words(),
        "forum.scenario.created": _("Made a scenario"),
        "forum.scenario.changed": _("Changed a scenario"),
        "forum.scenario.deleted": _("Deleted a scenario"),
        "forum.seat.added": _("A seat in the forum was added"),
        "forum.seat.changed": _("A seat in the forum was changed"),
        "forum.seat.ended": _("A seat in the forum was ended"),
        "forum.conflict.suggested": _("A conflict of interest was suggested"),
        "forum.conflict.declared": _("A member declared a conflict of interest"),
        "forum.conflict.decided": _("The secretariat decided on impartiality"),
        "forum.prioritising.opened": _("The forum's prioritising was opened"),
        "forum.prioritising.closed": _("The forum's prioritising was closed"),
        "forum.vote.opened": _("Opened a vote in the forum"),
        "forum.vote.cast": _("Voted in the forum"),
        "forum.vote.announced": _("Announced when a vote may be closed"),
        "forum.vote.closed": _("Closed a vote in the forum"),
        "forum.vote.agreed": _("Noted that the forum agreed instead of voting"),
        "forum.recommendation.begun": _("Began the recommendation"),
        "forum.recommendation.changed": _("Changed the recommendation"),
        "forum.recommendation.adopted": _("The forum adopted the recommendation"),
        "forum.recommendation.reopened": _("The recommendation was opened again"),
        "decisions.proposal.created": _("Made a proposal"),
        "decisions.proposal.submitted": _("Submitted a proposal"),
        "decisions.proposal.approved": _("Approved a proposal"),
        "decisions.proposal.returned": _("Returned a proposal"),
        "decisions.proposal.voided": _("The approval of a proposal became void"),
        "decisions.proposal.changed": _("Changed a proposal"),
        "decisions.proposal.discarded": _("Discarded a proposal"),
        "decisions.proposal.issued": _("Made the decision"),
        "decisions.letter.written": _("Wrote a letter"),
        "decisions.letter.opened": _("Opened a letter"),
        "ledger.transaction.posted": _("Posted in the ledger"),
    }


def _needs_words() -> dict[str, str]:
    return {
        "needs.file.received": _("Uploaded a spreadsheet"),
        "needs.mapping.changed": _("Changed how a spreadsheet is read"),
        "needs.import.applied": _("Imported a spreadsheet"),
        "needs.import.undone": _("Undid an import"),
        "needs.import.stopped": _("An import stopped and was taken back"),
        "needs.draft.started": _("Began a needs report"),
        "needs.draft.discarded": _("Discarded a draft"),
        "needs.report.sent": _("Sent a needs report"),
        "needs.report.withdrawn": _("Withdrew a needs report"),
        "needs.party.added": _("Added a partner to a needs report"),
        "needs.party.removed": _("Took a partner out of a needs report"),
        "needs.party.asked": _("Asked a partner to confirm"),
        "needs.party.reminded": _("Reminded a partner"),
        "needs.party.confirmed": _("Confirmed taking part"),
        "needs.party.declined": _("Declined to take part"),
        "needs.party.changed": _("What a partner had confirmed was changed"),
        "needs.attachment.added": _("Added an attachment"),
        "needs.attachment.removed": _("Removed an attachment"),
        "needs.attachment.refused": _("An infected file was refused"),
        "needs.report.accepted": _("Marked a needs report as ready for the forum"),
        "needs.report.returned": _("Sent a needs report back to its owner"),
        "needs.report.refused": _("Found a needs report not eligible"),
        "needs.report.called_back": _("Called a needs report back from its owner"),
        "needs.report.reopened": _("Opened a needs report again"),
        "needs.report.assigned": _("Assigned a needs report"),
        "needs.message.sent": _("Wrote to the owner of a needs report"),
        "needs.message.answered": _("Wrote to the county governor about a needs report"),
        "needs.message.read": _("Read an answer about a needs report"),
        "needs.note.written": _("Wrote an internal note"),
        "needs.extension.asked": _("Asked for a later deadline"),
        "needs.extension.granted": _("Granted an owner a later deadline"),
        "needs.extension.changed": _("Changed an owner's later deadline"),
        "needs.extension.withdrawn": _("Withdrew an owner's later deadline"),
        "needs.extension.refused": _("Refused a later deadline"),
        "needs.reminder.sent": _("Reminded owners of the deadline"),
        "needs.report.imported": _("Imported a needs report"),
        "needs.report.updated": _("Updated a needs report"),
    }


def _meeting_words() -> dict[str, str]:
    return {
        "meetings.meeting.planned": _("Planned a meeting"),
        "meetings.meeting.changed": _("Changed a meeting"),
        "meetings.meeting.called": _("Called people to a meeting"),
        "meetings.meeting.cancelled": _("Cancelled a meeting"),
        "meetings.meeting.started": _("Started a meeting"),
        "meetings.meeting.ended": _("Ended a meeting"),
        "meetings.meeting.draft_sent": _("Sent the draft of the minutes"),
        "meetings.meeting.approved": _("Approved the minutes of a meeting"),
        "meetings.meeting.shown": _("Showed something on the screen of a meeting"),
        "meetings.call.answered": _("Answered a call to a meeting"),
        "meetings.attendance.arrived": _("Noted that somebody came to a meeting"),
        "meetings.attendance.left": _("Noted that somebody left a meeting"),
        "meetings.dates.offered": _("Offered a time for a meeting"),
        "meetings.dates.withdrawn": _("Took back a time for a meeting"),
        "meetings.dates.answered": _("Answered which times suit"),
        "meetings.dates.chosen": _("Chose the time of a meeting"),
        "meetings.item.added": _("Added a case to an agenda"),
        "meetings.item.changed": _("Changed a case on an agenda"),
        "meetings.item.moved": _("Moved a case on an agenda"),
        "meetings.item.removed": _("Removed a case from an agenda"),
        "meetings.item.opened": _("Opened a case in a meeting"),
        "meetings.item.closed": _("Closed a case in a meeting"),
        "meetings.paper.added": _("Added a paper to a meeting"),
        "meetings.paper.removed": _("Removed a paper from a meeting"),
        "meetings.paper.refused": _("An infected paper was refused"),
        "meetings.line.written": _("Wrote in the minutes"),
        "meetings.line.changed": _("Changed a line of the minutes"),
        "meetings.line.removed": _("Removed a line of the minutes"),
        "meetings.action.added": _("Added something to be done after a meeting"),
        "meetings.action.done": _("Marked something as done after a meeting"),
        "meetings.feed.renewed": _("Got a new calendar address"),
    }
