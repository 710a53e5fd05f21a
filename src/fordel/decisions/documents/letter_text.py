"""What a letter says, as parts that the page and the PDF both set.

The contents follow Bestemmelser om økonomistyring i staten ch. 6 (purpose, amount, terms, reporting, control,
sanctions) and forvaltningsloven §§ 24–27 (grounds, right to appeal, deadline, body). Texts that a regulation may change
come from the scheme. Called with the letter's language active.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.form.definition import text_in
from fordel.core.money import format_kroner, format_percent
from fordel.decisions.models import Award, AwardShare, LetterKind
from fordel.decisions.selectors.recipients import LetterCase
from fordel.forum.computing.specification import is_in_full
from fordel.forum.scenarios.presentation.reasons import kept_reason_text
from fordel.parties.models import Organisation
from fordel.reports.selectors.reports import group_of
from fordel.shared.dates import full_date
from fordel.shared.sentences import listed

Part = dict[str, Any]


def write_letter(
    award: Award, recipient: Organisation, kind: LetterKind, share: AwardShare | None, case: LetterCase, language: str
) -> dict[str, Any]:
    """The whole letter: head (recipient, date, reference), title, amount (kroner or None), parts, and signature."""
    texts = {
        LetterKind.GRANT: _grant,
        LetterKind.PARTNER_SHARE: _partner,
        LetterKind.REFUSAL: _refusal,
    }
    title, amount, lead, parts = texts[kind](award, share, case, language)
    return {
        "recipient": recipient.name,
        "recipient_number": recipient.organisation_number or "",
        "office": case.office_name,
        "email": case.office_email,
        "dated": full_date(case.dated),
        "reference": _("Report %(number)s, %(year)s") % {"number": award.report.number, "year": case.year},
        "scheme": text_in(case.scheme.name, language),
        "title": title,
        "amount": amount,
        "amount_text": _("%(amount)s kroner") % {"amount": format_kroner(amount)} if amount is not None else "",
        "lead": lead,
        "parts": [*parts, _appeal(case, language)],
        "signature": _("Approved electronically by %(approver)s. Case officer: %(officer)s.")
        % {"approver": listed(case.approver_names), "officer": case.officer_name},
    }


def _part(heading: str, *paragraphs: str, items: list[str] | None = None, table: Part | None = None) -> Part:
    return {"heading": heading, "paragraphs": [p for p in paragraphs if p], "items": items or [], "table": table}


def _grant(award: Award, share: AwardShare | None, case: LetterCase, language: str) -> tuple[str, int, str, list[Part]]:
    title = _("You get a grant for «%(title)s»") % {"title": award.report.title}
    if award.amount == award.asked:
        lead = _("The grant is for %(year)s. It is the whole amount you asked for.") % {"year": case.year}
    elif is_in_full(award.asked, award.amount, case.unit):
        lead = _(
            "The grant is for %(year)s. It is the amount you asked for, rounded down to whole %(unit)s kroner."
        ) % {
            "year": case.year,
            "unit": format_kroner(case.unit),
        }
    else:
        lead = _("The grant is for %(year)s. You asked for %(asked)s kroner, and this is %(percent)s of it.") % {
            "year": case.year,
            "asked": format_kroner(award.asked),
            "percent": format_percent(award.amount, award.asked, language),
        }
    if (award.report.duration_years or 1) > 1:
        lead += " " + _("We have decided nothing about later years.")
    parts = [_who_gets_what(award), _purpose(case, language)]
    parts += [_terms(award, case, language), _why(award, case, language)]
    return title, award.amount, lead, parts


def _partner(
    award: Award, share: AwardShare | None, case: LetterCase, language: str
) -> tuple[str, int, str, list[Part]]:
    if share is None:
        raise ValueError("a letter to a partner is always about its share")
    title = _("You get a part of the grant for «%(title)s»") % {"title": award.report.title}
    lead = _("The grant is for %(year)s. %(owner)s reported the measure and answers for it.") % {
        "year": case.year,
        "owner": award.report.owner.name,
    }
    parts = [_purpose(case, language), _partner_terms(award, share, case, language)]
    grounds = _part(
        _("Why do you get this amount?"),
        _("It is your part of the grant, as the report divides it. The whole grant goes to %(count)s recipients.")
        % {"count": sum(other.amount > 0 for other in award.shares.all())},
        _law(case, language),
    )
    return title, share.amount, lead, [*parts, grounds]


def _refusal(
    award: Award, share: AwardShare | None, case: LetterCase, language: str
) -> tuple[str, None, str, list[Part]]:
    title = _("You do not get a grant for «%(title)s»") % {"title": award.report.title}
    lead = _("You asked for %(asked)s kroner for %(year)s.") % {"asked": format_kroner(award.asked), "year": case.year}
    return title, None, lead, [_why(award, case, language)]


def _who_gets_what(award: Award) -> Part:
    shares = sorted(award.shares.all(), key=lambda share: (not share.is_owner, share.organisation.name))
    paid = [share for share in shares if share.amount > 0]
    table = {
        "columns": [[_("Recipient"), "left"], [_("Kroner"), "right"]],
        "rows": [[share.organisation.name, format_kroner(share.amount)] for share in paid],
        "sum": [_("Total"), format_kroner(award.amount)],
    }
    note = _("Each recipient gets its part directly from us.") if len(paid) > 1 else ""
    return _part(_("Who gets the money?"), note, table=table)


def _purpose(case: LetterCase, language: str) -> Part:
    scheme = case.scheme
    return _part(
        _("What the money is for"),
        text_in(scheme.letter["purpose"], language),
        text_in(scheme.letter["permitted_use"], language),
    )


def _terms(award: Award, case: LetterCase, language: str) -> Part:
    scheme = case.scheme
    partners = [p.organisation.name for p in award.shares.all() if not p.is_owner]
    items = [_("Use the money for the measure in the report. If you want to change the measure, ask us first.")]
    if partners:
        items.append(_("Carry out the measure together with %(partners)s.") % {"partners": listed(partners)})
    if case.report_due:
        items.append(
            _("Send a report on goal attainment by %(date)s. You assess the signs in the regulation yourselves.")
            % {"date": full_date(case.report_due)}
        )
    items += [text_in(scheme.letter["control"], language), text_in(scheme.letter["sanctions"], language)]
    return _part(_("This you must follow"), items=items)


def _partner_terms(award: Award, share: AwardShare, case: LetterCase, language: str) -> Part:
    scheme = case.scheme
    others = [p.organisation.name for p in award.shares.all() if p.organisation_id != share.organisation_id]
    items = [
        _("Use the money for your part of the measure. If you want to change the measure, ask us first."),
        _("Carry out the measure together with %(partners)s.") % {"partners": listed(others)},
        _("Help %(owner)s with the report on goal attainment.") % {"owner": award.report.owner.name},
        text_in(scheme.letter["control"], language),
        text_in(scheme.letter["sanctions"], language),
    ]
    return _part(_("This you must follow"), items=items)


def _law(case: LetterCase, language: str) -> str:
    return _("The decision is made under %(law)s. The money comes from %(budget)s.") % {
        "law": text_in(case.scheme.legal_basis, language),
        "budget": text_in(case.scheme.budget, language),
    }


def _why(award: Award, case: LetterCase, language: str) -> Part:
    sums = ngettext(
        "There was %(count)s needs report in %(region)s, for %(needs)s kroner. The frame is %(frame)s kroner.",
        "There were %(count)s needs reports in %(region)s, for %(needs)s kroner. The frame is %(frame)s kroner.",
        case.needs_count,
    ) % {
        "count": case.needs_count,
        "region": case.region,
        "needs": format_kroner(case.needs_total),
        "frame": format_kroner(case.frame),
    }
    if case.reserve:
        sums += " " + _("Of the frame, %(reserve)s kroner is held back for shared purposes.") % {
            "reserve": format_kroner(case.reserve)
        }
    heading = _("Why do you get this amount?") if award.amount else _("Why do you not get a grant?")
    as_computed = award.amount == award.scenario_amount
    reason = kept_reason_text(case.reasons.get(award.report_id, {}), language) if as_computed else ""
    recommended = _recommended(award) if case.is_recommended else ""
    return _part(
        heading, recommended, award.grounds, sums, reason, _from_lines(award, case, language), _law(case, language)
    )


def _recommended(award: Award) -> str:
    """What the forum recommended, and whether the decision follows it (forvaltningsloven § 25: the facts that the
    decision builds on)."""
    recommended = {"amount": format_kroner(award.scenario_amount)}
    if award.amount == award.scenario_amount and award.amount:
        return _("The collaboration forum recommended this amount.")
    if award.amount == award.scenario_amount:
        return _("The collaboration forum recommended no grant for this measure.")
    if not award.scenario_amount:
        return _("The collaboration forum recommended no grant for this measure. We have decided otherwise:")
    return _("The collaboration forum recommended %(amount)s kroner. We have decided otherwise:") % recommended


def _from_lines(award: Award, case: LetterCase, language: str) -> str:
    """Which frames pay, and by which rule, for a report that is for both target groups."""
    if not group_of(award.report).is_shared or award.amount == 0:
        return ""
    paid = listed(
        [
            _("%(amount)s kroner from the frame for %(line)s")
            % {"amount": format_kroner(award.by_line[line.code]), "line": case.line_name(line.code, language).lower()}
            for line in case.lines
            if award.by_line.get(line.code)
        ]
    )
    rules = {
        "same_share": _("Every report for both groups is divided between the frames by the same share."),
        "fewest_splits": _("Reports for both groups are paid whole from one frame as far as possible."),
    }
    return " ".join(filter(None, [_("You get %(paid)s.") % {"paid": paid}, rules.get(case.line_rule, "")]))


def _appeal(case: LetterCase, language: str) -> Part:
    weeks = case.scheme.dates.appeal_weeks
    deadline = ngettext(
        "You can appeal within %(weeks)s week from when you received this letter.",
        "You can appeal within %(weeks)s weeks from when you received this letter.",
        weeks,
    ) % {"weeks": _number_word(weeks)}
    how = _(
        "Write what you disagree with, and send it to us. We look at the case again. If we do not change the decision,"
        " %(body)s decides the appeal. You may see the documents of the case."
    ) % {"body": text_in(case.scheme.appeal_body, language)}
    contact = _("Ask us if you want help: %(email)s.") % {"email": case.office_email} if case.office_email else ""
    return _part(_("Do you disagree?"), deadline, how, contact)


def _number_word(number: int) -> str:
    words = {1: _("one"), 2: _("two"), 3: _("three"), 4: _("four"), 6: _("six")}
    return words.get(number, str(number))
