"""Behind the proxy, limits are counted for each visitor and not for the proxy."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from fordel.web.middleware import VisitorAddressMiddleware
from tests.cli.test_doctor import PRODUCTION


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ({"x-forwarded-for": "198.51.100.7"}, "198.51.100.7"),
        ({"x-forwarded-for": "10.0.0.1, 2001:db8::7"}, "2001:db8::7"),
        ({"x-forwarded-for": "198.51.100.7,"}, "127.0.0.1"),
        ({}, "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_the_proxy_saw(header: dict[str, str], address: str) -> None:
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    VisitorAddressMiddleware(answer)(RequestFactory(headers=header).get("/"))
    assert seen == [address]


def test_only_behind_the_proxy_of_production_is_the_header_read() -> None:
    program = "from django.conf import settings; print(settings.MIDDLEWARE[0])"
    given = PRODUCTION | {"DJANGO_SETTINGS_MODULE": "fordel.settings", "PATH": os.environ["PATH"]}
    ran = subprocess.run([sys.executable, "-c", program], env=given, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "fordel.web.middleware.VisitorAddressMiddleware"
    assert ran.stdout.strip() not in settings.MIDDLEWARE, "elsewhere a visitor would choose their own address"
