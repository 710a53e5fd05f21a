"""The recommendation as PDF/UA and PDF/A, and as a spreadsheet: as much of it as the reader may see."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.forum.models import Recommendation
from fordel.forum.recommendation.selectors.content import Content
from fordel.forum.recommendation.selectors.recommendation import RecommendationView
from fordel.forum.recommendation.selectors.theme_sums import theme_sums, total_of
from fordel.programme.selectors.running import named_year
from fordel.shared.dates import full_date
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.spreadsheets.model import Cell
from fordel.shared.spreadsheets.write import write_xlsx

TEMPLATE: Final = Path(__file__).parents[2] / "templates" / "forum" / "recommendation" / "recommendation.typ"


def line_name(line: Content) -> str:
    """The frame's name in the language that is active."""
    names: dict[str, str] = line["name"]
    return names.get((get_language() or "nb")[:2]) or names["nb"]


def duration_of(measure: Content) -> str:
    """How long, in words."""
    years = measure["years"]
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years} if years else _("not given")


def participants_of(measure: Content) -> str:
    """Who takes part: the network with its municipalities, and how many children, pupils and employees."""
    parts = []
    if measure["network"]:
        places = ", ".join(measure["places"])
        parts.append(f"{measure['network']}: {places}" if places else measure["network"])
    elif len(measure["places"]) > 1:
        parts.append(", ".join(measure["places"]))
    for count, text in (
        (measure["children"], _("%(count)s children and pupils")),
        (measure["employees"], _("%(count)s employees")),
    ):
        if count:
            parts.append(text % {"count": format_kroner(count)})
    return ". ".join(parts)


def division_of(measure: Content) -> list[tuple[str, int]]:
    """(recipient, kroner), the owner first; they sum to what the measure gets."""
    return [(measure["owner"], measure["owner_amount"]), *((p["name"], p["amount"]) for p in measure["partners"])]


def recommendation_pdf(recommendation: Recommendation, view: RecommendationView) -> bytes:
    """In the language that is active."""
    title = _("Recommendation %(year)s") % {"year": named_year(recommendation.round)}
    data = {
        "office": view.content["office"],
        "title": title,
        "facts": _facts(recommendation, view),
        "text": _paragraphs(view.content["text"]),
        "frames": _frames(view),
        "themes": _themes(recommendation, view),
        "reserve": {
            "heading": _("What the money held back is for"),
            "paragraphs": _paragraphs(view.content["reserve_text"]),
        },
        "measures_heading": _("The measures, in order of priority"),
        "measures": [_measure(each, view) for each in view.measures],
        "closed": [
            _("%(number)s %(owner)s: closed to you") % {"number": n, "owner": owner} for n, owner in view.closed
        ],
        "dissent": {
            "heading": _("Dissent"),
            "paragraphs": [_dissent(each) for each in view.content["dissents"]] or [_("Nobody has noted a dissent.")],
        },
    }
    return render_pdf(TEMPLATE, data, title=f"{title} – {view.content['office']}", language=get_language() or "nb")


def _dissent(each: Content) -> str:
    if not each["report"]:
        return f"{each['seat']}: {each['text']}"
    about = _("about report %(number)s") % {"number": each["report"]}
    return f"{each['seat']}, {about}: {each['text']}"


def _facts(recommendation: Recommendation, view: RecommendationView) -> list[list[str]]:
    content = view.content
    facts = [
        [_("Builds on"), _("Scenario %(number)s %(name)s") % content["scenario"]],
        [_("To be distributed"), _("%(amount)s kroner") % {"amount": format_kroner(view.given)}],
        [_("Held back"), _("%(amount)s kroner") % {"amount": format_kroner(view.reserve)}],
    ]
    if recommendation.adopted_at:
        adopted = f"{full_date(recommendation.adopted_at)}, {content['meeting']['title']}"
        return [[_("Adopted"), adopted], *facts]
    return [[_("State"), _("Draft")], *facts]


