"""Target groups for reports that a test makes by itself."""

from __future__ import annotations

from fordel.programme.models import Round, TargetGroup


def group_in(round_: Round, code: str) -> TargetGroup:
    """The round's target group with the code; made, and drawing on the first line, if the round has none such."""
    found = round_.target_groups.filter(code=code).first()
    if found is None:
        names = {"name_nb": code, "name_nn": code, "name_en": code}
        found = TargetGroup.objects.create(round=round_, code=code, mark="bar", position=9, **names)
        found.lines.add(round_.frame_lines.get(position=0))
    return found
