"""A step that asks first, carried out as a person does: the page is opened, and its button pressed."""

from __future__ import annotations

import re
from typing import Any, Final

from django.test import Client

_HIDDEN: Final = re.compile(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">')


def carry_out(client: Client, address: str, data: dict[str, Any] | None = None, *, follow: bool = False) -> Any:
    """What the button of the step's page answers; `data` is what is typed there, and asked for in the address. If there
    is no such button, what a POST from elsewhere is answered with."""
    page = client.get(address, data or {})
    form = page.content.decode().partition('<form method="post" class="form')[2].partition("</form>")[0]
    return client.post(address, {**dict(_HIDDEN.findall(form)), **(data or {})}, follow=follow)
