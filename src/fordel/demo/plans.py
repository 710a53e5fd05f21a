"""The demo's long-term plans: the former one, which 2026 follows, and the next one, which is being written. The texts
are ours; no county has adopted them."""

from __future__ import annotations

from datetime import date
from typing import Final

from fordel.demo.clock import at
from fordel.parties.models import Office, Person
from fordel.plan.models import Plan, PlanState
from fordel.plan.services.adoption import enter_into_force
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.plan.services.themes import ThemeFacts, add_theme, change_theme, remove_theme
from fordel.shared.clock import now
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields

_ADOPTED: Final = date(2023, 3, 16)
_SCHEMES: Final = ("kollektiv", "videregaende")
FORMER_THEMES: Final = (  # code, bokmål, nynorsk, English, goal in bokmål, goal in nynorsk
    (
        "inkludering",
        "Inkluderende fellesskap",
        "Inkluderande fellesskap",
        "Inclusive communities",
        "Alle barn og elever hører til, deltar og får hjelp i fellesskapet.",
        "Alle barn og elevar høyrer til, deltek og får hjelp i fellesskapet.",
    ),
    (
        "overgang",
        "Overganger",
        "Overgangar",
        "Transitions",
        "Overgangen fra barnehage til skole, og mellom skoler, er planlagt sammen.",
        "Overgangen frå barnehage til skule, og mellom skular, er planlagd saman.",
    ),
    (
        "sprak",
        "Språk og lesing",
        "Språk og lesing",
        "Language and reading",
        "Personalet fanger opp språkvansker tidlig og vet hva som hjelper.",
        "Personalet fangar opp språkvanskar tidleg og veit kva som hjelper.",
    ),
    (
        "digital",
        "Digital praksis",
        "Digital praksis",
        "Digital practice",
        "Digitale verktøy brukes når de gjør læringen bedre.",
        "Digitale verktøy blir brukte når dei gjer læringa betre.",
    ),
    (
        "samisk",
        "Samisk språk og kultur",
        "Samisk språk og kultur",
        "Sámi language and culture",
        "Samiske barn og elever møter sitt språk og sin kultur i hverdagen.",
        "Samiske barn og elevar møter språket og kulturen sin i kvardagen.",
    ),
    (
        "ledelse",
        "Ledelse av profesjonelle fellesskap",
        "Leiing av profesjonelle fellesskap",
        "Leading professional communities",
        "Ledere gir personalet tid og støtte til å utvikle praksis sammen.",
        "Leiarar gir personalet tid og støtte til å utvikle praksis saman.",
    ),
)
ALSO_CALLED: Final = {  # what the reports of 2026 call the themes, by code
    "inkludering": (
        "Barnehagens psykososiale miljø",
        "Fraværsoppfølging",
        "Inkluderende praksis og spesialpedagogikk",
        "Laget rundt barnet og eleven",
        "Lek og inkluderende fellesskap",
        "Skolemiljø og inkludering",
        "Tidlig innsats og tverrfaglig samarbeid",
        "Tilpasset opplæring",
    ),
    "overgang": ("Overgang barnehage–skole",),
    "sprak": ("Begynneropplæring", "Lesing i alle fag", "Språkutvikling og flerspråklighet"),
    "digital": ("Digital kompetanse og KI",),
    "samisk": (
        "Samisk innhold i læreplanene",
        "Samisk språk og kultur i barnehagen",
        "Samiske perspektiver på tvers",
    ),
    "ledelse": (
        "Helhetlig kompetanseplan i kommunen",
        "Pedagogisk ledelse",
        "Profesjonsfellesskap og skolebasert utvikling",
    ),
}
_SAMI_NAME: Final = "Sámi giella ja kultuvra"
_FORMER_TEXTS: Final = {
    "goal": "<p>Planen gjelder kompetanseutvikling i barnehage og skole i Nordland. Behovene der barn og elever er, "
    "styrer hva pengene går til.</p>",
    "partnership": "<p>Eieren og kompetansemiljøet planlegger tiltaket sammen og er likeverdige. Eieren leder arbeidet "
    "lokalt, og kompetansemiljøet bidrar med forskning og veiledning.</p>",
    "themes": "<p>Temaene samler det eierne i fylket meldte oftest før planen ble laget.</p>",
    "providers": "<p>Andre enn universitet og høyskole kan være partner når de har kompetansen tiltaket trenger.</p>",
    "sami": "<p>Alle tiltak vurderer hva de betyr for samiske barn og elever.</p>",
    "money": "<p>Forumet prioriterer tiltak i nettverk og tiltak som når mange barn og elever.</p>",
    "follow_up": "<p>Forumet ser på planen hvert år når behovene er meldt.</p>",
}
_NEW_TEXTS: Final = {
    "goal": "<p>Pengene skal nå barn og elever. Tiltak skal styrke det profesjonelle fellesskapet i og mellom "
    "barnehager og skoler, ut fra behov som er vurdert lokalt.</p>",
    "partnership": "<p>Partnerskap betyr at partene:</p><ul><li>vurderer behovet sammen</li><li>er enige om hvem som "
    "gjør hva</li><li>deler det de lærer</li></ul><h3>Hvem gjør hva</h3><table>"
    "<tr><th>Part<th>Har ansvar for<th>Bidrar med"
    "<tr><th>Eier<td>å vurdere behovet og lede arbeidet lokalt<td>tid til de ansatte"
    "<tr><th>Kompetansemiljø<td>faglig innhold som bygger på forskning<td>veiledning over tid"
    "<tr><th>Barnehage og skole<td>å prøve ut og dele erfaringer<td>kunnskap om egen praksis</table>"
    "<p>Partene skriver en avtale før arbeidet begynner."
    "<span data-note>Avtalen kan være kort: én side er ofte nok.</span> "
    "Den sier hvem som leder, hva hver part bidrar med, og når de ser på arbeidet sammen.</p>",
    "sami": "<p>Tiltak i forvaltningsområdet for samisk språk skal si hvordan samisk språk og kultur er en del av "
    "arbeidet.</p>",
}
_MERGED: Final = ThemeFacts(
    code="sprakmiljo",
    names={"nb": "Gode språkmiljøer", "nn": "Gode språkmiljø", "en": "Good language environments"},
    goals={
        "nb": "Barn og elever møter et rikt språk hele dagen, også i digitale medier.",
        "nn": "Barn og elevar møter eit rikt språk heile dagen, også i digitale medium.",
    },
    target_groups=("kindergarten", "school", "both"),
    first_year=2027,
)


