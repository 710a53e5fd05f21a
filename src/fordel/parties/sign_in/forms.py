"""What a person writes when they register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest


class SignUpName(forms.Form):
    """The name, beside the e-mail address that allauth asks for."""

    name = forms.CharField(max_length=120)

    def signup(self, request: HttpRequest, user: Any) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
