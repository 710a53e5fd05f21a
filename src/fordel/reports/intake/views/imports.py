"""The way from a file to reports: upload, columns and partners, preview, import, undo."""

from __future__ import annotations

from typing import Any, Unpack

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.intake.forms import ColumnsForm, SheetForm, UpdateForm, UploadForm, choices_from, uploaded_bytes
from fordel.reports.intake.presentation.import_list import import_list
from fordel.reports.intake.presentation.pages import (
    chosen_columns,
    column_fields,
    partner_options,
    partner_questions,
    preview_context,
)
from fordel.reports.intake.presentation.steps import undo_step
from fordel.reports.intake.selectors.imports import import_from_url, import_lines, is_stale
from fordel.reports.intake.services.bad_rows import bad_rows_file
from fordel.reports.intake.services.import_choices import Choices
from fordel.reports.intake.services.preview_import import choose_columns, choose_sheet, open_received, preview_import
from fordel.reports.intake.services.receive_import import receive_import
from fordel.reports.intake.services.start_import import start_import
from fordel.reports.intake.services.undo_import import has_stopped, take_back_import, undo_import, why_import_stands
from fordel.reports.models import ImportState, SpreadsheetImport
from fordel.reports.permissions import changes_reports, reads_reports
from fordel.reports.plugs.report_locks import (
    refuse_after_decision,
    what_to_do_after_decision,
    why_not_change,
)
from fordel.reports.selectors.report_fields import fields_of
from fordel.shared.access import PageRequest, access
from fordel.shared.files import stored_file_answer
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _to(page: str, import_: SpreadsheetImport) -> HttpResponse:
    """Sends the reader on to one of the import's pages."""
    where = {**import_.round.where, "import_id": import_.pk}
    return HttpResponseRedirect(reverse(f"reports:{page}", kwargs=where))


