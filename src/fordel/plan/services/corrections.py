"""A slip in a plan in force is corrected by two people: one writes it with a note, another approves it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.rich_text import plain_text, replaced_once
from fordel.core.lifecycle import CORRECTION, PLAN
from fordel.core.needs_import.values import folded
from fordel.parties.models import Person
from fordel.parties.selectors.standing import Place, roles_at
from fordel.plan.models import Plan, PlanCorrection
from fordel.plan.selectors.corrections import places_of
from fordel.plan.selectors.themes import names_of
from fordel.plan.services.document import PlanKind, locked_plan
from fordel.plan.services.index_chapters import index_chapters
from fordel.plan.services.plans import PLANS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.hands import note_hand
from fordel.shared.lifecycles import Facts, Rules, advance
from fordel.shared.plain_text import one_line
from fordel.writing.plugs.kinds import Opening
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields
from fordel.writing.services.send import send_document

LONGEST: Final = {"title": 120, "name": 80, "goal": 1000}


class CorrectedPlan(PlanKind):
    """The chapters of a plan in force, open for what a second person has approved."""

    def opening(self, subject: Plan, received_at: datetime) -> Opening:
        return Opening() if PLAN.allows(subject.state, "correct") else super().opening(subject, received_at)


_CORRECTED: Final = CorrectedPlan()


def _not_now(_correction: PlanCorrection, _verb: str = "") -> UserError:
    return UserError(_("The correction is decided already."), _("Nothing was changed."))


def _own_hand(_correction: PlanCorrection) -> UserError:
    return UserError(_("You have written this correction yourself."), _("Somebody else at the office must approve it."))


def _require_as_read(correction: PlanCorrection, facts: Facts) -> None:
    try:
        _corrected(facts["plan"], correction.place, correction.wrong, correction.right)
    except UserError as error:
        fix = _("The plan has changed since the correction was written. Withdraw it.")
        raise UserError(error.message, fix) from error


CORRECTIONS: Final = Rules[PlanCorrection](
    lifecycle=CORRECTION,
    place=lambda correction: Place(correction.office_id),
    roles=roles_at,
    refusal=_not_now,
    own_hand=_own_hand,
    guards={"as_read": _require_as_read},
)


def _text_at(plan: Plan, place: str) -> str:
    """What is in the place now; HTML for the text of a chapter. Raises UserError (field `place`)."""
    if place not in places_of(plan):
        raise UserError(_("Choose where the slip is."), _("Choose among those in the list."), "place")
    kind, code, *language = place.split(":")
    if kind == "text":
        return next((value for key, value, _version in fields_of(plan.pk) if key == code), "")
    if kind == "title":
        return next(str(chapter["title"]) for chapter in plan.outline if chapter["code"] == code)
    theme = plan.themes.get(code=code)
    return str((theme.names if kind == "name" else theme.goals)[language[0]])


def _corrected(plan: Plan, place: str, wrong: str, right: str) -> str:
    """What will be in the place. Raises UserError that names the field."""
    text, kind = _text_at(plan, place), place.split(":", maxsplit=1)[0]
    if not wrong:
        raise UserError(_("The words as they are now are missing."), _("Copy them from the plan."), "wrong")
    if wrong == right:
        raise UserError(_("The words are the same."), _("Write what is to come instead."), "right")
    new = replaced_once(text, wrong, right) if kind == "text" else _replaced(text, wrong, right)
    if new is None:
        fix = _("Copy words that are in one place only, and that look the same (bold, italic or neither).")
        raise UserError(_("These words are not found in exactly one place there."), fix, "wrong")
    if not (plain_text(new) if kind == "text" else new).strip():
        raise UserError(_("Nothing would be left."), _("Write what is to come instead."), "right")
    most = LONGEST.get(kind, 0)
    if most and len(new) > most:
        message = _("It would have %(count)s characters; %(most)s is the most.") % {"count": len(new), "most": most}
        raise UserError(message, _("Write a shorter one."), "right")
    if kind == "name" and folded(new) in names_of(plan.themes.exclude(code=place.split(":")[1])):
        raise UserError(_("Another theme has this name."), _("Write another one."), "right")
    return new


def _replaced(text: str, wrong: str, right: str) -> str | None:
    return text.replace(wrong, right) if text.count(wrong) == 1 else None


@transaction.atomic
def suggest_correction(plan: Plan, place: str, wrong: str, right: str, note: str, by: Person) -> PlanCorrection:
    """The correction, which waits for a second person. Raises UserError that names the field."""
    found = locked_plan(plan.pk)
    advance(PLANS, found, "correct", by)
    wrong, right = fitting(one_line(wrong).strip(), 300, "wrong"), fitting(one_line(right).strip(), 300, "right")
    note = fitting(one_line(note).strip(), 500, "slip")
    if not note:
        raise UserError(_("The note is missing."), _("Write what was wrong: everybody can read it."), "slip")
    _corrected(found, place, wrong, right)
    correction = PlanCorrection.objects.create(
        plan=found, place=place, wrong=wrong, right=right, note=note, written_at=now(), written_by=by
    )
    note_hand(correction, by, "suggest")
    _log("suggested", correction, by, {})
    return correction


@transaction.atomic
def approve_correction(correction: PlanCorrection, by: Person) -> PlanCorrection:
    """The correction, made in the plan, with a version kept. Raises UserError for whoever wrote it, and if the words
    are no longer there."""
    plan = locked_plan(correction.plan_id)
    found = _locked(correction)
    advance(CORRECTIONS, found, "approve", by, plan=plan)
    advance(PLANS, plan, "correct", by)
    _put(plan, found, _corrected(plan, found.place, found.wrong, found.right), by)
    found.decided_at, found.decided_by = now(), by
    found.version = send_document(_CORRECTED, plan.pk, by, found.decided_at)
    found.save(update_fields=["state", "decided_at", "decided_by", "version"])
    index_chapters(found.plan)
    _log("approved", found, by, {"sha256": found.version.sha256})
    return found


@transaction.atomic
def withdraw_correction(correction: PlanCorrection, by: Person) -> None:
    """The correction is not made."""
    locked_plan(correction.plan_id)
    found = _locked(correction)
    advance(CORRECTIONS, found, "withdraw", by)
    found.decided_at, found.decided_by = now(), by
    found.save(update_fields=["state", "decided_at", "decided_by"])
    _log("withdrawn", found, by, {})


def _locked(correction: PlanCorrection) -> PlanCorrection:
    return PlanCorrection.objects.select_for_update(of=("self",)).select_related("plan").get(pk=correction.pk)


def _put(plan: Plan, correction: PlanCorrection, text: str, by: Person) -> None:
    kind, code, *language = correction.place.split(":")
    if kind == "text":
        version = next(version for key, _value, version in fields_of(plan.pk) if key == code)
        save_fields(_CORRECTED, plan.pk, by, [Edit(code, text, version, is_html=True)], now())
    elif kind == "title":
        plan.outline = [each | {"title": text} if each["code"] == code else each for each in plan.outline]
        plan.save(update_fields=["outline"])
    else:
        theme = plan.themes.get(code=code)
        texts = theme.names if kind == "name" else theme.goals
        texts[language[0]] = text
        theme.save(update_fields=["names", "goals"])


def _log(event: str, correction: PlanCorrection, by: Person, details: dict[str, Any]) -> None:
    details = {"correction": correction.pk, **details}
    record(f"plan.correction.{event}", actor=by, subject=correction.plan, office=correction.office_id, details=details)
