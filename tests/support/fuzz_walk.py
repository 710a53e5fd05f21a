"""Every address of the resolver, asked for and posted to with hostile values by whoever may do most there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from typing import Any, Final
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.client import MULTIPART_CONTENT
from django.urls import NoReverseMatch, reverse
from psycopg.sql import SQL, Identifier

from tests.support.access_table import DEMO_ROUTES, EVERYONE, NOBODY, OWN_SESSION, ROUTES, TABLE
from tests.support.access_walk import close, rows_written
from tests.support.access_world import World
from tests.support.forms_found import forms_of, names_read_at, route_of
from tests.support.hostile import BODIES, COOKIES, FIELDS, FILE_NAMES, HEADERS, IN_QUERIES, SIDES, Value

_MOST_FIRST: Final = ("case_officer", "owner", "forum_member", "partner", "approver", "auditor", "visitor")
_DOCUMENTS: Final = ("-file", "pdf", ":xlsx", ":csv", "slides", "picture", "download", "all-letters", ":receipt")
Sent = tuple[str, str, str]
"""A field: its name, its kind, and its value as it is."""
FORM: Final = "application/x-www-form-urlencoded"


@dataclass
class Address:
    """One address of the resolver, who may do most there, and what is sent to it: (name, kind, value as it is)."""

    name: str
    url: str
    actor: str
    is_seen: bool
    takes_post: bool
    sends: list[Sent] = field(default_factory=list)
    asks: list[Sent] = field(default_factory=list)

    @property
    def makes_document(self) -> bool:
        """Whether a document is made to answer, which takes long and holds no form."""
        return any(word in self.name for word in _DOCUMENTS)


def _filled(fields: list[Sent], value_of: Value) -> list[tuple[str, str]]:
    return [(name, text) for name, kind, value in fields for text in value_of(name, kind, value)]


def _actor(name: str) -> str:
    row = TABLE[name]
    may = row.do or row.see or NOBODY
    if name in DEMO_ROUTES or may == EVERYONE or not may:
        return "visitor" if name != "switch-role" else "case_officer"
    return next((each for each in _MOST_FIRST if each in may), min(may))


def addresses_of(world: World) -> list[Address]:
    """Each address of the table, with the fields of the forms that lead to it and what its view reads."""
    found = {
        name: Address(name, world.url(name), _actor(name), row.see is not None, row.see is None or row.do is not None)
        for name, row in TABLE.items()
    }
    forms = _forms_by_route(world, found)
    for address in found.values():
        read = [(name, "read", "") for name in names_read_at(address.url)]
        address.sends += _with_read(forms["post", address.name], read)
        address.asks += [*_with_read(forms["get", address.name], read), ("side", "read", "")]
    return list(found.values())


def _with_read(fields: list[Sent], read: list[Sent]) -> list[Sent]:
    known = {name for name, _kind, _value in fields}
    return fields + [each for each in read if each[0] not in known]


def _forms_by_route(world: World, found: dict[str, Address]) -> dict[tuple[str, str], list[Sent]]:
    forms: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    for address in found.values():
        if not address.is_seen or address.makes_document:
            continue
        with transaction.atomic(), demo(address):
            response = world.clients[address.actor].get(address.url)
            transaction.set_rollback(True)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            close(response)
            continue
        for form in forms_of(response.content.decode(), address.url):
            here = forms[form.method, route_of(form.action)]
            known = {name for name, _kind, _value in here}
            here += [each for each in form.fields if each[0] not in known]
    return forms


def demo(address: Address) -> Any:
    return override_settings(FORDEL_DEMO=address.name in DEMO_ROUTES)


@dataclass(frozen=True)
class Ask:
    """One hostile request: `kind` says in words what is hostile about it."""

    address: Address
    kind: str
    send: Callable[[Client], Any]


def faults(world: World, asks: Iterable[Ask]) -> list[str]:
    """What is wrong with the answers, one line each."""
    return [fault for ask in asks if (fault := _fault_of(world, ask))]


def _fault_of(world: World, ask: Ask) -> str:
    """What is wrong with the answer to one request, or ''. Whatever it changed is rolled back."""
    address, client = ask.address, world.clients[ask.address.actor]
    with transaction.atomic(), demo(address):
        mark = _mark()
        before = rows_written()
        try:
            response = ask.send(client)
            fault = _judged(address, response, rows_written() > before, mark, client)
        except Exception as error:
            fault = f"{type(error).__name__}: {str(error)[:120]}"
        transaction.set_rollback(True)
    if address.name in OWN_SESSION and address.actor != "visitor":
        client.force_login(world.people[address.actor])
    return f"{address.name} by {address.actor}, {ask.kind}: {fault}" if fault else ""


def _judged(address: Address, response: Any, wrote: bool, mark: int, client: Client) -> str:
    close(response)
    if response.status_code >= 500:
        return str(response.status_code)
    kept = _kept_since(mark) if response.status_code >= 400 and wrote else []
    if kept:
        return f"refused with {response.status_code}, but wrote in {', '.join(kept)}"
    broken = _broken_lines() if wrote else ""
    if broken or not (address.is_seen and wrote):
        return broken
    again = client.get(address.url)
    close(again)
    return f"the page afterwards: {again.status_code}" if again.status_code >= 500 else ""


def _mark() -> int:
    """The number of the transaction from here on: rows that are kept after this have it, or a higher one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS fuzz_mark (n int)")
        cursor.execute("INSERT INTO fuzz_mark VALUES (1) RETURNING xmin::text::bigint")
        return int(cursor.fetchone()[0])