def load_former_plan(office: Office, officer: Person) -> Plan:
    """The plan for 2023 to 2026, in force since 2023, with the six themes of 2026."""
    with at("2023-03-16T14:00"):
        facts = PlanFacts("Langsiktig plan for kompetanseutvikling", _SCHEMES, 2023, 2026, "nb")
        plan = start_plan(office, facts, officer)
        _write(plan, _FORMER_TEXTS, officer)
        for code, nb, nn, en, goal_nb, goal_nn in FORMER_THEMES:
            names = {"nb": nb, "nn": nn, "en": en} | ({"se": _SAMI_NAME} if code == "samisk" else {})
            goals = {"nb": goal_nb, "nn": goal_nn}
            theme = ThemeFacts(code, names, goals, first_year=2023, also=ALSO_CALLED[code])
            add_theme(plan, theme, officer)
        return enter_into_force(plan, _ADOPTED, "Samarbeidsforumet, møte i Bodø", officer)


def load_next_plan(office: Office, officer: Person) -> Plan:
    """The plan for 2027 to 2030, which is being written: one theme continues under another name, and one is gone."""
    former = Plan.objects.get(office=office, state=PlanState.IN_FORCE)
    facts = PlanFacts("Langsiktig plan for kollektiv kompetanseutvikling", _SCHEMES, 2027, 2030, "nb")
    plan = start_plan(office, facts, officer, former)
    _write(plan, _NEW_TEXTS, officer)
    by_code = {theme.code: theme for theme in plan.themes.select_related("plan__office")}
    language = by_code["sprak"]
    change_theme(
        language,
        ThemeFacts(
            _MERGED.code,
            _MERGED.names,
            _MERGED.goals,
            {},
            _MERGED.target_groups,
            _MERGED.first_year,
            continues=language.continues_id or 0,
        ),
        officer,
    )
    remove_theme(by_code["digital"], officer)
    return plan


def next_plan(office: Office) -> Plan:
    """The plan that is being written."""
    return Plan.objects.select_related("office").get(office=office, state__in=(PlanState.DRAFT, PlanState.REVISING))


def _write(plan: Plan, texts: dict[str, str], person: Person) -> None:
    versions = {key: version for key, _value, version in fields_of(plan.pk)}
    edits = [Edit(code, text, versions.get(code, 0), is_html=True) for code, text in texts.items()]
    save_fields(PLAN_KIND, plan.pk, person, edits, now())
