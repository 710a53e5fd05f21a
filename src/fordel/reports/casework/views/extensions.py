"""Later deadlines: what owners ask for, what they have been given, and giving one."""

from __future__ import annotations

from typing import Any, Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import (
    AskExtensionForm,
    ExtensionForm,
    NewExtensionForm,
    RefuseExtensionForm,
    end_of,
)
from fordel.reports.casework.selectors.extensions import (
    extension_from_url,
    extensions_of,
    own_extension,
    own_requests,
    own_round_from_url,
    request_from_url,
    requests_of,
)
from fordel.reports.casework.selectors.owners import find_owners, owner_of_office
from fordel.reports.casework.services.extensions import (
    ask_extension,
    grant_extension,
    refuse_extension,
    withdraw_extension,
)
from fordel.reports.models import DeadlineExtension, ExtensionRequest
from fordel.reports.permissions import changes_reports, is_owner, reads_reports
from fordel.shared.access import PageRequest, access
from fordel.shared.dates import deadline, last_day
from fordel.shared.errors import UserError
from fordel.shared.exports import Column, list_file
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm

_FILE_COLUMNS = (
    Column("owner", gettext_lazy("Owner")),
    Column("last_day", gettext_lazy("Last day")),
    Column("reason", gettext_lazy("Reason")),
    Column("granted_by", gettext_lazy("Granted by")),
)


SentForms = dict[Any, PageForm]


def _page(request: HttpRequest, round_: Round, sent_form: PageForm | None = None) -> HttpResponse:
    """The page; `sent_form` is the form of it that was refused."""
    search = _search(request)
    may_change = changes_reports(actor_in(request), round_).allowed
    hits = find_owners(round_, search) if may_change else []
    requests = requests_of(round_)
    forms: SentForms = {sent_form.auto_id: sent_form} if isinstance(sent_form, ExtensionForm) else {}
    answers: SentForms = {sent_form.auto_id: sent_form} if isinstance(sent_form, RefuseExtensionForm) else {}
    context: dict[str, Any] = {
        "round": round_,
        "waiting": [(each, *_forms_of_request(each, forms, answers)) for each in requests if each.answered_at is None],
        "answered": [each for each in requests if each.answered_at is not None],
        "extensions": [(each, _form_of_extension(each, forms)) for each in extensions_of(round_)],
        "search": search,
        "hits": hits,
        "may_change": may_change,
        "form": sent_form,
        "new": sent_form if isinstance(sent_form, NewExtensionForm) else NewExtensionForm(None, hits, search),
    }
    return render_or_error(request, "reports/casework/extensions.html", context, sent_form)


def _search(request: HttpRequest) -> str:
    return str((sent(request) or request.GET).get("q", "")).strip()[:100]


def _forms_of_request(
    asked: ExtensionRequest, sent_forms: SentForms, sent_answers: SentForms
) -> tuple[PageForm, PageForm]:
    """The forms that give and that refuse what was asked for: as they were sent if they were."""
    key = f"request-{asked.pk}"
    known = {"owner": asked.owner_id, "asked": asked.pk}
    given = sent_forms.get(f"{key}-%s") or ExtensionForm(key=key, initial=known)
    return given, sent_answers.get(f"{key}-%s") or RefuseExtensionForm(key=key)


def _form_of_extension(made: DeadlineExtension, sent_forms: SentForms) -> PageForm:
    key = f"extension-{made.pk}"
    known = {"until": last_day(made.until), "reason": made.reason}
    return sent_forms.get(f"{key}-%s") or ExtensionForm(key=key, initial=known)


@access(reads_reports, target=round_from_url)
def extensions(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _page(request, request.target)


@access(reads_reports, target=round_from_url)
def extensions_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The later deadlines as a file."""
    round_ = request.target
    rows = [
        [each.owner.name, last_day(each.until), each.reason, each.granted_by.name if each.granted_by else None]
        for each in extensions_of(round_)
    ]
    title = _("Later deadlines %(year)s") % {"year": round_.year}
    return list_file(kind, f"utsatte-frister-{round_.file_part}", title, _FILE_COLUMNS, rows, keys)


@require_POST
@access(changes_reports, target=round_from_url)
def grant(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Gives an owner a later deadline, whether it has asked or not."""
    round_ = request.target
    asked_for = id_from_form(pressed(request, "asked"))
    form: PageForm
    if asked_for:
        form = ExtensionForm(sent(request), key=f"request-{asked_for}")
    else:
        search = _search(request)
        form = NewExtensionForm(sent(request), find_owners(round_, search), search)

    def save() -> HttpResponse:
        typed = form.cleaned_data
        owner = owner_of_office(round_, id_from_form(str(typed["owner"])))
        if owner is None:
            raise UserError(_("Choose the owner."), _("Search for the name or the organisation number first."), "owner")
        person = request.actor.person_or_refuse
        _say_granted(request, grant_extension(round_, owner, end_of(typed["until"]), typed["reason"], person))
        return redirect("reports:extensions", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, form))


def _say_granted(request: HttpRequest, made: DeadlineExtension) -> None:
    text = _("%(owner)s may send until %(when)s.")
    messages.success(request, text % {"owner": made.owner.name, "when": deadline(made.until)})


@require_POST
@access(changes_reports, target=extension_from_url)
def extension(request: PageRequest[DeadlineExtension], extension_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Changes a later deadline, or withdraws it."""
    found = request.target
    person = request.actor.person_or_refuse
    if pressed(request, "withdraw"):
        withdraw_extension(found, person)
        messages.success(request, _("The later deadline is withdrawn"))
        return redirect("reports:extensions", **keys)
    form = ExtensionForm(sent(request), key=f"extension-{extension_id}")

    def save() -> HttpResponse:
        typed = form.cleaned_data
        made = grant_extension(found.round, found.owner, end_of(typed["until"]), typed["reason"], person)
        _say_granted(request, made)
        return redirect("reports:extensions", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_from_url(**keys), form))


@require_POST
@access(changes_reports, target=request_from_url)
def refuse(request: PageRequest[ExtensionRequest], asked_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Refuses a request, with a reason."""
    form = RefuseExtensionForm(sent(request), key=f"request-{asked_id}")

    def save() -> HttpResponse:
        refuse_extension(asked_id, form.cleaned_data["answer"], request.actor.person_or_refuse)
        messages.success(request, _("The request is answered."))
        return redirect("reports:extensions", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_from_url(**keys), form))


@access(is_owner, target=own_round_from_url)
def ask(request: PageRequest[Round], round_id: int) -> HttpResponse:
    """An owner asks for a later deadline, and sees what was answered."""
    round_ = request.target
    actor = request.actor
    owner = Organisation.objects.select_related("municipality").get(pk=actor.organisation_id or 0)
    if owner.municipality is None or owner.municipality.office_id != round_.office_id:
        raise Http404
    form = AskExtensionForm(sent(request))

    def save() -> HttpResponse:
        ask_extension(round_, owner, form.cleaned_data["reason"], actor.person_or_refuse)
        messages.success(request, _("The county governor has got your request. The answer comes by e-mail."))
        return redirect("own_needs:ask-extension", round_id=round_id)

    def show() -> HttpResponse:
        requests = own_requests(round_, owner.pk)
        context = {
            "round": round_,
            "extension": own_extension(round_, owner.pk),
            "requests": requests,
            "is_waiting": any(each.answered_at is None for each in requests),
            "form": form,
        }
        return render_or_error(request, "reports/casework/ask_extension.html", context, form)

    return save_or_show(request, form, save, show)
