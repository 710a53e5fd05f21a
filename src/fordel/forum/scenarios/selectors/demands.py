"""Demands and wishes in words: what cannot hold together, and what a wish lacks."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fordel.core.allocation import Allocation
from fordel.core.allocation.model import WishKept
from fordel.forum.computing.compute import Computed
from fordel.forum.computing.specification import SAMI, SHARED, THEME
from fordel.programme.selectors.groups import group_name


def criterion_name(code: str) -> str:
    """What makes a report come first, as it is inside a sentence."""
    return {
        "network": pgettext("in a sentence", "network"),
        "sami": pgettext("in a sentence", "Sámi perspective"),
        SHARED: pgettext("in a sentence", "several target groups"),
    }[code]


def group_label(round_id: int, code: str) -> str:
    """A target group of the round, network, Sámi perspective, or a theme by its name."""
    if code.startswith(THEME):
        return code.removeprefix(THEME)
    return {"network": _("Network"), "sami": _("Sámi perspective")}.get(code) or group_name(round_id, code)


def _demand(round_id: int, group: str, least: int) -> str:
    if group in ("network", SAMI):
        text = ngettext("at least %(count)s report with %(group)s", "at least %(count)s reports with %(group)s", least)
        return text % {"count": least, "group": criterion_name(group)}
    text = ngettext("at least %(count)s report for %(group)s", "at least %(count)s reports for %(group)s", least)
    return text % {"count": least, "group": group_name(round_id, group).lower()}


def unmet_text(round_id: int, unmet: Mapping[str, int]) -> str:
    """The fewest demands that cannot hold together, as a sentence."""
    parts = [_demand(round_id, group, least) for group, least in unmet.items()]
    if len(parts) == 1:
        return _("There are not enough reports, or not enough money, for %(demand)s.") % {"demand": parts[0]}
    return _("These cannot hold together: %(demands)s.") % {"demands": "; ".join(parts)}


def wishes_of(round_id: int, computed: Computed) -> list[tuple[str, WishKept]]:
    """(the name of what is wished for, what came of it); none where nothing was distributed."""
    if not isinstance(computed.answer, Allocation):
        return []
    return [(group_label(round_id, kept.group), kept) for kept in computed.answer.wishes]
