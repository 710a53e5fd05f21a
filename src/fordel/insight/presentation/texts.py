"""The sentences of the status: what the findings of `core.findings` say in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language, gettext, ngettext

from fordel.core import findings
from fordel.core.alphabet import norwegian_key
from fordel.core.form.definition import Question, text_in
from fordel.core.money import format_kroner, format_percent
from fordel.core.status import LineFigures, StatusFigures
from fordel.decisions.selectors.outcome import DecidedSum
from fordel.insight.presentation.words import capitalised, frame_of, kroner, money, small_number
from fordel.insight.selectors.status import FormerYear, StatusView
from fordel.reports.selectors.counted_answers import answer_in_words, name_of
from fordel.shared.dates import short_date
from fordel.shared.sentences import listed


def lead(view: StatusView) -> str:
    """The conclusion in one or two sentences."""
    if view.filters.is_active:
        return _selection(view)
    found = view.figures
    values = {"year": view.round.year, "frame": money(found.frame), "sum": money(found.needs.amount)}
    if not found.needs.count:
        return (
            gettext("No needs reports have come in for %(year)s yet. The frame is %(frame)s, and all of it is left.")
            % values
        )
    if view.how_far.decided:
        return _decided(view, view.how_far.decided)
    asked = ngettext(
        "%(count)s needs report asks for %(sum)s from a frame of %(frame)s.",
        "%(count)s needs reports ask for %(sum)s from a frame of %(frame)s.",
        found.needs.count,
    ) % {**values, "count": format_kroner(found.needs.count)}
    adopted = view.how_far.adopted_on
    if adopted is None:
        return f"{asked} {_outcome(view)}"
    text = gettext("The forum adopted its recommendation %(day)s, and nothing is decided yet.")
    return f"{asked} {_outcome(view)} {text % {'day': short_date(adopted)}}"


def _decided(view: StatusView, decided: DecidedSum) -> str:
    """What was asked for, what was granted, and what was not given out."""
    found = view.figures
    asked = ngettext(
        "%(count)s needs report asked for %(sum)s from a frame of %(frame)s.",
        "%(count)s needs reports asked for %(sum)s from a frame of %(frame)s.",
        found.needs.count,
    ) % {
        "count": format_kroner(found.needs.count),
        "sum": money(found.needs.amount),
        "frame": money(found.frame),
    }
    granted = ngettext(
        "The year was decided %(day)s: %(count)s measure gets %(sum)s.",
        "The year was decided %(day)s: %(count)s measures get %(sum)s.",
        decided.measures,
    ) % {"day": short_date(decided.on), "count": format_kroner(decided.measures), "sum": money(decided.amount)}
    parts = [asked, granted]
    if decided.held_back:
        parts.append(
            gettext("%(sum)s is held back for shared purposes.") % {"sum": capitalised(money(decided.held_back))}
        )
    left = found.frame - decided.amount - decided.held_back
    if left:
        parts.append(gettext("%(sum)s of the frame is not given out.") % {"sum": capitalised(money(left))})
    return " ".join(parts)


def _outcome(view: StatusView) -> str:
    found = view.figures
    if found.left < 0:
        return gettext("%(short)s is lacking, so not everyone can get what they have asked for.") % {
            "short": capitalised(money(-found.left))
        }
    if found.shortages:
        first = found.shortages[0]
        return gettext("The frame is large enough in all, but %(line)s lacks %(short)s.") % {
            "line": _lines(view, first.lines),
            "short": money(first.short),
        }
    if not found.left:
        return gettext("Everyone can get what they have asked for, and the frame is used up.")
    return gettext("Everyone can get what they have asked for, and %(left)s is left over.") % {
        "left": money(found.left)
    }


def _selection(view: StatusView) -> str:
    chosen, whole = view.figures.needs, view.whole
    if view.filters.without and not view.filters.parameters:
        return ngettext(
            "%(count)s report asks for %(sum)s. Those you are, or may be, not impartial in are left out.",
            "%(count)s reports ask for %(sum)s. Those you are, or may be, not impartial in are left out.",
            chosen.count,
        ) % {"count": format_kroner(chosen.count), "sum": money(chosen.amount)}
    if not chosen.count:
        return gettext("No reports fit your choice. Choose something else, or show all.")
    return ngettext(
        "%(count)s of %(whole)s report fits your choice. It asks for %(sum)s of %(all)s.",
        "%(count)s of %(whole)s reports fit your choice. They ask for %(sum)s of %(all)s.",
        chosen.count,
    ) % {
        "count": format_kroner(chosen.count),
        "whole": format_kroner(whole.count),
        "sum": money(chosen.amount),
        "all": money(whole.amount),
    }


def _lines(view: StatusView, codes: tuple[str, ...]) -> str:
    return listed([frame_of(view, code) for code in codes])


def frame_heading(view: StatusView) -> str:
    finding = findings.frame_finding(view.figures)
    values = finding.values
    two = len(view.lines) == 2
    if finding.code == "empty":
        return gettext("No needs have been reported yet")
    if finding.code == "choose":
        room = gettext("There is room for everyone in both frames.") if two else gettext("There is room for everyone.")
        choice = gettext("%(money)s can be paid from more than one frame.") % {
            "money": capitalised(money(values["kroner"]))
        }
        return f"{room} {choice}"
    if finding.code == "one_way":
        return gettext("There is room for everyone, but only one way to divide the shared reports between the frames")
    if finding.code == "room":
        return gettext("There is room for everyone in both frames") if two else gettext("There is room for everyone")
    if finding.code == "line_short":
        return gettext("%(line)s lacks %(short)s, though the frame is large enough in all") % {
            "line": capitalised(_lines(view, values["lines"])),
            "short": kroner(values["short"]),
        }
    return _over_asked(view, finding)


def _over_asked(view: StatusView, finding: findings.Finding) -> str:
    """The largest shortage first; a smaller one inside it afterwards."""
    short, part, largest = finding.values["short"], finding.values["part"], finding.values["largest"]
    if part is None:
        return gettext("The reported needs are %(short)s more than the frame") % {"short": kroner(short)}
    values = {"short": kroner(short), "part": kroner(part.short), "line": _lines(view, part.lines)}
    if part is largest:
        values["line"] = capitalised(values["line"])
        return gettext("%(line)s lacks %(part)s, and in all the needs are %(short)s more than the frame") % values
    return (
        gettext("The reported needs are %(short)s more than the frame, and at least %(part)s of it is in %(line)s")
        % values
    )


def frame_subtitle(view: StatusView) -> str:
    """What the frame chart shows, and who may be paid from either line."""
    shared = view.figures.shared.count
    first = gettext("Reported needs against the frame, kroner.")
    if not shared:
        return first
    values = {"count": format_kroner(shared)}
    if names := _both(view):
        second = ngettext(
            "%(count)s report is for both %(first)s and %(last)s and can be paid from either frame.",
            "%(count)s reports are for both %(first)s and %(last)s and can be paid from either frame.",
            shared,
        )
        values |= {"first": names[0], "last": names[1]}
    else:
        second = ngettext(
            "%(count)s report can be paid from more than one frame.",
            "%(count)s reports can be paid from more than one frame.",
            shared,
        )
    return f"{first} {second % values}"


def _both(view: StatusView) -> list[str]:
    """What the two lines are for, inside a sentence; empty unless there are two, each with a group of its own."""
    alone = [view.groups.alone_on(line.code) for line in view.lines]
    names = [group.in_sentence for group in alone if group is not None]
    return names if len(names) == len(alone) == 2 else []


def frame_label(view: StatusView) -> str:
    """What the frame chart says to those who do not see it."""
    sentences = []
    for line in view.figures.lines:
        values = {
            "line": view.line_name(line.code),
            "own": format_kroner(line.own.amount),
            "least": format_kroner(line.least or 0),
            "frame": format_kroner(line.frame),
        }
        if line.least is not None and view.figures.shared.count:
            text = gettext("%(line)s: own reports %(own)s, at least %(least)s of the shared ones, frame %(frame)s.")
        else:
            text = gettext("%(line)s: own reports %(own)s, frame %(frame)s.")
        sentences.append(text % values)
    choice = max((line.choice for line in view.figures.lines), default=0)
    if choice:
        sentences.append(
            gettext("%(amount)s can be paid from more than one frame.") % {"amount": capitalised(kroner(choice))}
        )
    elif view.figures.shared.count and view.figures.shortages:
        shared = kroner(view.figures.shared.amount)
        sentences.append(gettext("Reports for both ask for %(shared)s.") % {"shared": shared})
    return " ".join(sentences)


def pot_heading(view: StatusView) -> str:
    return gettext("How to read the shared reports of %(shared)s") % {"shared": kroner(view.figures.shared.amount)}


def pot_sentences(view: StatusView) -> str:
    """The two subtractions in words: what one frame cannot take, the other must."""
    first, second = sharing_lines(view.figures)
    return f"{_subtraction(view, second, first)} {_subtraction(view, first, second)}"


def sharing_lines(figures: StatusFigures) -> tuple[LineFigures, LineFigures]:
    """The two lines of a round that has two; what is said here of a choice between them has no meaning for others
    (`charts.has_pot`)."""
    first, second = figures.lines
    return first, second


def _subtraction(view: StatusView, roomy: LineFigures, other: LineFigures) -> str:
    values = {
        "line": capitalised(frame_of(view, roomy.code)),
        "other": frame_of(view, other.code),
        "room": format_kroner(roomy.frame - roomy.own.amount),
        "least": format_kroner(other.least or 0),
    }
    if other.least:
        return (
            gettext("%(line)s has room for %(room)s of the shared sum. So at least %(least)s must come from %(other)s.")
            % values
        )
    return gettext("%(line)s has room for the whole shared sum. So nothing has to come from %(other)s.") % values


def pot_label(view: StatusView) -> str:
    first, second = sharing_lines(view.figures)
    return gettext(
        "The shared reports of %(shared)s: at least %(first)s from %(first_line)s, at least %(second)s from "
        "%(second_line)s, and %(choice)s that you can choose."
    ) % {
        "shared": format_kroner(view.figures.shared.amount),
        "first": format_kroner(first.least or 0),
        "first_line": frame_of(view, first.code),
        "second": format_kroner(second.least or 0),
        "second_line": frame_of(view, second.code),
        "choice": format_kroner(first.choice),
    }


def theme_heading(view: StatusView) -> str:
    finding = findings.theme_finding(view.figures)
    if finding.code == "neutral":
        return gettext("Reported needs by theme")
    values = {
        "theme": view.theme_name(finding.values["theme"]),
        "money": money(finding.values["kroner"]),
        "share": format_percent(finding.values["kroner"], finding.values["whole"], decimals=0),
    }
    return {
        "only": gettext("All the reports are about “%(theme)s”"),
        "none_dominates": gettext("No theme dominates: the largest is “%(theme)s” with %(money)s"),
        "dominates": gettext("“%(theme)s” is %(share)s of the needs"),
        "largest": gettext("“%(theme)s” is the largest theme with %(money)s"),
    }[finding.code] % values


def theme_sentences(view: StatusView) -> list[str]:
    """What the themes of the plan and the reports lack of each other; nothing for a choice of reports, or for a year
    without a plan."""
    if not view.themes.listed or view.filters.is_active or not view.figures.needs.count:
        return []
    found, language = [], get_language() or "nb"
    unnamed = view.themes.unnamed(group.name for group in view.figures.themes)
    if unnamed:
        names = listed([text_in(theme.name, language) for theme in unnamed])
        found.append(gettext("No report is about these themes of the plan: %(names)s.") % {"names": names})
    outside = view.outside_themes
    if outside.count:
        sentence = ngettext(
            "%(count)s report (%(money)s) is about no theme of the plan.",
            "%(count)s reports (%(money)s) are about no theme of the plan.",
            outside.count,
        )
        found.append(sentence % {"count": format_kroner(outside.count), "money": money(outside.amount)})
    return found


def partner_heading(view: StatusView) -> str:
    finding = findings.partner_finding(view.figures)
    if finding.code == "nobody":
        return gettext("No partners are given")
    count = finding.values["counts"]["university"]
    first = (
        ngettext(
            "%(count)s university or university college takes part",
            "%(count)s universities and university colleges take part",
            count,
        )
        % {"count": format_kroner(count)}
        if count
        else gettext("No universities or university colleges take part")
    )
    if finding.code == "count":
        return first
    second = ngettext(
        "%(name)s is partner in %(measures)s of %(reports)s measure",
        "%(name)s is partner in %(measures)s of %(reports)s measures",
        finding.values["reports"],
    ) % {
        "name": finding.values["name"],
        "measures": format_kroner(finding.values["measures"]),
        "reports": format_kroner(finding.values["reports"]),
    }
    return f"{first}. {second}"


def answer_heading(view: StatusView, question: Question) -> str:
    """The answer that most reports give to a counted question, and how many do."""
    given = [group for group in view.figures.answers[question.code] if group.name]
    values = {"name": name_of(question), "whole": format_kroner(view.figures.needs.count)}
    if not given:
        return gettext("%(name)s: not answered in any report") % values
    most = max(given, key=lambda group: group.total.count)
    values |= {"answer": answer_in_words(question, most.name).lower(), "count": format_kroner(most.total.count)}
    return gettext("%(name)s: %(answer)s in %(count)s of %(whole)s reports") % values


def sami_heading(view: StatusView) -> str:
    finding = findings.sami_finding(view.figures)
    whole = finding.values["whole"]
    values = {"count": format_kroner(finding.values["count"]), "whole": format_kroner(whole)}
    if finding.code == "none":
        return (
            ngettext(
                "The one report has no Sámi perspective", "None of %(whole)s reports have a Sámi perspective", whole
            )
            % values
        )
    if finding.code == "all":
        return (
            ngettext("The one report has a Sámi perspective", "All %(whole)s reports have a Sámi perspective", whole)
            % values
        )
    return (
        ngettext(
            "%(count)s of %(whole)s reports has a Sámi perspective",
            "%(count)s of %(whole)s reports have a Sámi perspective",
            finding.values["count"],
        )
        % values
    )


def network_heading(view: StatusView) -> str:
    finding = findings.network_finding(view.figures)
    if finding.code == "none":
        return gettext("No reports come from a network")
    values = finding.values
    reports = ngettext("%(count)s report comes from", "%(count)s reports come from", values["count"]) % {
        "count": format_kroner(values["count"])
    }
    networks = ngettext("%(count)s network", "%(count)s networks", values["networks"]) % {
        "count": format_kroner(values["networks"])
    }
    return ngettext(
        "%(reports)s %(networks)s and is %(share)s of the needs",
        "%(reports)s %(networks)s and are %(share)s of the needs",
        values["count"],
    ) % {
        "reports": reports,
        "networks": networks,
        "share": format_percent(values["kroner"], values["whole"], decimals=0),
    }


def place_heading(view: StatusView) -> str:
    finding = findings.place_finding(view.figures)
    reach = finding.values
    if finding.code == "empty" or not view.names_missing:
        return gettext("Reported needs by municipality")
    values = {"own": format_kroner(reach["own"]), "whole": format_kroner(reach["whole"])}
    if finding.code == "all":
        return gettext("Needs are reported from all %(whole)s municipalities") % values
    first = ngettext(
        "Needs are reported from %(own)s of %(whole)s municipalities",
        "Needs are reported from %(own)s of %(whole)s municipalities",
        reach["own"],
    )
    others = reach["network"] + reach["others"] + reach["none"]
    if finding.code == "missing":
        second = ngettext(
            "%(missing)s neither reports nor takes part", "%(missing)s neither report nor take part", reach["none"]
        ) % {"missing": small_number(reach["none"])}
        return gettext("%(first)s. %(second)s") % {"first": first % values, "second": capitalised(second)}
    through = (
        ngettext(
            "and the other one takes part through a network",
            "and the %(others)s others take part through a network",
            others,
        )
        if finding.code == "networks"
        else ngettext(
            "and the other one takes part in what others report",
            "and the %(others)s others take part in what others report",
            others,
        )
    )
    return f"{first % values}, {through % {'others': small_number(others)}}"


def missing_note(view: StatusView) -> tuple[str, str] | None:
    """Who has no report of their own, and whether they are reached all the same; None if everybody reports, or
    if the scheme does not ask municipalities."""
    found = view.figures
    without = [place for place in found.places if place.reach != "own"]
    if not without or not found.needs.count or not view.names_missing:
        return None
    heading = ngettext(
        "From %(count)s municipality no need of its own is reported",
        "From %(count)s municipalities no need of their own is reported",
        len(without),
    ) % {"count": small_number(len(without))}
    sentences = []
    for reach, text in (
        ("network", gettext("Through a network: %(names)s.")),
        ("others", gettext("In what others report: %(names)s.")),
        ("none", gettext("Not reached: %(names)s.")),
    ):
        names = sorted((place.place.name for place in found.reached(reach)), key=norwegian_key)
        if names:
            sentences.append(text % {"names": listed(names)})
    return heading, " ".join(sentences)


def comparison_heading(view: StatusView, former: FormerYear) -> str:
    """Never a percentage; a difference in kroner only where the two years mean the same."""
    values = {"former": former.year, "year": view.round.year}
    if not former.same_scheme:
        return gettext("The frames for %(former)s and %(year)s cannot be compared directly") % values
    return frame_change(view.figures.frame - former.total, values)


def frame_change(difference: int, years: Mapping[str, int]) -> str:
    """How the frame of `year` differs from that of `former`, in kroner."""
    if not difference:
        return gettext("The frame is the same in %(year)s as in %(former)s") % years
    text = (
        gettext("The frame is %(money)s larger in %(year)s than in %(former)s")
        if difference > 0
        else gettext("The frame is %(money)s smaller in %(year)s than in %(former)s")
    )
    return text % {**years, "money": kroner(abs(difference))}


def no_percentage() -> str:
    """Why there is no percentage beside the two years."""
    return gettext("We therefore show no change in per cent.")
