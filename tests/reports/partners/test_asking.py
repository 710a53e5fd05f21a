"""Owners add parties, ask them, remind them and remove them; each is notified once, and knows who asks and for what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from fordel.parties.models import Invitation, Organisation, OrganisationAlias, Person
from fordel.reports.models import DraftParty, PartyEvent, ReportDraft
from fordel.reports.partners.selectors.parties import adding_choices, party_lines
from fordel.reports.partners.services.add_party import Wanted, add_party, remove_party
from fordel.reports.partners.services.ask_party import ask_party, remind_party
from fordel.reports.selectors.draft_facts import facts_of
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from fordel.writing.services.save_fields import ClosedError
from tests.clients import client_of
from tests.reports.drafting.conftest import organisation_of
from tests.reports.partners.conftest import confirm, mails
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 2, 2, tzinfo=OSLO)


def add(draft: ReportDraft, person: Person, role: str = "partner", **wanted: Any) -> DraftParty:
    return add_party(draft.pk, person, Wanted(role, **wanted), now())


def test_a_partner_is_added_once(empty_draft: ReportDraft, marit: Person, uit: Organisation) -> None:
    first = add(empty_draft, marit, organisation_id=uit.pk)
    assert add(empty_draft, marit, organisation_id=uit.pk).pk == first.pk
    assert add(empty_draft, marit, number="970 422 528").pk == first.pk
    assert add(empty_draft, marit, name="uit norges arktiske universitet").pk == first.pk
    assert (first.state, first.role) == ("not_asked", "partner")
    assert AuditEntry.objects.filter(action="reports.party.added").count() == 1


def test_a_known_nickname_is_enough(empty_draft: ReportDraft, marit: Person, uit: Organisation) -> None:
    OrganisationAlias.objects.get_or_create(organisation=uit, name="Tromsø-uni", key="tromsø uni")
    assert add(empty_draft, marit, name="TROMSØ-UNI").organisation == uit


def test_an_organisation_nobody_knew_is_registered(empty_draft: ReportDraft, marit: Person) -> None:
    party = add(empty_draft, marit, number="310 000 000", name="Kompetanse i nord", kind="other_provider")
    made = party.organisation
    assert (made.organisation_number, made.name, made.kind) == ("310000000", "Kompetanse i nord", "other_provider")
    owner = add(empty_draft, marit, "network_owner", number="310000019", name="Fjordbarnehagen", kind="private_owner")
    assert owner.organisation.kind == "private_owner"


@pytest.mark.parametrize(
    ("role", "wanted", "field", "said"),
    [
        ("partner", {}, "organisation", "Velg en organisasjon"),
        ("partner", {"number": "970422529"}, "number", "ikke et organisasjonsnummer"),
        ("partner", {"number": "abc"}, "number", "ikke et organisasjonsnummer"),
        ("partner", {"number": "310000000"}, "name", "kjenner ikke organisasjonsnummer 310000000"),
        ("partner", {"number": "310000000", "name": "Ny"}, "kind", "hva slags organisasjon"),
        ("partner", {"number": "310000000", "name": "Ny", "kind": "municipality"}, "kind", "hva slags"),
        ("partner", {"name": "Ukjent senter"}, "number", "kjenner ikke «Ukjent senter»"),
        ("partner", {"name": "universitet"}, "name", "Flere organisasjoner"),
        ("partner", {"number": "MUNICIPALITY"}, "organisation", "kan ikke være partner"),
        ("network_owner", {"number": "970422528"}, "organisation", "kan ikke være eier i nettverket"),
        ("partner", {"number": "OWNER"}, "organisation", "er eieren av meldingen"),
        ("leder", {"number": "970422528"}, "", "hva organisasjonen skal gjøre"),
    ],
)
def test_who_cannot_be_added(
    empty_draft: ReportDraft, marit: Person, role: str, wanted: dict[str, str], field: str, said: str
) -> None:
    numbers = {
        "MUNICIPALITY": organisation_of("1804").organisation_number,
        "OWNER": empty_draft.owner.organisation_number,
    }
    if wanted.get("number") in numbers:
        wanted = wanted | {"number": numbers[wanted["number"]]}
    with pytest.raises(UserError, match=said) as caught:
        add(empty_draft, marit, role, **wanted)
    assert caught.value.field == field
    assert not DraftParty.objects.exists()


def test_asking_reaches_those_who_act_for_the_partner(
    ready_draft: ReportDraft, marit: Person, uit: Organisation, person_as: Callable[..., Person]
) -> None:
    anne, per = person_as("partner", organisation=uit), person_as("partner", organisation=uit)
    per.language = "nn"
    per.save()
    ready_draft.parties.update(state="not_asked", asked_at=None)
    party, reached = ask_party(ready_draft.pk, ready_draft.parties.get().pk, marit, now())
    assert party.state == "asked" and party.asked_at is not None
    assert set(reached.person_ids) == {anne.pk, per.pk}
    (bokmal,) = mails(to=anne.email)
    assert bokmal.subject == "Vil dere være med i «Overgang barnehage–skole»? Hamarøy kommune spør"
    for said in (
        "for 2026 og 2027",
        "2026: 356\u00a0000 kroner",
        "2027: 260\u00a0000 kroner",
        f"/mine/bekreft/{party.pk}/",
    ):
        assert said in bokmal.body
    assert "456" not in bokmal.body and "420\u00a0000" not in bokmal.body, "what the owner gets is not revealed"
    assert "Svar innan 1.\xa0februar kl. 23.59." in mails(to=per.email)[0].body
    (line,) = party_lines(ready_draft, facts_of(ready_draft))
    assert line.state_word == "Spurt" and line.details == (
        "Forespørsel sendt onsdag 21.\xa0januar 2026. Ingen har svart.",
        f"Sendt til {anne.name}, {per.name}.",
    )


def test_a_partner_without_people_is_asked_through_a_contact(ready_draft: ReportDraft, marit: Person) -> None:
    ready_draft.parties.update(state="not_asked", asked_at=None)
    party = ready_draft.parties.get()
    for address, said in (("", "Ingen ved UiT"), ("ikke-en-adresse", "ikke en e-postadresse")):
        with pytest.raises(UserError, match=said) as caught:
            ask_party(ready_draft.pk, party.pk, marit, now(), address)
        assert caught.value.field == "contact_email"
        party.refresh_from_db()
        assert party.state == "not_asked" and not mails()
    ask_party(ready_draft.pk, party.pk, marit, now(), " Post@UiT.example ")
    invitation, mail = mails(to="post@uit.example")
    assert "/invitasjon/" in invitation.body and "oppgitt adressen din som kontakt" in mail.body
    assert Invitation.objects.get().organisation == party.organisation
    with pytest.raises(UserError, match="Ingen kan svare for begge"):
        ask_party(ready_draft.pk, add(ready_draft, marit, name="Nord universitet").pk, marit, now(), marit.email)
    assert "post@uit.example" not in str(list(PartyEvent.objects.values_list("values", flat=True)))


def test_a_reminder_goes_once_a_day(
    party: DraftParty, marit: Person, anne: Person, set_time: Callable[[datetime], None], january: datetime
) -> None:
    with pytest.raises(UserError, match="har fått e-post om dette i dag"):
        remind_party(party.draft_id, party.pk, marit, january)
    tomorrow = january + timedelta(days=1)
    set_time(tomorrow)
    remind_party(party.draft_id, party.pk, marit, tomorrow)
    assert mails(to=anne.email)[-1].subject == "Påminnelse: «Overgang barnehage–skole»"
    with pytest.raises(UserError, match="i dag"):
        remind_party(party.draft_id, party.pk, marit, tomorrow + timedelta(hours=1))


def test_one_that_has_confirmed_is_not_reminded(party: DraftParty, marit: Person, anne: Person) -> None:
    confirm(party, anne)
    with pytest.raises(UserError, match="Dette går ikke nå"):
        remind_party(party.draft_id, party.pk, marit, now())


def test_who_is_taken_out_is_told_if_it_knew(
    party: DraftParty, marit: Person, anne: Person, ready_draft: ReportDraft
) -> None:
    add(
        ready_draft,
        marit,
        organisation_id=Organisation.objects.filter(kind="university").exclude(pk=party.organisation_id)[0].pk,
    )
    other = ready_draft.parties.exclude(pk=party.pk).get()
    remove_party(ready_draft.pk, other.pk, marit, now())
    assert not mails()
    remove_party(ready_draft.pk, party.pk, marit, now())
    assert mails(to=anne.email)[0].subject == "Dere er ikke lenger med i «Overgang barnehage–skole»"
    assert not ready_draft.parties.exists()
    with pytest.raises(UserError, match="ikke lenger med"):
        remove_party(ready_draft.pk, party.pk, marit, now())


def test_nothing_about_parties_is_done_after_the_deadline(party: DraftParty, marit: Person, uit: Organisation) -> None:
    draft_id = party.draft_id
    for act in (
        lambda: add_party(draft_id, marit, Wanted("partner", uit.pk), LATE),
        lambda: remove_party(draft_id, party.pk, marit, LATE),
        lambda: ask_party(draft_id, party.pk, marit, LATE),
    ):
        with pytest.raises(ClosedError):
            act()
    with pytest.raises(UserError, match="for sent å svare"):
        remind_party(draft_id, party.pk, marit, LATE)


def test_the_list_to_choose_from(ready_draft: ReportDraft, django_assert_num_queries: Any) -> None:
    facts = facts_of(ready_draft)
    draft = ReportDraft.objects.select_related("round__office", "round__scheme", "owner").get(pk=ready_draft.pk)
    with django_assert_num_queries(1):
        choices = adding_choices(draft, facts)
    heading, universities = choices.partner_groups[0]
    assert heading == "Universitet eller høyskole" and "UiT Norges arktiske universitet" not in [
        u.name for u in universities
    ]
    (nordland, own), (_elsewhere, others) = choices.owner_groups
    assert nordland == "Nordland" and len(own) == 40 and len(others) == 316


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(
    ready_draft: ReportDraft, anne: Person, marit: Person, count: int, django_assert_num_queries: Any
) -> None:
    for organisation in Organisation.objects.filter(kind="university").exclude(
        pk=ready_draft.parties.get().organisation_id
    )[: count - 1]:
        add(ready_draft, marit, organisation_id=organisation.pk)
    PartyEvent.objects.create(party=ready_draft.parties.first(), verb="asked", at=now(), values={"people": [anne.pk]})
    facts = facts_of(ready_draft)
    with django_assert_num_queries(3):
        assert len(party_lines(ready_draft, facts)) == count


def test_the_buttons_of_the_page(party: DraftParty, marit: Person, uit: Organisation) -> None:
    client, base = client_of(marit), f"/mine/utkast/{party.draft_id}"
    nord = Organisation.objects.get(name="Nord universitet")
    response = client.post(f"{base}/parter/legg-til/", {"role": "partner", "organisation": nord.pk})
    assert response["Location"] == f"{base}/del/partners/"
    added = DraftParty.objects.get(organisation=nord)
    refused = client.post(f"{base}/parter/{added.pk}/spor/", {"contact_email": "ikke"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert f'href="#contact_email-{added.pk}"' in page and 'value="ikke"' in page
    client.post(f"{base}/parter/{added.pk}/spor/", {"contact_email": "post@nord.example"})
    added.refresh_from_db()
    assert added.state == "asked"
    carry_out(client, f"{base}/parter/{added.pk}/ta-ut/")
    assert not DraftParty.objects.filter(pk=added.pk).exists()


def test_what_is_wrong_with_a_new_partner_is_said_at_its_field(empty_draft: ReportDraft, marit: Person) -> None:
    client, address = client_of(marit), f"/mine/utkast/{empty_draft.pk}/parter/legg-til/"
    typed = {"role": "partner", "number": "310 000 000", "name": "Kompetanse i nord", "kind": "", "organisation": ""}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'href="#partner-kind"' in page and "partner-kind-error" in page
    assert 'value="310 000 000"' in page and 'value="Kompetanse i nord"' in page
    assert '<details class="not-listed" open>' in page
    assert f'action="/mine/utkast/{empty_draft.pk}/del/partners/"' in page, "the answers are still sent to their part"
    nobody = client.post(address, {"role": "partner"})
    assert (nobody.status_code, 'href="#partner-organisation"' in nobody.content.decode()) == (422, True)
    assert client.post(address, {**typed, "kind": "other_provider"}).status_code == 302
    assert empty_draft.parties.get().organisation.name == "Kompetanse i nord"


def test_an_owner_in_the_network_keeps_what_was_typed(empty_draft: ReportDraft, marit: Person) -> None:
    client, address = client_of(marit), f"/mine/utkast/{empty_draft.pk}/parter/legg-til/"
    refused = client.post(address, {"role": "network_owner", "number": "123"})
    assert refused.status_code == 422
    form = next(form for form in refused.context["adding"] if form.role == "network_owner")
    assert [each.anchor for each in form.mistakes] == ["network_owner-number"]
    assert 'value="123"' in refused.content.decode()


def test_what_cannot_be_done_about_a_party_leads_to_its_row(party: DraftParty, marit: Person, anne: Person) -> None:
    client, base = client_of(marit), f"/mine/utkast/{party.draft_id}/parter"
    confirm(party, anne)
    refused = client.post(f"{base}/{party.pk}/minn-om/")
    assert refused.status_code == 409
    assert f'<a class="ds-link" href="#{party.slot}">' in refused.content.decode()
    gone = client.post(f"{base}/{party.pk + 999}/spor/")
    assert gone.status_code == 409
    assert 'class="ds-link"' not in gone.content.decode(), "there is no row to lead to"


def test_after_the_deadline_the_draft_says_why_nothing_is_done(
    party: DraftParty, marit: Person, set_time: Callable[[datetime], None]
) -> None:
    set_time(LATE)
    client = client_of(marit)
    page = client.post(f"/mine/utkast/{party.draft_id}/parter/legg-til/", {"role": "partner"}, follow=True)
    assert page.redirect_chain == [(f"/mine/utkast/{party.draft_id}/", 302)]
    assert len(list(page.context["messages"])) == 1