def _kept_since(mark: int) -> list[str]:
    """The tables with rows that were written since and not taken back. Tries to sign in, and wrong codes, are counted
    on purpose."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd > 0"
            " AND relname NOT IN ('fuzz_mark', 'django_session', 'parties_guesscount') AND schemaname = 'public'"
        )
        tables, found = [table for (table,) in cursor.fetchall()], []
        for table in tables:
            cursor.execute(
                SQL("SELECT 1 FROM {} WHERE xmin::text::bigint >= %s LIMIT 1").format(Identifier(table)), [mark]
            )
            found += [table] if cursor.fetchone() else []
    return found


def _broken_lines() -> str:
    """A column of one line that holds a line break now, or ''."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN pg_stat_xact_user_tables t ON t.relname = c.table_name"
            " WHERE c.data_type = 'character varying' AND t.n_tup_ins + t.n_tup_upd > 0"
        )
        for table, column in cursor.fetchall():
            asked = SQL("SELECT 1 FROM {} WHERE {} ~ %s LIMIT 1").format(Identifier(table), Identifier(column))
            cursor.execute(asked, ["[\\n\\r\\u0085\\u2028]"])
            if cursor.fetchone():
                return f"a line break in {table}.{column}"
    return ""


def posts(addresses: list[Address]) -> Iterator[Ask]:
    """Every form with every kind of value, all its fields at once."""
    for address in addresses:
        if address.takes_post and address.sends:
            for kind, value_of in FIELDS.items():
                body = urlencode(_filled(address.sends, value_of), errors="surrogatepass").encode()
                yield Ask(address, kind, partial(_post, address.url, body, FORM))


def queries(addresses: list[Address]) -> Iterator[Ask]:
    """Every page that reads its query with every kind of value there, and with numbers of pages that are not there."""
    for address in addresses:
        if not address.is_seen or len(address.asks) < 2 or address.makes_document:
            continue
        asked = {kind: _filled(address.asks, value_of) for kind, value_of in FIELDS.items() if kind in IN_QUERIES}
        asked |= {f"side {side[:8]!r}": [("side", side)] for side in SIDES}
        for kind, pairs in asked.items():
            query = urlencode([(name, text[:6000]) for name, text in pairs], errors="surrogatepass")
            yield Ask(address, kind, partial(_get, f"{address.url}?{query}"))


def paths(world: World, addresses: list[Address]) -> Iterator[Ask]:
    """Every address with each part that means something made hostile in turn."""
    for address in addresses:
        kwargs = {key: world.arguments[key] for key in ROUTES[address.name]}
        for key in sorted(kwargs):
            for value in (10**30, 3_000_000_000, 0, "\0", "a\r\nb"):
                with suppress(NoReverseMatch):
                    path = reverse(address.name, kwargs=kwargs | {key: value})
                    yield Ask(address, path[:80], partial(_get if address.is_seen else _post, path))


def bodies(addresses: list[Address]) -> Iterator[Ask]:
    """JSON that nobody sends, to every address that takes a POST; all of it to the one that reads JSON."""
    for address in addresses:
        if address.takes_post:
            for body in BODIES if address.name == "own_needs:draft-save" else BODIES[:6:5]:
                yield Ask(address, f"JSON {body[:60]}", partial(_post, address.url, body.encode(), "application/json"))
            yield Ask(address, "multipart", partial(_post, address.url, {"fields": "x"}, MULTIPART_CONTENT))
            broken = "multipart/form-data; boundary=x"
            yield Ask(address, "broken multipart", partial(_post, address.url, b"--x\r\n\0", broken))


def headers(addresses: list[Address]) -> Iterator[Ask]:
    """Headers that no browser sends, at each address one of the sets in turn, and cookies at some addresses: nothing
    but what runs before the views reads most of them."""
    for position, address in enumerate(addresses):
        if address.makes_document:
            continue
        ask, number = _get if address.is_seen else _post, position % len(HEADERS)
        yield Ask(address, f"headers {number}", partial(ask, address.url, **HEADERS[number]))
        if address.name in ("home", "sign-in", "language", "reports:reports"):
            for cookie in COOKIES:
                yield Ask(address, f"cookie {cookie[:40]}", partial(_with_cookie, ask, address.url, cookie))


def files(addresses: list[Address]) -> Iterator[Ask]:
    """A file under each hostile name, wherever a form takes one."""
    for address in addresses:
        others = {name: value for name, kind, value in address.sends if kind != "file"}
        for field_name in [name for name, kind, _value in address.sends if kind == "file"]:
            for name in FILE_NAMES:
                sent = {**others, field_name: partial(_upload, name)}
                yield Ask(address, f"file {name[:20]!r}", partial(_post_file, address.url, sent))


def _get(url: str, client: Client, **more: str) -> Any:
    return client.get(url, **more)  # type: ignore[arg-type]  # headers by their names in the environment


def _post(url: str, *sent: Any, **more: str) -> Any:
    """The last of `sent` is the client; before it the body and its type, if there are any."""
    *body, client = sent
    kind = {"content_type": body[1]} if body else {}
    return client.post(url, *body[:1], **kind, **more)


def _with_cookie(ask: Callable[..., Any], url: str, cookie: str, client: Client) -> Any:
    kept, client.cookies = client.cookies, SimpleCookie()
    try:
        return ask(url, client, HTTP_COOKIE=cookie)
    finally:
        client.cookies = kept


def _upload(name: str) -> SimpleUploadedFile:
    file = SimpleUploadedFile("a.txt", b"a;b\n1;2\n")
    file._name = name  # type: ignore[attr-defined]  # Django's own setter would clean it before it is sent
    return file


def _post_file(url: str, sent: dict[str, Any], client: Client) -> Any:
    return client.post(url, {name: value() if callable(value) else value for name, value in sent.items()})
