"""Where a reader chooses what they get by mail, and ends it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from fordel.news.forms import DigestForm
from fordel.news.models import Digest
from fordel.news.notices import digest_of_token
from fordel.news.selectors.choices import schemes_to_choose, themes_to_choose
from fordel.news.selectors.digests import digest_of
from fordel.news.services.digests import choose_digest, end_digest
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone, signed_in
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(signed_in, target=office_from_url)
def choose(request: PageRequest[Office], office: str) -> HttpResponse:
    """What the reader gets once a week, by scheme and theme."""
    here, person = request.target, request.actor.person_or_refuse
    kept = digest_of(person, here) or Digest(is_wanted=False)
    initial = {"is_wanted": kept.is_wanted, "schemes": kept.schemes, "themes": kept.themes}
    form = DigestForm(sent(request), schemes_to_choose(), themes_to_choose(here), initial=initial)

    def save() -> HttpResponse:
        typed = form.cleaned_data
        choose_digest(person, here, typed["schemes"], typed.get("themes", ()), is_wanted=typed["is_wanted"])
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(reverse("news:news", kwargs={"office": office}))

    context = {"office": here, "form": form, "address": person.email}
    return save_or_show(request, form, save, lambda: render_or_error(request, "news/digest.html", context, form))


def _digest_from_url(token: str, **_rest: object) -> int:
    """The id of the digest that the link of a mail names. Raises Http404."""
    found = digest_of_token(token)
    if not found or not Digest.objects.filter(pk=found).exists():
        raise Http404
    return found


@access(anyone, target=_digest_from_url)
def _unsubscribe(request: PageRequest[int], token: str) -> HttpResponse:
    is_done = request.method == "POST" and end_digest(request.target)
    return render(request, "news/unsubscribe.html", {"is_done": is_done})


unsubscribe = csrf_exempt(_unsubscribe)
"""The link of a mail: it asks; its button ends the mails, and so does the mail program itself (RFC 8058), which has no
cookie and no token of ours. Whoever holds the link can do nothing else with it."""
