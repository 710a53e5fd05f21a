"""A step that cannot simply be undone asks first, and all of them ask on the same page.

Opening the address of a step shows what happens, the way back, and what is not ready; the button on that page carries
it out. Whatever is sent from elsewhere, or from a page that showed something else than is true by now, shows the page
again and changes nothing: nobody confirms what they have not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error
from fordel.shared.pages.forms import PageForm

ASKED: Final = "asked"
FEW: Final = 6
TEMPLATE: Final = "pages/step.html"


@dataclass(frozen=True)
class Link:
    """Words that lead to an address; plain words if it is empty."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that is not ready, or that is worth reading first: a sentence, and by name what it is about."""

    text: str
    about: Sequence[Link] = ()

    @property
    def is_long(self) -> bool:
        """Whether what it is about is folded away on the page."""
        return len(self.about) > FEW


@dataclass(frozen=True)
class Step:
    """What the page of a step says, in the reader's language.

    `happens` is the consequence and `way_back` how it is undone, or that it cannot be, each in whole sentences.
    `remarks` come before the button, and so does `more`, which leads to what can be read first. `trail` is the way to
    the page, `back` where Cancel leads: to where the person was. `hidden` is sent along. With a `refusal` there is no
    button.
    """

    question: str
    button: str
    happens: str
    way_back: str
    back: str
    trail: Sequence[Link] = ()
    remarks: Sequence[Remark] = ()
    more: Sequence[Link] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    cancel: str = ""
    is_danger: bool = True
    refusal: UserError | None = None

    @property
    def mark(self) -> str:
        """What the page says, as a fingerprint: the button sends it back."""
        said = [self.question, self.happens, self.way_back]
        said += [line for remark in self.remarks for line in (remark.text, *(link.words for link in remark.about))]
        return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:32]


def ask_first(
    request: HttpRequest, step: Step, carry_out: Callable[[], HttpResponse], form: PageForm | None = None
) -> HttpResponse:
    """The page of the step; or what `carry_out` answers, if the button of that page was pressed and the form is valid.

    A UserError of `carry_out` is shown on the page, with what was typed. 409 if the step is refused, or if what was
    sent does not come from the page as it is now.
    """
    error = step.refusal
    is_sent = request.method == "POST" and error is None
    if is_sent and request.POST.get(ASKED) != step.mark:
        error = _unread(request)
    elif is_sent and (form is None or form.is_valid()):
        try:
            return carry_out()
        except UserError as found:
            error = found if form is not None else UserError(found.message, found.fix)
    if is_sent and error is not None and form is not None:
        form.is_valid()  # what was typed is read before the error joins it
        form.refuse(error)
    context = {"step": step, "form": form, "error": error}
    return render_or_error(request, TEMPLATE, context, form if form is not None and form.errors else error)


def carrying_out(
    request: HttpRequest, act: Callable[[], object], done: str, address: str
) -> Callable[[], HttpResponse]:
    """For `ask_first`: does it, says `done`, and leads to the address."""

    def carry_out() -> HttpResponse:
        act()
        messages.success(request, done)
        return HttpResponseRedirect(address)

    return carry_out


def _unread(request: HttpRequest) -> UserError:
    if ASKED in request.POST:
        message = _("Something has changed since you opened this page.")
        return UserError(message, _("Read it again. Nothing is done yet."))
    return UserError(_("Nothing is done yet."), _("Read what happens, and press the button below."))
