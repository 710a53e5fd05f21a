"""Sentences about an import that pages and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner, format_signed_kroner
from fordel.programme.selectors.groups import group_name
from fordel.reports.intake.services.import_outcome import ImportOutcome


def headline(outcome: ImportOutcome, *, dry_run: bool) -> str:
    """What became of the rows, as one or two sentences."""
    if outcome.is_stopped:
        first = _("Nothing was imported, because some rows have problems.")
    elif dry_run:
        first = ngettext(
            "%(count)d report can be imported, %(total)s kroner.",
            "%(count)d reports can be imported, %(total)s kroner together.",
            outcome.accepted,
        )
    else:
        first = ngettext(
            "%(count)d report was imported, %(total)s kroner.",
            "%(count)d reports were imported, %(total)s kroner together.",
            outcome.accepted,
        )
    parts = [first % {"count": outcome.accepted, "total": format_kroner(outcome.total)}]
    parts += [
        text % {"count": count}
        for count, text in (
            (outcome.updated, ngettext("%(count)d was updated.", "%(count)d were updated.", outcome.updated)),
            (
                outcome.changed - outcome.updated,
                ngettext(
                    "%(count)d is here with other content.",
                    "%(count)d are here with other content.",
                    outcome.changed - outcome.updated,
                ),
            ),
            (
                outcome.duplicates,
                ngettext("%(count)d was here already.", "%(count)d were here already.", outcome.duplicates),
            ),
            (outcome.rejected, ngettext("%(count)d was rejected.", "%(count)d were rejected.", outcome.rejected)),
        )
        if count
    ]
    return " ".join(parts)


def group_line(name: str, count: int, kroner: int) -> str:
    """`Kindergarten: 12 reports, 7 140 413 kroner`."""
    return ngettext(
        "%(group)s: %(count)d report, %(kroner)s kroner", "%(group)s: %(count)d reports, %(kroner)s kroner", count
    ) % {"group": name, "count": count, "kroner": format_kroner(kroner)}


def sum_sentences(line: Mapping[str, Any]) -> list[str]:
    """The file's sum beside ours, and why they differ where they do. `line` is a SumCheck as a dictionary."""
    ours = format_kroner(line["ours"])
    place = {"row": line["row"], "label": line["label"] or "SUM"}
    if line["shown"] is None:
        text = _("«%(label)s» in row %(row)s has no stored result. We have computed %(ours)s kroner.")
        return [text % {**place, "ours": ours}]
    shown = format_kroner(line["shown"])
    if line["agrees"]:
        text = _("«%(label)s» in row %(row)s agrees with ours: %(ours)s kroner.")
        return [text % {**place, "ours": ours}]
    if line["is_stored"]:
        text = _("«%(label)s» in row %(row)s is %(shown)s kroner, and ours is %(ours)s (difference %(difference)s).")
    else:
        text = _(
            "«%(label)s» in row %(row)s has no stored result. A spreadsheet program would show %(shown)s kroner, and "
            "ours is %(ours)s (difference %(difference)s)."
        )
    difference = format_signed_kroner(line["ours"] - line["shown"])
    return [text % {**place, "shown": shown, "ours": ours, "difference": difference}, *_reasons(line)]


def _reasons(line: Mapping[str, Any]) -> list[str]:
    reasons = []
    if line["text_rows"]:
        count = len(line["text_rows"])
        text = ngettext(
            "A SUM formula leaves out %(count)d amount that is written as text (%(kroner)s kroner); we have read it.",
            "A SUM formula leaves out %(count)d amounts that stand as text (%(kroner)s kroner); we have read them.",
            count,
        )
        reasons.append(text % {"count": count, "kroner": format_kroner(line["text_kroner"])})
    if line["left_out"]:
        rows = ", ".join(str(row) for row in line["left_out"][:20])
        text = ngettext("Row %(rows)s is not imported.", "Rows %(rows)s are not imported.", len(line["left_out"]))
        reasons.append(text % {"rows": rows})
    if not reasons:
        reasons.append(_("We cannot see why. Compare the rows with the sum in the file."))
    return reasons


def result_lines(outcome: ImportOutcome, round_id: int, *, dry_run: bool) -> list[str]:
    """The outcome as lines for a terminal: counts, sums, readings, and the file's sums beside ours."""
    lines = [headline(outcome, dry_run=dry_run)]
    figures = outcome.by_target_group.items()
    for code, each in figures:
        if each["count"]:
            lines.append(f"  {group_line(group_name(round_id, code), each['count'], each['sum'])}")
    if outcome.readings:
        lines.append(_("Amounts that were read from text:"))
    for reading in outcome.readings:
        text = _("row %(row)s: «%(text)s» is %(kroner)s kroner")
        lines.append(f"  {text % {**reading, 'kroner': format_kroner(reading['kroner'])}}")
    return [*lines, *(" ".join(sum_sentences(line)) for line in outcome.sums)]


def problem_lines(outcome: ImportOutcome) -> list[str]:
    """A line for each problem: where, what is wrong, what to do, and the cell as it stood."""
    lines = [_("How the file was read, where it can be read otherwise:")] if outcome.remarks else []
    for number, problem in enumerate(outcome.problems):
        if number == outcome.remarks:
            lines.append(_("Rows to look at:"))
        where = (_("row %(row)s, %(column)s") if problem["column"] else _("row %(row)s")) % problem
        lines.append(f"  {where}: {problem['message']} {problem['fix']} «{problem['value']}»")
    return lines
