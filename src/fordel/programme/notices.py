"""What the notices about a round have in common."""

from __future__ import annotations

from abc import abstractmethod

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.notice import Notice


class NoticeOfRound(Notice):
    """A notice about one round: its last paragraph names the scheme, since an office may run several in one year."""

    @property
    @abstractmethod
    def of_round(self) -> Round:
        """The round, with its scheme and office."""

    def about(self) -> str:
        round_ = self.of_round
        names = {
            "scheme": text_in(scheme_of(round_.scheme).name, (get_language() or "nb")[:2]),
            "year": round_.year,
            "office": round_.office.name,
        }
        return _("This is about %(scheme)s %(year)s, %(office)s.") % names
