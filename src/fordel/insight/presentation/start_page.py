"""What the status of a year puts on the start page of an office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner, format_millions, format_percent
from fordel.core.status import StatusFigures
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.insight.selectors.status import StatusView, status_of
from fordel.programme.plugs.start_page import Card, KeyFigure, Reached, Sentence, Step, Visit
from fordel.programme.selectors.rounds import frames_with_former


def _status(visit: Visit) -> StatusView:
    return status_of(visit.round, visit.once(frames_with_former))


def step(visit: Visit) -> list[Reached]:
    """Distributing from the first report on. Three queries, once a page."""
    return [Reached(Step.DISTRIBUTING)] if visit.asked(_status).whole.count else []


def lead(visit: Visit) -> list[Sentence]:
    """How many reports are in."""
    count = visit.asked(_status).figures.needs.count
    if not count:
        return [Sentence(10, _("No needs reports are in yet."))]
    text = ngettext("%(count)s needs report is in.", "%(count)s needs reports are in.", count)
    return [Sentence(10, text % {"count": count})]


def figures(visit: Visit) -> list[KeyFigure]:
    """The key figures of the year."""
    hides_needs = bool(conflicted_reports(visit.actor))
    return _key_figures(visit.asked(_status), hides_needs=hides_needs, is_decided=visit.step == Step.DECIDED)


def cards(visit: Visit) -> list[Card]:
    """The shared pot, until the forum has recommended, to those to whom no report is closed."""
    if visit.step >= Step.RECOMMENDED or conflicted_reports(visit.actor):
        return []
    card = _shared_pot(visit.asked(_status))
    return [card] if card else []


def _key_figures(view: StatusView, *, hides_needs: bool, is_decided: bool) -> list[KeyFigure]:
    """Frame, need, left, reports and universities, with what each is made of. `hides_needs`: without need and left,
    which with the list of reports would tell the amount of those that are closed to the reader. `is_decided`: without
    what is left, which says what could be granted."""
    figures: StatusFigures = view.figures
    language = get_language() or "nb"
    frame, count = figures.frame, figures.needs.count
    per_line = [f"{format_millions(line.amount, language)} {line.name.lower()}" for line in view.lines]
    left_name = _("Left over") if figures.left >= 0 else _("Missing")
    universities = len(figures.partners_of_kind("university"))
    others = len(figures.partners) - universities
    tallies = figures.by_group
    counts = [(group, tallies[group.code].count) for group in view.groups.every if group.code in tallies]
    other_text = ngettext("and %(count)s other partner", "and %(count)s other partners", others) % {"count": others}
    found = [
        KeyFigure(_("Frame %(year)s") % {"year": view.round.year}, format_kroner(frame), per_line),
        KeyFigure(
            _("Reported need"),
            format_kroner(figures.needs.amount),
            [_("%(percent)s of the frame") % {"percent": format_percent(figures.needs.amount, frame, language, 0)}],
        ),
        KeyFigure(
            left_name,
            format_kroner(abs(figures.left)),
            [_("%(percent)s of the frame") % {"percent": format_percent(abs(figures.left), frame, language, 0)}],
        ),
        KeyFigure(
            _("Needs reports"),
            format_kroner(count),
            [", ".join(f"{number} {group.in_sentence}" for group, number in counts if number)] if count else [],
        ),
        KeyFigure(_("Universities"), str(universities), [other_text] if others else []),
    ]
    if hides_needs:
        return [found[0], *found[3:]]
    return [*found[:2], *found[3:]] if is_decided else found


def _shared_pot(view: StatusView) -> Card | None:
    """The reminder that both groups must be served, while it is not decided which frame pays for shared reports."""
    figures = view.figures
    count = figures.shared.count
    if not count or len(view.lines) != 2:
        return None
    interval = figures.interval(view.lines[0].code)
    url = reverse("insight:status", kwargs={**view.round.where})
    names = [line.name.lower() for line in view.lines]
    title = _("Both %(first)s and %(second)s are to get money") % {"first": names[0], "second": names[1]}
    if interval is None:
        return Card(
            title, _("The needs are more than the frames can pay. See what is short."), url, _("See what is possible")
        )
    text = ngettext(
        "The %(count)s report that is for both can be paid from either frame. Between %(least)s and %(most)s kroner"
        " can come from the frame for %(first)s. The rest comes from the frame for %(second)s.",
        "The %(count)s reports that are for both can be paid from either frame. Between %(least)s and %(most)s kroner"
        " can come from the frame for %(first)s. The rest comes from the frame for %(second)s.",
        count,
    )
    return Card(
        title,
        text
        % {
            "count": count,
            "least": format_kroner(interval[0]),
            "most": format_kroner(interval[1]),
            "first": names[0],
            "second": names[1],
        },
        url,
        _("See what is possible"),
    )
