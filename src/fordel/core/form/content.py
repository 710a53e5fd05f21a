"""A form as it is sent: what was asked and answered then, in plain JSON that is kept and hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from fordel.core.form.definition import OUTSIDE, PER_YEAR, FormDefinition, Kind
from fordel.core.form.draft import DraftFacts, Party
from fordel.core.form.facts import FormFacts

Content = dict[str, Any]


def content_of_form(facts: FormFacts, attachments: Sequence[Mapping[str, Any]] = ()) -> Content:
    """What is sent of any form: `{answers: {code: text or codes}, attachments: [{id, name, sha256, size}]}`. Only
    questions that are asked now are in it."""
    return {"answers": _answers(facts), "attachments": [dict(each) for each in attachments]}


def _answers(facts: FormFacts) -> dict[str, Any]:
    kept_apart = (*PER_YEAR, *OUTSIDE, Kind.BUDGET)
    asked = (question for part in facts.parts for question in facts.asked(part) if question.kind not in kept_apart)
    return {each.code: list(facts.codes(each.code)) or facts.text(each.code) for each in asked}


def form_facts_from(form: FormDefinition, content: Mapping[str, Any]) -> FormFacts:
    """What was sent of any form, as facts again."""
    return FormFacts(form=form, values=dict(content["answers"]), attachments=len(content["attachments"]))


def content_of(facts: DraftFacts, attachments: Sequence[Mapping[str, Any]] = ()) -> Content:
    """What is sent. Only questions that are asked now are in it; amounts are whole kroner (fields that cannot be read
    count as nothing: a draft with such a field is not sent).

    `{year, years, owner, answers: {code: text or codes}, need: {year: kroner}, own: {year: kroner},
    budget: [{year, slot, kind, amount}], parties: [{slot, organisation, name, kind, role, amounts}],
    attachments: [{id, name, sha256, size}]}`
    """
    years = [str(year) for year in facts.years]
    return {
        "year": facts.year,
        "years": list(facts.years),
        "owner": {"organisation": facts.owner_id, "name": facts.owner_name, "kind": facts.owner_kind},
        "answers": _answers(facts),
        "need": {year: facts.need(int(year)) for year in years},
        "own": {year: facts.kroner(f"own.{year}") or 0 for year in years if facts.form.own_contribution_percent},
        "budget": _budget(facts),
        "parties": [
            {
                "slot": party.slot,
                "organisation": party.organisation_id,
                "name": party.name,
                "kind": party.kind,
                "role": party.role,
                "amounts": {year: facts.amount(party.slot, int(year)) for year in years},
            }
            for party in facts.parties
        ],
        "attachments": [dict(each) for each in attachments],
    }


def _budget(facts: DraftFacts) -> list[dict[str, Any]]:
    cells = []
    for recipient in facts.recipients:
        for kind in facts.form.kinds_of_cost:
            for year in facts.years:
                amount = facts.kroner(f"budget.{year}.{recipient.slot}.{kind.code}") or 0
                if amount:
                    cells.append({"year": year, "slot": recipient.slot, "kind": kind.code, "amount": amount})
    return cells


def sent_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: what a receipt shows and anybody can compute again."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def facts_from(form: FormDefinition, content: Mapping[str, Any], states: Mapping[str, str]) -> DraftFacts:
    """The sent content as facts again, for the rules. `states`: slot -> the party's state now."""
    values: dict[str, Any] = dict(content["answers"])
    values |= {f"need.{year}": str(amount) for year, amount in content["need"].items()}
    values |= {f"own.{year}": str(amount) for year, amount in content["own"].items()}
    for cell in content["budget"]:
        values[f"budget.{cell['year']}.{cell['slot']}.{cell['kind']}"] = str(cell["amount"])
    owner = content["owner"]
    return DraftFacts(
        form=form,
        year=content["year"],
        owner_id=owner["organisation"],
        owner_name=owner["name"],
        owner_kind=owner["kind"],
        values=values,
        parties=tuple(
            Party(p["slot"], p["organisation"], p["name"], p["kind"], p["role"], states.get(p["slot"], "asked"))
            for p in content["parties"]
        ),
        attachments=len(content["attachments"]),
    )
