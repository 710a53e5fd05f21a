"""What readers of news are notified of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.guidance.selectors.articles import form_of_norwegian
from fordel.news.models import Announcement, Digest, FeedItem
from fordel.shared.addresses import full_address
from fordel.shared.fields import id_from_form
from fordel.shared.notice import Category, Notice

_SALT = "fordel.news.unsubscribe"


def unsubscribe_token(digest: Digest) -> str:
    """What the link in a mail names the digest by: it ends this one, and opens nothing."""
    return Signer(salt=_SALT).sign(str(digest.pk))


def digest_of_token(token: str) -> int:
    """The id of the digest; 0 if the token was not made here."""
    try:
        return id_from_form(Signer(salt=_SALT).unsign(token))
    except BadSignature:
        return 0


@dataclass(frozen=True)
class NewsDigest(Notice):
    """What is new at an office in a week, for one reader."""

    kind: ClassVar = "news.digest"
    category: ClassVar = Category.NEWS
    digest: Digest
    announcements: Sequence[Announcement]
    items: Sequence[FeedItem]

    def subject(self) -> str:
        count = len(self.announcements) + len(self.items)
        text = ngettext("%(count)s news item from %(office)s", "%(count)s news items from %(office)s", count)
        return text % {"count": count, "office": self.digest.office.name}

    def text(self) -> str:
        form = form_of_norwegian()
        parts = [
            f"{getattr(each, f'title_{form}')}\n{self._address('announcement', announcement_id=each.pk)}"
            for each in self.announcements
        ]
        parts += [f"{each.title} ({each.feed.name})\n{each.link}" for each in self.items]
        parts.append(_("You can choose what you get here: %(address)s") % {"address": self._address("digest")})
        parts.append(_("Get no more of these e-mails: %(address)s") % {"address": self.unsubscribe()})
        return "\n\n".join(parts)

    def link(self) -> str:
        return self._address("news")

    def unsubscribe(self) -> str:
        return full_address(reverse("unsubscribe", kwargs={"token": unsubscribe_token(self.digest)}))

    def _address(self, name: str, **more: object) -> str:
        return full_address(reverse(f"news:{name}", kwargs={"office": self.digest.office.slug, **more}))
