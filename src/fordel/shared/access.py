"""Who may open what: small named rules, combined with & | ~, declared on every view.

A rule answers with a verdict that carries its reason, so that a refusal can say what to do. The route test walks the
URL resolver and fails for a view that declares nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast, overload

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from fordel.parties.actors import Actor

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Reason = str | Promise


class Refused(Exception):  # noqa: N818 -- said as it is used: "raise Refused(reason)"
    """The actor may not do this; `reason` says why in words for the person. `rule` and `target` say what was asked, so
    that it can be asked again for another of the person's roles."""

    def __init__(self, reason: Reason, *, sign_in: bool = False, rule: Rule | None = None, target: Any = None) -> None:
        super().__init__(str(reason))
        self.reason = str(reason)
        self.sign_in = sign_in
        self.rule = rule
        self.target = target


@dataclass(frozen=True)
class Verdict:
    """`by_role`: refused for the role alone, so the reason of a rule that looked at the object says more."""

    allowed: bool
    reason: Reason = ""
    by_role: bool = False


@dataclass(frozen=True)
class Rule:
    """A named question about an actor and a target (the object of the page, or None)."""

    name: str
    question: Callable[[Actor, Any], Verdict]

    def __call__(self, actor: Actor, target: Any = None) -> Verdict:
        return self.question(actor, target)

    def __and__(self, other: Rule) -> Rule:
        def both(actor: Actor, target: Any) -> Verdict:
            first = self(actor, target)
            return other(actor, target) if first.allowed else first

        return Rule(f"({self.name} & {other.name})", both)

    def __or__(self, other: Rule) -> Rule:
        def either(actor: Actor, target: Any) -> Verdict:
            first = self(actor, target)
            if first.allowed:
                return first
            second = other(actor, target)
            return second if second.allowed or first.by_role else first

        return Rule(f"({self.name} | {other.name})", either)

    def __invert__(self) -> Rule:
        def opposite(actor: Actor, target: Any) -> Verdict:
            return Verdict(not self(actor, target).allowed, _("This is closed for your role."))

        return Rule(f"~{self.name}", opposite)

    def require(self, actor: Actor, target: Any = None) -> None:
        """Raises Refused with the rule's reason unless the actor is allowed."""
        verdict = self(actor, target)
        if not verdict.allowed:
            raise Refused(verdict.reason, sign_in=not actor.is_authenticated, rule=self, target=target)


anyone = Rule("anyone", lambda actor, target: Verdict(True))
signed_in = Rule("signed_in", lambda actor, target: Verdict(actor.is_authenticated, _("Sign in to open this page.")))


class PageRequest(HttpRequest, Generic[T_co]):
    """A request as a view behind `access()` gets it. A type alone: Django makes the requests.

    `actor` is set by ActorMiddleware, `received_at` (when the request reached the server) by ClockMiddleware, and
    `target`, the object of the page, by `access()`.
    """

    actor: Actor
    received_at: datetime
    target: T_co


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
PageView = Callable[Concatenate[PageRequest[T], P], HttpResponseBase]


@overload
def access(rule: Rule) -> Callable[[PageView[None, P]], View[P]]: ...
@overload
def access(rule: Rule, target: Callable[..., T]) -> Callable[[PageView[T, P]], View[P]]: ...
def access(rule: Rule, target: Callable[..., T] | None = None) -> Callable[[PageView[Any, P]], View[P]]:
    """Declares who may open a view.

    `target(**url_kwargs)` finds the object of the page (and raises Http404); it is given to the rule and then to the
    view as `request.target`.
    """

    def decorate(view: PageView[Any, P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            page_request = cast(PageRequest[Any], request)
            page_request.target = target(**kwargs) if target else None
            rule.require(page_request.actor, page_request.target)
            return view(page_request, *args, **kwargs)

        update_wrapper(guarded, view)
        guarded.access_rule = rule  # type: ignore[attr-defined]  # read by the route test
        return guarded

    return decorate
