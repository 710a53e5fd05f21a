"""What became of a file of forms of Norwegian, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.parties.models import Organisation
from fordel.parties.services.load_language_forms import FormsLoaded, KeptForm, form_name


def changed_line(organisation: Organisation, before: str) -> str:
    """`Hamarøy kommune: Bokmål (Not known before)`."""
    words = {"name": organisation.name, "form": form_name(organisation.language_form), "former": form_name(before)}
    if before in ("", organisation.language_form):
        return _("%(name)s: %(form)s") % words
    return _("%(name)s: %(form)s, was %(former)s") % words


def kept_line(kept: KeptForm) -> str:
    """Which form was not changed, and why."""
    words = {
        "line": kept.line,
        "name": kept.organisation.name,
        "form": form_name(kept.organisation.language_form),
        "said": form_name(kept.said),
    }
    if kept.is_by_hand:
        return (
            _("Line %(line)s: %(name)s is kept as %(form)s, which somebody has chosen. The file says %(said)s.") % words
        )
    return _("Line %(line)s: %(name)s is kept as %(form)s, from a newer source. The file says %(said)s.") % words


def summary(outcome: FormsLoaded, *, dry_run: bool = False) -> str:
    """How many were set, were so already, and were kept, in a sentence each."""
    count = len(outcome.changed)
    set_now = ngettext("%(count)s form is set.", "%(count)s forms are set.", count)
    would = ngettext("%(count)s form would be set.", "%(count)s forms would be set.", count)
    said = [(would if dry_run else set_now) % {"count": count}]
    if outcome.same:
        same = ngettext("%(count)s was so already.", "%(count)s were so already.", outcome.same)
        said.append(same % {"count": outcome.same})
    if outcome.kept:
        kept = ngettext("%(count)s is kept as it was.", "%(count)s are kept as they were.", len(outcome.kept))
        said.append(kept % {"count": len(outcome.kept)})
    if outcome.elsewhere:
        left_out = ngettext(
            "%(count)s row is about another office and is left out.",
            "%(count)s rows are about other offices and are left out.",
            outcome.elsewhere,
        )
        said.append(left_out % {"count": outcome.elsewhere})
    return " ".join(said)
