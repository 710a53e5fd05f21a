"""What an office does about partnerships: the text that agreements begin with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.partnership.forms import TemplateForm, values_of_template
from fordel.partnership.permissions import reads_templates, writes_templates
from fordel.partnership.presentation.partnership_list import STATE_CHOICES, office_pairs
from fordel.partnership.selectors.partnerships import NARROWS, narrowed, pairs_of_office
from fordel.partnership.selectors.templates import Beginning, beginning_of, versions_of
from fordel.partnership.services.office_template import save_template
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import number_from_form
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.paging import paged


@access(reads_templates, target=office_from_url)
def overview(request: PageRequest[Office], office: str) -> HttpResponse:
    """Every pair of the office's owners and their partners, with what they have agreed."""
    here, asked = request.target, request.GET.dict()
    every = pairs_of_office(here)
    rows = narrowed(every, asked)
    page = paged(rows, asked.get("side"))
    query = {name: asked[name] for name in NARROWS if asked.get(name)}
    context = {
        "office": here,
        "page": page,
        "table": office_pairs().table(page, _("Partnerships"), asked, css="dense stacked"),
        "count": len(rows),
        "without": sum(not row.has_agreement for row in every),
        "every": len(every),
        "asked": asked,
        "states": STATE_CHOICES,
        "query": urlencode(query),
        "page_query": f"{urlencode(query)}&" if query else "",
    }
    return render(request, "partnership/overview.html", context)


@access(reads_templates, target=office_from_url)
def overview_file(request: PageRequest[Office], office: str, kind: str) -> HttpResponse:
    """The same rows as a file."""
    rows = narrowed(pairs_of_office(request.target), request.GET.dict())
    return office_pairs().file(kind, f"partnerskap-{office}", _("Partnerships"), rows)


@access(reads_templates, target=office_from_url)
def template(request: PageRequest[Office], office: str) -> HttpResponse:
    """The text, and its versions; a case officer changes it. An earlier version is shown with `?versjon=`."""
    here = request.target
    versions = list(versions_of(here))
    wanted = number_from_form(request.GET.get("versjon"), most=99_999)
    earlier = next((each for each in versions[1:] if each.version == wanted), None)
    begins = beginning_of(here)
    shown = Beginning(earlier.texts, earlier) if earlier else begins
    form = TemplateForm(sent(request), initial=values_of_template(begins))
    writes = writes_templates(request.actor, here).allowed

    def save() -> HttpResponse:
        writes_templates.require(request.actor, here)
        made = save_template(here, form.texts(), request.actor.person_or_refuse)
        if made is None:
            messages.info(request, _("Nothing is changed."))
        else:
            messages.success(
                request, _("Version %(number)s is saved. New agreements begin with it.") % {"number": made.version}
            )
        return HttpResponseRedirect(reverse("partnerships:template", kwargs={"office": office}))

    context = {
        "office": here,
        "form": form,
        "writes": writes and earlier is None,
        "shown": shown,
        "texts": form.shown(shown),
        "versions": versions,
    }
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "partnership/template.html", context, form)
    )