def _frames(view: RecommendationView) -> Content:
    columns = [[_("Frame"), "left"], [_("Frame, kroner"), "right"], [_("Distributed"), "right"]]
    columns += [[_("Held back"), "right"], *([] if view.hides else [[_("Left"), "right"]])]

    def cells(name: str, frame: int, given: int, reserve: int, left: int) -> list[str]:
        return [name, *(format_kroner(kr) for kr in (frame, given, reserve, *([] if view.hides else [left])))]

    rows = [cells(line_name(line), line["frame"], line["given"], line["reserve"], line["left"]) for line in view.lines]
    total = cells(_("Total"), view.frame, view.given, view.reserve, view.left)
    return {"heading": _("How the money is divided"), "columns": columns, "rows": rows, "sum": total}


def _themes(recommendation: Recommendation, view: RecommendationView) -> Content:
    """How the measures spread over the themes; without rows if the year follows no plan."""
    columns = [[_("Theme"), "left"], [_("Measures"), "right"], [_("Asked for"), "right"], [_("Recommended"), "right"]]
    sums = theme_sums(recommendation.round, view.measures)
    total = total_of(sums).cells if sums else []
    rows = [each.cells for each in sums]
    return {"heading": _("The themes of the plan"), "columns": columns, "rows": rows, "sum": total}


def _measure(measure: Content, view: RecommendationView) -> Content:
    division = [f"{name} {format_kroner(kroner)}" for name, kroner in division_of(measure)]
    facts = [
        [_("Recommended"), _("%(amount)s of %(asked)s kroner") % _amounts(measure)],
        [_("Divided between"), "; ".join(division)],
        [_("Who takes part"), participants_of(measure)],
        [_("Duration"), duration_of(measure)],
        [_("Target group"), view.group_name(measure["target_group"])],
        [_("How it meets the criteria"), measure["criteria"]],
    ]
    name = _("%(priority)s. Report %(report)s: %(title)s (%(owner)s)") % measure
    return {"heading": name, "facts": [fact for fact in facts if fact[1]]}


def _amounts(measure: Content) -> dict[str, str]:
    return {"amount": format_kroner(measure["amount"]), "asked": format_kroner(measure["asked"])}


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


def recommendation_xlsx(view: RecommendationView) -> bytes:
    """A row for each measure in order of priority, and a last row with the sums."""
    headings = [_("Priority"), _("No."), _("Measure"), _("Owner"), _("Who takes part"), _("Partners"), _("Duration")]
    headings += [_("Target group"), _("Asked for"), _("Recommended")]
    headings += [_("From the frame for %(frame)s") % {"frame": line_name(line).lower()} for line in view.lines]
    headings += [_("To the owner"), _("To the partners"), _("How it meets the criteria")]
    rows: list[list[Cell]] = [_row(measure, view) for measure in view.measures]
    rows += [[None, number, _("closed to you"), owner] for number, owner in view.closed]
    owners = sum(measure["owner_amount"] for measure in view.measures)
    lines: list[Cell] = [line["given"] for line in view.lines]
    rows.append(
        [_("Total"), *[None] * 7, view.asked, view.given, *lines, owners, view.given - owners, None],
    )
    widths = (8, 6, 44, 28, 44, 36, 10, 12, 12, 12, *(14 for _line in lines), 14, 14, 70)
    return write_xlsx(_("Recommendation"), headings, rows, widths=widths)


def _row(measure: Content, view: RecommendationView) -> list[Cell]:
    partners = measure["partners"]
    return [
        measure["priority"],
        measure["report"],
        measure["title"],
        measure["owner"],
        participants_of(measure),
        "; ".join(partner["name"] for partner in partners),
        duration_of(measure),
        view.group_name(measure["target_group"]),
        measure["asked"],
        measure["amount"],
        *(measure["by_line"].get(line["code"], 0) for line in view.lines),
        measure["owner_amount"],
        sum(partner["amount"] for partner in partners),
        measure["criteria"],
    ]
