"""Themes as pages write them: in the reader's language, if what is stored names one of the year's."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from fordel.programme.models import Round
from fordel.programme.selectors.themes import themes_of

register = template.Library()


@register.filter
def theme_of(text: str, round_: Round) -> str:
    """`{{ report.theme|theme_of:round }}`"""
    return themes_of(round_).shown(text, get_language() or "nb")
