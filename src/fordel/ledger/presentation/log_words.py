"""How the log names what is posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.ledger.models import LedgerTransaction
from fordel.shared.log_words import UNSAID, Details, Named, Subject, kroner, words

KINDS: Final = {"frame": _("frames"), "decision": _("decision")}


def _transactions(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = LedgerTransaction.objects.filter(pk__in=ids).values_list("pk", "kind")
    return {pk: Named(gettext("No. %(number)s") % {"number": pk}) for pk, _kind in rows}


LOG_SUBJECTS: Final = (Subject("ledger.ledgertransaction", _("Entry in the ledger"), _transactions),)
LOG_DETAILS: Final[Details] = {
    "ledger.transaction": {"kind": words(_("About"), KINDS), "reference": UNSAID, "kroner": kroner(_("Moved in all"))},
}
