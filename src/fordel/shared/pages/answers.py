"""One answer to what cannot be done: the same page with what was typed, and one status for each kind of error.

- 422: something that was sent is wrong. The error names its field, and the page shows it there.
- 409: what was sent is right, but the state of things is in the way (decided, closed, changed by somebody else).
- 410: a file that was kept is not there any more.

403 and 404 are given by `access()` and by the selectors of targets, before a view runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from fordel.shared.errors import FileGoneError, UserError
from fordel.shared.fields import id_from_form

if TYPE_CHECKING:
    from fordel.shared.pages.forms import PageForm


def status_of(error: UserError | None) -> int:
    """The HTTP status of a page that shows the error; 200 without one."""
    if error is None:
        return 200
    if isinstance(error, FileGoneError):
        return 410
    return 422 if error.field else 409


def render_or_error(
    request: HttpRequest, template: str, context: Mapping[str, Any], wrong: PageForm | UserError | None = None
) -> HttpResponse:
    """The page, with status 200 if nothing is `wrong`: neither a form that was refused, nor an error of a service.

    The title of a page that shows an error begins with the word for it. An error leads to its field only if the page
    shows the field: what it shows can have changed since the form was sent.
    """
    status = status_of(wrong) if wrong is None or isinstance(wrong, UserError) else wrong.status
    whole = {**context, "is_refused": status != 200}
    page = render(request, template, whole, status=status)
    if status == 200 or wrong is None or isinstance(wrong, UserError) or not wrong.look_at(page.content.decode()):
        return page
    return render(request, template, whole, status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the fields that were sent, also if there are none; None if the page is only opened."""
    return request.POST if request.method == "POST" else None


def pressed(request: HttpRequest, name: str) -> str:
    """What the button of that name says, or a hidden field of a form that is one button; empty if it was not sent."""
    return request.POST.get(name, "")


def is_pressed(request: HttpRequest, name: str) -> bool:
    """Whether the button of that name was pressed, of several that a form has."""
    return name in request.POST


def ticked(request: HttpRequest, name: str) -> list[int]:
    """The primary keys of the rows whose boxes of that name are ticked; 0 for what is no key."""
    return [id_from_form(key) for key in request.POST.getlist(name)]


def sent_along(request: HttpRequest, name: str) -> str:
    """What a step needs to know: its link says it in the address, and then the form of its page sends it along."""
    return request.POST.get(name) or request.GET.get(name) or ""


def came_from(request: HttpRequest) -> str:
    """The page of ours that the person came from, as `next` says it in the form or the address; empty if none does."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours and page.startswith("/") else ""


def save_or_show(
    request: HttpRequest, form: PageForm, save: Callable[[], HttpResponse], show: Callable[[], HttpResponse]
) -> HttpResponse:
    """What `save` answers if a form was sent and can be read; otherwise the page that `show` draws.

    A UserError of `save` is shown by the form, with what was typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return save()
        except UserError as error:
            form.refuse(error)
    return show()
