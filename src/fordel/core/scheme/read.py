"""Reads a scheme's definition (the tables of its TOML file) into `Scheme`, or says what must be written instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from fordel.core.form.definition import FormDefinition, FormDefinitionError, Kind, Texts, read_form
from fordel.core.needs_import.values import folded
from fordel.core.scheme.model import (
    LANGUAGES,
    MARKS,
    METHODS,
    RESERVED_SLUGS,
    About,
    BudgetLine,
    Dates,
    ForumRules,
    Limits,
    OutlineChapter,
    Scheme,
    SchemeError,
    SeatGroup,
    TargetGroup,
    group_of_line,
    spoken_names,
)

MOST_APPROVALS: Final = 5
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,19}")
_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")
_SHORT: Final = 24
_TABLES: Final = ("dates", "limits", "follow_up")
AGREED: Final = ("roles", "expectations", "terms")
_NEEDED_QUESTIONS: Final = {"title": Kind.LINE, "target_group": Kind.CHOICE, "need": Kind.NEED}
_NEEDED_IN_FORM: Final = ("owner_kinds", "partner_kinds", "kinds_of_cost", "rules")
_LETTER_PARTS: Final = ("purpose", "permitted_use", "control", "sanctions")


def read_scheme(definition: Mapping[str, Any], file: str = "scheme") -> Scheme:
    """The scheme of a definition. Raises SchemeError, which names the file, the key and what to write instead."""
    reader = _Reader(definition, file)
    reader.check_shape()
    try:
        return reader.scheme()
    except SchemeError:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        problem = f"something is missing or of the wrong kind: {error!r}."
        raise SchemeError(file, "the file", problem, "Compare a scheme that can be read.") from error


@dataclass(frozen=True)
class _Reader:
    definition: Mapping[str, Any]
    file: str

    def check_shape(self) -> None:
        """Raise SchemeError if a table is no table, or a list of tables no list."""
        for key in (*_TABLES, "forum", "letter", "form", "hold_back_purposes", "plan", "agreement", "about"):
            self._table(key)
        for key in ("lines", "groups", "signs", "exemptions"):
            self._tables(key)

    def scheme(self) -> Scheme:
        has_rounds = self._flag(self.definition, "rounds", default=True)
        is_history = bool(self.definition.get("is_history", False))
        is_whole = has_rounds and not is_history
        lines = self._lines() if has_rounds else ()
        form = self._form()
        groups = self._groups(lines) if has_rounds else ()
        if form is not None:
            self._check_form(form, groups)
        return Scheme(
            code=self._code(self.definition, "code"),
            slug=self._slug(),
            year=self._number(self.definition, "year", 2000, 2100),
            name=self._texts(self.definition, "name"),
            short_name=self._short_name(),
            follows=self._follows(),
            lines=lines,
            groups=groups,
            dates=self._dates(),
            limits=self._limits(),
            forum=self._forum(needed=is_whole),
            form=form,
            reminder_days=self._reminder_days(),
            is_history=is_history,
            approvals=self._number(self.definition, "approvals", 1, MOST_APPROVALS, default=1),
            methods=self._methods(),
            appeal_body=self._texts(self.definition, "appeal_body", needed=is_whole),
            legal_basis=self._texts(self.definition, "legal_basis", needed=is_whole),
            budget=self._texts(self.definition, "budget", needed=is_whole),
            letter=self._letter(needed=is_whole),
            signs={each["code"]: self._texts(each, "", f"signs.{each['code']}") for each in self._tables("signs")},
            hold_back_purposes=self._purposes(),
            plan_years=self._number(self._table("plan"), "plan.years", 1, 10, default=4),
            plan_outline=self._outline(),
            agreement=self._agreement(),
            line_least_percent=self._number(self._table("follow_up"), "follow_up.line_least_percent", 0, 100, 0),
            exemptions={
                self._code(each, f"exemptions.{k}.code", "code"): self._texts(each, "", f"exemptions.{k}")
                for k, each in enumerate(self._tables("exemptions"))
            },
            note=self._texts(self.definition, "note", needed=False),
            about=self._about(form),
            has_rounds=has_rounds,
        )

    def _slug(self) -> str:
        slug = self.definition.get("slug")
        if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            raise self._error(
                "slug", "the scheme has no address.", 'Write small letters and hyphens, e.g. "kollektiv".'
            )
        if slug in RESERVED_SLUGS:
            taken = ", ".join(sorted(RESERVED_SLUGS))
            raise self._error("slug", f"{slug} is the address of something else.", f"Choose a word other than {taken}.")
        return slug

    def _short_name(self) -> dict[str, str]:
        """The name itself if there is no shorter one."""
        found = self._texts(self.definition, "short_name", needed=False) or self._texts(self.definition, "name")
        if "short_name" in self.definition and any(len(text) > _SHORT for text in found.values()):
            raise self._error("short_name", "it is too long.", f"Write at most {_SHORT} characters.")
        return found

    def _follows(self) -> tuple[str, ...]:
        codes = self.definition.get("follows", [])
        if not isinstance(codes, list) or not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
            raise self._error("follows", f"{codes!r} is no list of codes.", 'Write it like ["regional"].')
        self._refuse_doubles("follows", codes)
        return tuple(codes)

    def _lines(self) -> tuple[BudgetLine, ...]:
        found = tuple(
            BudgetLine(
                self._code(each, f"lines.{k}.code", "code"),
                self._texts(each, "name", f"lines.{k}.name"),
                self._texts(each, "frame", f"lines.{k}.frame", needed=False),
            )
            for k, each in enumerate(self._tables("lines"))
        )
        if not found:
            raise self._error("lines", "there is no budget line.", "Write at least one [[lines]] with code and name.")
        self._refuse_doubles("lines", [line.code for line in found])
        return found

    def _groups(self, lines: Sequence[BudgetLine]) -> tuple[TargetGroup, ...]:
        """A former scheme may leave the groups out: then there is one for each line."""
        known = [line.code for line in lines]
        tables = self._tables("groups")
        if not tables:
            if not self.definition.get("is_history"):
                fix = "Write a [[groups]] with code, name, mark and lines for each."
                raise self._error("groups", "there is no target group.", fix)
            return tuple(map(group_of_line, lines, MARKS))
        found = tuple(self._group(each, f"groups.{k}", known) for k, each in enumerate(tables))
        self._refuse_doubles("groups", [group.code for group in found])
        self._refuse_doubles("groups.mark", [group.mark for group in found])
        self._refuse_doubles("groups.words", [word for group in found for word in group.words])
        unused = [code for code in known if not any(code in group.lines for group in found)]
        if unused:
            raise self._error("groups", f"no group draws on the line {unused[0]}.", "Name it in the lines of a group.")
        return found

    def _group(self, table: Mapping[str, Any], key: str, known: Sequence[str]) -> TargetGroup:
        lines = tuple(table.get("lines", ()))
        if not lines or len(set(lines)) != len(lines):
            raise self._error(f"{key}.lines", "it names no line, or one twice.", f"Choose among {', '.join(known)}.")
        for line in lines:
            if line not in known:
                raise self._error(f"{key}.lines", f"there is no line {line}.", f"Choose among {', '.join(known)}.")
        mark = table.get("mark", "")
        if mark not in MARKS:
            raise self._error(f"{key}.mark", f"there is no mark {mark!r}.", f"Choose among {', '.join(MARKS)}.")
        name = self._texts(table, "name", f"{key}.name")
        words = tuple(sorted({*(folded(str(word)) for word in table.get("words", ())), *spoken_names(name)}))
        ordered = tuple(line for line in known if line in lines)
        return TargetGroup(self._code(table, f"{key}.code", "code"), name, mark, ordered, words)

    def _dates(self) -> Dates:
        table = self._table("dates")
        deadline = table.get("needs_deadline")
        return Dates(
            needs_open=self._day(table, "needs_open"),
            needs_deadline=self._instant(deadline) if deadline is not None else None,
            recommendation_due=self._day(table, "recommendation_due"),
            decision_due=self._day(table, "decision_due"),
            report_due=self._day(table, "report_due"),
            appeal_weeks=self._number(table, "dates.appeal_weeks", 1, 52, default=3),
        )

    def _limits(self) -> Limits:
        table, plain = self._table("limits"), Limits()
        return Limits(
            duration_years_max=self._number(table, "limits.duration_years_max", 1, 10, plain.duration_years_max),
            amount_most=self._number(table, "limits.amount_most", 1, 10**12, plain.amount_most),
            attachment_megabytes=self._number(table, "limits.attachment_megabytes", 1, 200, plain.attachment_megabytes),
            attachments_most=self._number(table, "limits.attachments_most", 0, 100, plain.attachments_most),
            own_contribution_percent=self._number(
                table, "limits.own_contribution_percent", 0, 100, plain.own_contribution_percent
            ),
        )

    def _about(self, form: FormDefinition | None) -> About:
        """The kinds are those of the form if there is one."""
        table = self._table("about")
        kinds = (*form.owner_kinds, *form.partner_kinds) if form else tuple(table.get("kinds", ()))
        texts = {
            name: self._texts(table, name, f"about.{name}", needed=False)
            for name in ("who", "purpose", "deadline", "where")
        }
        return About(**texts, kinds=kinds)

    def _forum(self, *, needed: bool) -> ForumRules:
        table, plain = self._table("forum"), ForumRules()
        return ForumRules(
            self._seat_groups(table, needed=needed),
            self._number(table, "forum.group_percent_most", 1, 100, plain.group_percent_most),
            self._number(table, "forum.quorum_percent", 0, 100, plain.quorum_percent),
            self._number(table, "forum.majority_percent", 0, 99, plain.majority_percent),
            self._number(table, "forum.points_most", 1, 100, plain.points_most),
        )

    def _seat_groups(self, forum: Mapping[str, Any], *, needed: bool) -> tuple[SeatGroup, ...]:
        tables = self._tables_in(forum, "groups", "forum.groups")
        found = tuple(self._seat_group(each, f"forum.groups.{k}") for k, each in enumerate(tables))
        self._refuse_doubles("forum.groups", [group.code for group in found])
        if needed and not any(group.votes for group in found):
            fix = "Write a [[forum.groups]] with code and name for each group that has seats."
            raise self._error("forum.groups", "no group of seats votes.", fix)
        return found

    def _seat_group(self, table: Mapping[str, Any], key: str) -> SeatGroup:
        name = self._texts(table, "name", f"{key}.name")
        votes = self._flag(table, f"{key}.votes", default=True)
        is_expected = self._flag(table, f"{key}.is_expected", default=False)
        return SeatGroup(self._code(table, f"{key}.code", "code"), name, votes, is_expected)

    def _form(self) -> FormDefinition | None:
        if "form" not in self.definition:
            return None
        lacking = [key for key in _NEEDED_IN_FORM if not self.definition["form"].get(key)]
        if lacking:
            raise self._error(f"form.{lacking[0]}", "the form for needs reports lacks this.", "Compare another scheme.")
        try:
            return read_form(self.definition)
        except FormDefinitionError as error:
            raise self._error("form", f"{error}.", "Put that right.") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._error(
                "form", f"something is missing or misspelt: {error}.", "Compare another scheme."
            ) from error

    def _outline(self) -> tuple[OutlineChapter, ...]:
        tables = self._tables_in(self._table("plan"), "outline", "plan.outline")
        found = tuple(self._chapter(each, f"plan.outline.{k}") for k, each in enumerate(tables))
        self._refuse_doubles("plan.outline", [chapter.code for chapter in found])
        return found

    def _agreement(self) -> dict[str, dict[str, str]]:
        table = self._table("agreement")
        return {key: self._texts(table, key, f"agreement.{key}") for key in AGREED if key in table}

    def _chapter(self, table: Mapping[str, Any], key: str) -> OutlineChapter:
        title, help_text = self._texts(table, "title", f"{key}.title"), self._texts(table, "help", f"{key}.help")
        return OutlineChapter(self._code(table, f"{key}.code", "code"), title, help_text)

    def _reminder_days(self) -> tuple[int, ...]:
        form = self.definition.get("form", {})
        days = form.get("reminders", {}).get("days_before", ()) if form else ()
        for day in days:
            if isinstance(day, bool) or not isinstance(day, int) or not 0 < day < 100:
                fix = "Write whole numbers of days from 1 to 99."
                raise self._error("form.reminders.days_before", f"{day!r} cannot be used.", fix)
        return tuple(sorted(set(days), reverse=True))

    def _check_form(self, form: FormDefinition, groups: Sequence[TargetGroup]) -> None:
        """The form asks for what every report has, and for the scheme's own target groups and no other."""
        codes = [group.code for group in groups]
        asked_for = {question.code: question.kind for _part, question in form.questions()}
        for code, kind in _NEEDED_QUESTIONS.items():
            if asked_for.get(code) != kind:
                problem = f"no question has the code {code} and the kind {kind}."
                raise self._error("form.parts", problem, "Ask it: a report cannot be received without.")
        for _part, question in form.questions():
            if question.code == "target_group":
                asked = [choice.code for choice in question.choices]
                if sorted(asked) != sorted(codes):
                    fix = f"Make the choices of target_group {', '.join(codes)}."
                    raise self._error("form.parts", "the form asks for other target groups than the scheme has.", fix)
            asked_when = question.when.get("target_group", ())
            if unknown := [code for code in asked_when if code not in codes]:
                key, problem = f"form.parts.{question.code}.when", f"there is no target group {unknown[0]}."
                raise self._error(key, problem, f"Choose among {', '.join(codes)}.")

    def _methods(self) -> tuple[str, ...]:
        named = self.definition.get("methods", METHODS)
        if not isinstance(named, list | tuple):
            raise self._error("methods", "this is no list.", 'Write for example ["meet_all", "proportional"].')
        for method in named:
            if method not in METHODS:
                raise self._error("methods", f"there is no method {method!r}.", f"Choose among {', '.join(METHODS)}.")
        if not named:
            raise self._error("methods", "no method is offered.", f"Name at least one of {', '.join(METHODS)}.")
        return tuple(method for method in METHODS if method in named)

    def _letter(self, *, needed: bool) -> dict[str, Texts]:
        table = self._table("letter")
        missing = [part for part in _LETTER_PARTS if part not in table] if needed else []
        if missing:
            raise self._error(f"letter.{missing[0]}", "the letters lack this text.", "Write it in nb and nn.")
        return {part: self._texts(table, part, f"letter.{part}") for part in table}

    def _purposes(self) -> tuple[Texts, ...]:
        table = self._table("hold_back_purposes")
        listed = {language: list(table.get(language, ())) for language in LANGUAGES if language in table}
        if len({len(texts) for texts in listed.values()}) > 1:
            raise self._error("hold_back_purposes", "the languages do not have equally many.", "Write each in all.")
        count = len(next(iter(listed.values()), ()))
        return tuple({language: texts[k] for language, texts in listed.items()} for k in range(count))

    def _table(self, key: str) -> Mapping[str, Any]:
        found = self.definition.get(key, {})
        if not isinstance(found, Mapping):
            raise self._error(key, "it is not a table.", f"Write [{key}] on a line, and the values under it.")
        return found

    def _tables(self, key: str) -> Sequence[Mapping[str, Any]]:
        return self._tables_in(self.definition, key, key)

    def _tables_in(self, table: Mapping[str, Any], name: str, key: str) -> Sequence[Mapping[str, Any]]:
        found = table.get(name, ())
        if (
            isinstance(found, str)
            or not isinstance(found, Sequence)
            or not all(isinstance(each, Mapping) for each in found)
        ):
            raise self._error(key, "it is not a list of tables.", f"Write [[{key}]] on a line for each.")
        return found

    def _flag(self, table: Mapping[str, Any], key: str, *, default: bool) -> bool:
        found = table.get(key.rpartition(".")[2], default)
        if not isinstance(found, bool):
            raise self._error(key, f"{found!r} is neither yes nor no.", "Write true or false.")
        return found

    def _code(self, table: Mapping[str, Any], key: str, name: str = "") -> str:
        code = table.get(name or key)
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            fix = "Write at most 20 small letters, digits and underscores, a letter first."
            raise self._error(key, f"{code!r} is no code.", fix)
        return code

    def _texts(self, table: Mapping[str, Any], name: str, key: str = "", *, needed: bool = True) -> dict[str, str]:
        """The text by language; bokmål and nynorsk must be there. `name` '' means that the table itself holds them."""
        found = table.get(name, {}) if name else table
        texts = {
            language: found[language] for language in LANGUAGES if isinstance(found, Mapping) and language in found
        }
        if not texts and not needed:
            return {}
        missing = [language for language in ("nb", "nn") if not isinstance(texts.get(language), str)]
        if missing or not all(text.strip() for text in texts.values()):
            lacking = missing[0] if missing else next(lang for lang, text in texts.items() if not text.strip())
            raise self._error(f"{key or name}.{lacking}", "the text is missing.", f'Write {lacking} = "…".')
        return texts

    def _number(self, table: Mapping[str, Any], key: str, least: int, most: int, default: int | None = None) -> int:
        value = table.get(key.rsplit(".", 1)[-1], default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self._error(key, f"{value!r} cannot be used.", f"Write a whole number from {least} to {most}.")
        return value

    def _day(self, table: Mapping[str, Any], name: str) -> date | None:
        value = table.get(name)
        if value is None:
            return None
        try:
            return value if type(value) is date else date.fromisoformat(str(value))
        except ValueError as error:
            raise self._error(f"dates.{name}", f"{value!r} is no date.", 'Write it like "2026-03-15".') from error

    def _instant(self, value: object) -> datetime:
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError as error:
            fix = 'Write the first instant that is too late, like "2026-02-02T00:00:00".'
            raise self._error("dates.needs_deadline", f"{value!r} is no date and time.", fix) from error
        return found.replace(tzinfo=None)

    def _refuse_doubles(self, key: str, codes: Sequence[str]) -> None:
        double = next((code for code in codes if codes.count(code) > 1), None)
        if double is not None:
            raise self._error(key, f"{double} is there twice.", "Give each its own.")

    def _error(self, key: str, problem: str, fix: str) -> SchemeError:
        return SchemeError(self.file, key, problem, fix)
