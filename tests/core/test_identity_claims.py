"""What sign-in services say, read from the shapes that they document. Nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fordel.core.identity_claims import (
    Expected,
    Identity,
    Kind,
    Refusal,
    Refused,
    Representation,
    feide_organisations,
    read_identity,
    representations,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "standards" / "fixtures"
NOW = 1_790_000_060.0
IDPORTEN: dict[str, Any] = {
    "iss": "https://test.idporten.no",
    "acr": "idporten-loa-high",
    "sub": "PAIRWISE-EKSEMPEL-SUB",
    "aud": "oidc_eksempel_klient",
    "exp": 1_790_000_120,
    "iat": 1_790_000_000,
    "jti": "jti-eksempel",
    "nonce": "n-eksempel",
    "locale": "nb",
    "amr": ["BankID"],
    "pid": "00000000000",
}
ADDRESSES = st.sampled_from(["", "b@example.org", "a@example.org"])
VERIFIED = st.sampled_from([True, False, None, "true", 1])
RESOURCE = "urn:altinn:resource:eksempel-tilskudd"
HAMAROY = {
    "orgno": {"authority": "iso6523-actorid-upis", "ID": "0192:970542507"},
    "resource": RESOURCE,
    "name": "HAMARØY KOMMUNE",
    "unit_type": "KOMM",
    "actions": ["read", "write"],
}
ANSATTPORTEN = IDPORTEN | {
    "iss": "https://test.ansattporten.no",
    "acr": "high",
    "authorization_details": [
        {"type": "ansattporten:altinn:resource", "resource": RESOURCE, "authorized_parties": [HAMAROY]}
    ],
}


def expected(kind: Kind, **changes: Any) -> Expected:
    levels = ("idporten-loa-substantial", "idporten-loa-high") if kind == Kind.IDPORTEN else ("substantial", "high")
    issuer = "https://test.idporten.no" if kind == Kind.IDPORTEN else "https://test.ansattporten.no"
    values: dict[str, Any] = {
        "kind": kind,
        "issuer": issuer,
        "client_id": "oidc_eksempel_klient",
        "nonce": "n-eksempel",
        "levels": levels,
        "resource": RESOURCE if kind == Kind.ANSATTPORTEN else "",
    }
    return Expected(**(values | changes))


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("oidc-idporten-id_token.json", IDPORTEN),
        ("oidc-ansattporten-id_token.json", ANSATTPORTEN),
    ],
)
def test_the_shapes_are_those_of_the_handbook(name: str, same: dict[str, Any]) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the handbook's fixtures are not beside this checkout")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert {key: found[key] for key in ("iss", "acr", "sub", "aud", "exp", "nonce", "pid")} == {
        key: same[key] for key in ("iss", "acr", "sub", "aud", "exp", "nonce", "pid")
    }
    assert representations(found) == representations(same)


def test_idporten_is_known_by_pid() -> None:
    answer = read_identity(IDPORTEN, {}, expected(Kind.IDPORTEN), NOW)
    assert answer == Identity("https://test.idporten.no", "00000000000")


def test_ansattporten_says_for_whom() -> None:
    answer = read_identity(ANSATTPORTEN, {}, expected(Kind.ANSATTPORTEN), NOW)
    assert isinstance(answer, Identity)
    assert answer.represents == (Representation("970542507", may_write=True),)
    assert answer.subject == "00000000000"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"aud": "somebody-else"}, Refusal.WRONG_AUDIENCE),
        ({"aud": ["oidc_eksempel_klient", "somebody-else"]}, Refusal.WRONG_AUDIENCE),
        ({"aud": None}, Refusal.WRONG_AUDIENCE),
        ({"iss": "https://idporten.no.evil.example"}, Refusal.WRONG_ISSUER),
        ({"exp": 1_790_000_000}, Refusal.EXPIRED),
        ({"exp": "1790000120"}, Refusal.EXPIRED),
        ({"exp": None}, Refusal.EXPIRED),
        ({"acr": "idporten-loa-low"}, Refusal.TOO_LOW_LEVEL),
        ({"acr": None}, Refusal.TOO_LOW_LEVEL),
        ({"nonce": "n-from-another-time"}, Refusal.WRONG_NONCE),
        ({"nonce": None}, Refusal.WRONG_NONCE),
        ({"pid": ""}, Refusal.NO_SUBJECT),
        ({"pid": 12345678901}, Refusal.NO_SUBJECT),
    ],
)
def test_a_token_that_cannot_be_used(changes: dict[str, Any], reason: Refusal) -> None:
    assert read_identity(IDPORTEN | changes, {}, expected(Kind.IDPORTEN), NOW) == Refused(reason)


def test_a_sign_in_that_asked_with_no_nonce_is_refused() -> None:
    answer = read_identity(IDPORTEN | {"nonce": ""}, {}, expected(Kind.IDPORTEN, nonce=""), NOW)
    assert answer == Refused(Refusal.WRONG_NONCE)


def test_several_audiences_will_do_when_the_token_was_made_for_us() -> None:
    claims = IDPORTEN | {"aud": ["oidc_eksempel_klient", "other"], "azp": "oidc_eksempel_klient"}
    assert isinstance(read_identity(claims, {}, expected(Kind.IDPORTEN), NOW), Identity)


@pytest.mark.parametrize(
    "details",
    [
        None,
        [],
        "0192:970542507",
        [{"resource": RESOURCE}],
        [{"resource": RESOURCE, "authorized_parties": []}],
        [{"resource": "urn:altinn:resource:something-else", "authorized_parties": [HAMAROY]}],
        [{"resource": RESOURCE, "authorized_parties": [HAMAROY | {"orgno": {"ID": "0192:970542508"}}]}],
        [{"resource": RESOURCE, "authorized_parties": [HAMAROY | {"orgno": "0192:970542507"}]}],
        [{"resource": RESOURCE, "authorized_parties": [HAMAROY | {"orgno": {"ID": 970542507}}]}],
    ],
)
def test_without_a_representation_nobody_is_let_in(details: object) -> None:
    claims = {**ANSATTPORTEN, "authorization_details": details}
    answer = read_identity(claims, {}, expected(Kind.ANSATTPORTEN), NOW)
    assert answer == Refused(Refusal.NO_REPRESENTATION, "00000000000")


def test_a_person_who_may_only_read_is_not_one_who_may_write() -> None:
    claims = {"authorization_details": [{"authorized_parties": [HAMAROY | {"actions": ["read"]}]}]}
    assert representations(claims) == (Representation("970542507", may_write=False),)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just("0192:970542507"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["authorization_details", "authorized_parties", "orgno", "ID", "resource", "actions", "aud"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_shape_is_a_crash(value: Any) -> None:
    for claims in ({"authorization_details": value}, value if isinstance(value, dict) else {}):
        assert all(len(one.organisation_number) == 9 for one in representations(claims))
    claims = {**ANSATTPORTEN, "authorization_details": value}
    assert isinstance(read_identity(claims, {}, expected(Kind.ANSATTPORTEN), NOW), Identity | Refused)
    assert isinstance(feide_organisations(value), tuple)


def test_feide_is_known_by_sub_and_says_where_one_works() -> None:
    userinfo = {
        "sub": "11111111-2222-4333-8444-555555555555",
        "name": "Test Person",
        "email": "Test@Eksempel.invalid",
        "https://n.feide.no/claims/userid_sec": ["feide:test@eksempel.invalid"],
    }
    claims = {**IDPORTEN, "iss": "https://auth.dataporten.no", "sub": userinfo["sub"]}
    wanted = Expected(Kind.FEIDE, "https://auth.dataporten.no", "oidc_eksempel_klient", "n-eksempel")
    answer = read_identity(claims, userinfo, wanted, NOW)
    assert answer == Identity(
        "https://auth.dataporten.no", userinfo["sub"], name="Test Person", email="test@eksempel.invalid"
    )
    groups = [{"type": "fc:org", "norEduOrgNIN": "NO970422528"}, {"norEduOrgNIN": "NO970422529"}, {"id": "x"}]
    assert feide_organisations(groups) == ("970422528",)


@given(st.fixed_dictionaries({}, optional={"email": ADDRESSES, "email_verified": VERIFIED, "name": st.just("A")}))
@example({"email_verified": True})
@example({"email": "b@example.org"})
def test_an_address_is_verified_by_the_answer_it_comes_from(userinfo: dict[str, Any]) -> None:
    claims = IDPORTEN | {"email": "a@example.org", "email_verified": True}
    wanted = Expected(Kind.GENERIC, IDPORTEN["iss"], "oidc_eksempel_klient", "n-eksempel")
    answer = read_identity(claims, userinfo | {"sub": IDPORTEN["sub"]}, wanted, NOW)
    assert isinstance(answer, Identity)
    source = userinfo if userinfo.get("email") else claims
    assert answer.email == source["email"]
    assert answer.email_verified is (source.get("email_verified") is True)


@pytest.mark.parametrize("userinfo", [{"email": "x@example.org"}, {"sub": "", "email": "x@example.org"}, {"sub": None}])
def test_userinfo_about_nobody_is_refused(userinfo: dict[str, Any]) -> None:
    wanted = Expected(Kind.GENERIC, IDPORTEN["iss"], "oidc_eksempel_klient", "n-eksempel")
    assert read_identity(IDPORTEN, userinfo, wanted, NOW) == Refused(Refusal.OTHER_PERSON)


def test_userinfo_about_another_person_is_refused() -> None:
    wanted = Expected(Kind.GENERIC, IDPORTEN["iss"], "oidc_eksempel_klient", "n-eksempel")
    answer = read_identity(IDPORTEN, {"sub": "somebody-else", "email": "x@example.org"}, wanted, NOW)
    assert answer == Refused(Refusal.OTHER_PERSON)