@access(changes_reports | reads_reports, target=round_from_url)
def imports(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Earlier imports, and for a case officer the form for a new file."""
    round_ = request.target
    may_import = changes_reports(request.actor, round_)
    typed = sent(request)
    form = UploadForm(typed, request.FILES if typed is not None else None)
    if typed is not None:
        changes_reports.require(request.actor, round_)

    def save() -> HttpResponse:
        refuse_after_decision(round_)
        name, content = uploaded_bytes(form.cleaned_data["file"])
        with transaction.atomic():  # an import that cannot be checked is not kept
            made, table = receive_import(round_, name, content, request.actor.person_or_refuse)
            preview_import(made, table)
        return _to("import-columns", made)

    def show() -> HttpResponse:
        locked = why_not_change(round_) if may_import.allowed else ""
        lines = import_lines(round_)
        table = import_list(round_).table(lines, gettext("Imports, the newest first"), css="import-table")
        context = {"round": round_, "lines": lines, "table": table, "may_import": may_import.allowed and not locked}
        context |= {"form": form, "why_locked": locked, "what_to_do": what_to_do_after_decision() if locked else ""}
        return render_or_error(request, "reports/intake/imports.html", context, form)

    return save_or_show(request, form, save, show)


@access(changes_reports, target=import_from_url)
def import_columns(request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Which column holds what, and who unknown partners are."""
    import_ = request.target
    if import_.state != ImportState.RECEIVED:
        return _to("import", import_)
    if pressed(request, "sheet"):
        return _other_sheet(request, import_)
    names, known = import_.result.get("unknown_partners", []), dict(partner_options())
    form = _columns_form(sent(request), import_, known)

    def save() -> HttpResponse:
        choices = choices_from(form, import_.result["sheet"], names, known)
        choose_columns(import_, choices, request.actor.person_or_refuse)
        if "missing" not in import_.result and not _asks_more(import_, names):
            return _to("import", import_)
        return _columns_page(request, import_, _columns_form(None, import_, known))

    return save_or_show(request, form, save, lambda: _columns_page(request, import_, form))


def _columns_form(typed: QueryDict | None, import_: SpreadsheetImport, known: dict[int, str]) -> ColumnsForm:
    return ColumnsForm(
        typed,
        headings=import_.result["headings"],
        asked_fields=fields_of(import_.round.scheme),
        columns=chosen_columns(import_),
        questions=partner_questions(import_),
        known=known,
    )


def _columns_page(request: HttpRequest, import_: SpreadsheetImport, form: ColumnsForm) -> HttpResponse:
    fields = column_fields(import_, form.cleaned_data if form.is_bound else None)
    others = import_.result.get("other_sheets", [])
    context = {
        "import": import_,
        "round": import_.round,
        "form": form,
        "fields": [(field, form[field.column_name]) for field in fields],
        "sheets": SheetForm(sheets=[import_.result["sheet"], *others]) if others else None,
    }
    return render_or_error(request, "reports/intake/import_columns.html", context, form)


def _other_sheet(request: PageRequest[SpreadsheetImport], import_: SpreadsheetImport) -> HttpResponse:
    """Reads the sheet that was chosen; its columns are suggested from the start."""
    choose_sheet(import_, pressed(request, "sheet"), request.actor.person_or_refuse)
    return _to("import-columns", import_)


def _asks_more(import_: SpreadsheetImport, asked: list[str]) -> bool:
    """Whether new columns brought partners that nobody has been asked about yet."""
    return bool(set(import_.result.get("unknown_partners", [])) - set(asked))


@access(reads_reports, target=import_from_url)
def import_page(request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The preview, the progress or the result, by what has become of the import."""
    import_ = request.target
    may_change = changes_reports(request.actor, import_).allowed
    context: dict[str, Any] = {"import": import_, "round": import_.round, "may_change": may_change}
    if import_.state == ImportState.RUNNING:
        return _progress(request, context)
    if getattr(request, "htmx", False):  # the progress line asks, and the work is done
        return HttpResponse(headers={"HX-Refresh": "true"})
    if import_.state == ImportState.RECEIVED:
        if "accepted" not in import_.result and may_change:
            return _to("import-columns", import_)
        locked = why_not_change(import_.round) if may_change else ""
        context |= preview_context(import_) | {"is_stale": is_stale(import_), "why_locked": locked}
        context |= {"may_change": may_change and not locked, "what_to_do": what_to_do_after_decision()}
        context["form"] = UpdateForm(changed=import_.result.get("changed", 0))
        return render(request, "reports/intake/import_preview.html", context)
    context |= preview_context(import_)
    context["why_stands"] = why_import_stands(import_) if import_.state == ImportState.APPLIED else ""
    return render(request, "reports/intake/import_result.html", context)


def _progress(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    is_part = bool(getattr(request, "htmx", False))
    if has_stopped(context["import"]):
        if is_part:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "reports/intake/import_stopped.html", context)
    return render(
        request, "reports/intake/_progress.html" if is_part else "reports/intake/import_progress.html", context
    )


@require_POST
@access(changes_reports, target=import_from_url)
def import_apply(request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    import_ = request.target
    form = UpdateForm(sent(request), changed=import_.result.get("changed", 0))
    start_import(import_, request.actor.person_or_refuse, update=form.is_valid() and form.cleaned_data["update"])
    return _to("import", import_)


@require_POST
@access(changes_reports, target=import_from_url)
def import_check(request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Checks a received file again, after something else was imported or after the job that had it stopped."""
    import_ = request.target
    if import_.state == ImportState.RUNNING:
        take_back_import(import_, request.actor.person_or_refuse)
        import_.refresh_from_db(fields=["state"])
    if import_.state == ImportState.RECEIVED:
        preview_import(import_, open_received(import_))
    return _to("import", import_)


@access(changes_reports, target=import_from_url)
def import_undo(request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    import_, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        count = undo_import(import_, person)
        text = ngettext("%(count)d report was taken back.", "%(count)d reports were taken back.", count)
        messages.success(request, text % {"count": count})
        return _to("import", import_)

    return ask_first(request, undo_step(import_), carry_out)


@access(reads_reports, target=import_from_url)
def import_original(
    request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]
) -> HttpResponseBase:
    """The file as it came."""
    return stored_file_answer(request.target.file)


@access(reads_reports, target=import_from_url)
def import_bad_rows(request: PageRequest[SpreadsheetImport], import_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The rows that were not imported, to correct and bring in again."""
    import_ = request.target
    content = bad_rows_file(import_.round, open_received(import_), Choices.from_json(import_.mapping))
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="rader-til-retting-{import_.pk}.xlsx"'
    return response
