"""What can be done with a row of a list: a button that does it, or a link to a step that asks first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BUTTON = SafeString('class="ds-button" data-variant="secondary" data-size="sm"')
LINK = SafeString('class="link-button"')


@dataclass(frozen=True)
class RowActions:
    """Draws them for one request. `token` guards against forgery; `page` is sent along as `next`, if it is said."""

    token: str
    page: str = ""
    looks: SafeString = LINK

    def button(self, address: str, words: str, about: str, sent: Mapping[str, str] | None = None) -> SafeString:
        """A form that is one button, which posts what is `sent`; `about` names the row to those who do not see it."""
        hidden = {"csrfmiddlewaretoken": self.token, **self._next(), **(sent or {})}
        return format_html(
            '<form method="post" action="{}">{}<button {}>{}<span class="ds-sr-only"> {}</span></button></form>',
            address,
            format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items()),
            self.looks,
            words,
            about,
        )

    def link(self, address: str, words: str, about: str) -> SafeString:
        """A link to a page about the row, which knows where the person came from."""
        query = f"?{urlencode(self._next())}" if self.page else ""
        return format_html('<a href="{}{}">{}<span class="ds-sr-only"> {}</span></a>', address, query, words, about)

    def _next(self) -> dict[str, str]:
        return {"next": self.page} if self.page else {}


def side_by_side(*actions: SafeString) -> SafeString:
    """The actions of a row, in one cell."""
    return format_html('<div class="row">{}</div>', format_html_join("", "{}", ((action,) for action in actions)))
