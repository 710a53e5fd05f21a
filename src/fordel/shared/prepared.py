"""Queries that are built and compiled once in a process, and asked with other values each time.

Django builds a query from its parts and writes its SQL each time it is asked; for a query with many subqueries
that takes longer than the answer. `Prepared` keeps the SQL, with a place for each value:

    _OPEN = Prepared(lambda: Case.objects.filter(office=Asked("office", BigIntegerField())))
    _OPEN.rows(office=office.pk)
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Asked(Value):
    """The place of a value in a prepared query: `name` is what the value is called when the query is asked."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(name, output_field=output_field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A mark for the value; `Prepared` puts it there."""
        return "%s", (self,)


NOW: Final = Asked("now", models.DateTimeField())
TODAY: Final = Asked("today", models.DateField())


class Prepared(Generic[Row]):
    """A query whose SQL is kept. `build` returns it, with `Asked` for whatever differs from one time to the next; it is
    called once, so nothing else in it may depend on the moment, the reader or the language."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build

    def rows(self, **values: Any) -> list[Row]:
        """What the query finds with the values. Raises KeyError if one is missing, and TypeError for one that it does
        not ask for."""
        queryset, compiler, sql, parameters, names = self._compiled
        if unknown := values.keys() - names:
            raise TypeError(f"not asked for: {', '.join(sorted(unknown))}")
        bound = tuple(values[each.value] if isinstance(each, Asked) else each for each in parameters)
        asked = queryset.all()
        asked.query.get_compiler = lambda *_args, **_kwargs: _ready(compiler, sql, bound)  # type: ignore[method-assign]
        return list(asked)

    def first(self, **values: Any) -> Row | None:
        """The first of `rows`, or None. The query says how many there are: end it with `[:1]`."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def _compiled(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, tuple[Any, ...], frozenset[str]]:
        """The query, the compiler that has read it, its SQL, and the parameters with the names of those asked for."""
        queryset = self._build()
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        for each in parameters:
            if isinstance(each, date | datetime):
                raise TypeError(f"a prepared query was built with {each!r}: it is asked at other times too")
        names = frozenset(each.value for each in parameters if isinstance(each, Asked))
        return queryset, compiler, sql, tuple(parameters), names


def _ready(compiler: SQLCompiler, sql: str, parameters: tuple[Any, ...]) -> SQLCompiler:
    """The compiler as it was after it had written the SQL, on the connection of this thread."""
    ready = copy.copy(compiler)
    ready.connection = connections[compiler.using or DEFAULT_DB_ALIAS]
    ready.as_sql = lambda *_args, **_kwargs: (sql, parameters)  # type: ignore[method-assign]
    return ready
