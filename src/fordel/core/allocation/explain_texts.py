"""The sentences of `explain`, in English, bokmål and nynorsk. Numbers are put in; nothing is computed here."""

# ruff: noqa: E501  (a sentence is read, and translated, whole)
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from fordel.core.allocation.explain import Counterfactual, Reason
from fordel.core.money import format_kroner, format_percent

REASON_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "nothing_asked": "The report does not ask for money.",
        "everything_fits": "All reports fit within the frame, so this one gets what it asks for: NOK {amount}.",
        "full": "The report gets the whole sum it asks for: NOK {amount}.",
        "cut_equally": "The frame is too small. The report is cut like the others on the same budget lines and gets {share} of what it asks for: NOK {amount} of NOK {ask}.",
        "held_at_floor": "An equal share would be less than the least sum that is of use, so the report gets that sum: NOK {amount}.",
        "per_head": "About NOK {rate} for each of {count} children or pupils: NOK {amount}.",
        "equal": "The reports on the same budget lines get the same sum, up to what they ask for. This one gets NOK {amount} of NOK {ask}.",
        "base": "The report gets the base sum, NOK {amount}.",
        "base_short": "There is too little for the base sum of NOK {base} to all. They get alike, and this report gets NOK {amount} of NOK {ask}.",
        "cut_after_classes": "Reports with a priority come first. Too little was left for the others, and this one gets {share} of what it asks for: NOK {amount} of NOK {ask}.",
        "class_full": "Priority {priority} comes early enough for the whole sum, NOK {amount}.",
        "class_cut": "There is too little left for all of priority {priority}. The report gets {share} of what it asks for: NOK {amount} of NOK {ask}.",
        "below_floor": "When the report’s turn came, NOK {room} was within reach. That is less than the NOK {floor} it needs to be of use.",
        "nothing_left": "Nothing was left for the report when its turn came.",
        "rounded_away": "The report’s share is less than the least sum that is paid out.",
        "rounded_down": "The sum is rounded down to whole NOK {unit}: NOK {amount} of NOK {ask}.",
        "promised": "The report gets what it was promised in an earlier year, NOK {amount}. An equal share would be less.",
        "chosen_full": "The report is among those chosen by score and gets the whole sum, NOK {amount}.",
        "chosen_cut": "The report is among those chosen by score. They are cut alike, and it gets {share} of what it asks for: NOK {amount} of NOK {ask}.",
        "not_chosen": "Within the demands made, other reports together make better use of the frame: they give a higher score or, with the same score, put more money to use or come first by number.",
        "bought": "Number {step} to be funded: its supporters ({supporters}) could pay the whole sum, NOK {amount}.",
        "completed": "Funded from what was left, by the number of supporters ({supporters}): NOK {amount} of NOK {ask}.",
        "no_votes": "Nobody in the forum supported the report.",
        "supporters_short": "The report’s supporters ({supporters}) have NOK {room} left together. That is not enough for the sum it asks for, NOK {ask}.",
        "line_full": "The budget line has too little left for the sum the report asks for, NOK {ask}.",
        "commitment": "NOK {commit} was promised in an earlier year and is paid first.",
        "lost_tie": "It stood exactly equal to report {other}. Only the number decided that the other was funded.",
        "won_tie": "It stood exactly equal to report {other}. Only the number decided that this one was funded.",
        "manual": "The sum was set by hand: NOK {amount}.",
        "capped": "The demand for an own contribution lowers the sum from NOK {ask} to NOK {amount}.",
    },
    "nb": {
        "nothing_asked": "Meldingen ber ikke om penger.",
        "everything_fits": "Alle meldingene får plass i rammen, så denne får det den ber om: {amount} kroner.",
        "full": "Meldingen får hele beløpet den ber om: {amount} kroner.",
        "cut_equally": "Rammen er for liten. Meldingen er kuttet likt med de andre på de samme rammelinjene og får {share} av det den ber om: {amount} av {ask} kroner.",
        "held_at_floor": "En lik andel ville vært mindre enn det minste beløpet som er til nytte, så meldingen får det beløpet: {amount} kroner.",
        "per_head": "Om lag {rate} kroner for hvert av {count} barn eller elever: {amount} kroner.",
        "equal": "Meldingene på de samme rammelinjene får samme beløp, opp til det de ber om. Denne får {amount} av {ask} kroner.",
        "base": "Meldingen får grunnbeløpet, {amount} kroner.",
        "base_short": "Det er for lite til grunnbeløpet på {base} kroner til alle. De får likt, og denne meldingen får {amount} av {ask} kroner.",
        "cut_after_classes": "Meldinger med prioritet kommer først. Det var for lite igjen til de andre, og denne får {share} av det den ber om: {amount} av {ask} kroner.",
        "class_full": "Prioritet {priority} kommer tidlig nok til hele beløpet, {amount} kroner.",
        "class_cut": "Det er for lite igjen til alt i prioritet {priority}. Meldingen får {share} av det den ber om: {amount} av {ask} kroner.",
        "below_floor": "Da turen kom til meldingen, var det {room} kroner å få. Det er mindre enn de {floor} kronene den må ha for å være til nytte.",
        "nothing_left": "Det var ingenting igjen da turen kom til meldingen.",
        "rounded_away": "Andelen til meldingen er mindre enn det minste beløpet som deles ut.",
        "rounded_down": "Beløpet er rundet ned til hele {unit} kroner: {amount} av {ask} kroner.",
        "promised": "Meldingen får det som ble lovet i et tidligere år, {amount} kroner. En lik andel ville vært mindre.",
        "chosen_full": "Meldingen er blant dem som er valgt etter poeng, og får hele beløpet, {amount} kroner.",
        "chosen_cut": "Meldingen er blant dem som er valgt etter poeng. De er kuttet likt, og den får {share} av det den ber om: {amount} av {ask} kroner.",
        "not_chosen": "Med de kravene som er stilt, utnytter andre meldinger rammen bedre til sammen: De gir flere poeng eller, ved like mange poeng, tar i bruk mer penger eller kommer først etter nummer.",
        "bought": "Nummer {step} som fikk penger: De som støtter meldingen ({supporters}), hadde råd til hele beløpet, {amount} kroner.",
        "completed": "Fikk av det som var igjen, etter hvor mange som støtter meldingen ({supporters}): {amount} av {ask} kroner.",
        "no_votes": "Ingen i forumet støttet meldingen.",
        "supporters_short": "De som støtter meldingen ({supporters}), har {room} kroner igjen til sammen. Det rekker ikke til beløpet den ber om, {ask} kroner.",
        "line_full": "Rammelinjen har for lite igjen til beløpet meldingen ber om, {ask} kroner.",
        "commitment": "{commit} kroner er lovet i et tidligere år og betales først.",
        "lost_tie": "Den sto helt likt med melding {other}. Bare nummeret avgjorde at den andre fikk penger.",
        "won_tie": "Den sto helt likt med melding {other}. Bare nummeret avgjorde at denne fikk penger.",
        "manual": "Beløpet er satt for hånd: {amount} kroner.",
        "capped": "Kravet om egenandel senker beløpet fra {ask} til {amount} kroner.",
    },
    "nn": {
        "nothing_asked": "Meldinga ber ikkje om pengar.",
        "everything_fits": "Alle meldingane får plass i ramma, så denne får det ho ber om: {amount} kroner.",
        "full": "Meldinga får heile beløpet ho ber om: {amount} kroner.",
        "cut_equally": "Ramma er for lita. Meldinga er kutta likt med dei andre på dei same rammelinjene og får {share} av det ho ber om: {amount} av {ask} kroner.",
        "held_at_floor": "Ein lik del ville vore mindre enn det minste beløpet som er til nytte, så meldinga får det beløpet: {amount} kroner.",
        "per_head": "Om lag {rate} kroner for kvart av {count} barn eller elevar: {amount} kroner.",
        "equal": "Meldingane på dei same rammelinjene får same beløp, opp til det dei ber om. Denne får {amount} av {ask} kroner.",
        "base": "Meldinga får grunnbeløpet, {amount} kroner.",
        "base_short": "Det er for lite til grunnbeløpet på {base} kroner til alle. Dei får likt, og denne meldinga får {amount} av {ask} kroner.",
        "cut_after_classes": "Meldingar med prioritet kjem først. Det var for lite att til dei andre, og denne får {share} av det ho ber om: {amount} av {ask} kroner.",
        "class_full": "Prioritet {priority} kjem tidleg nok til heile beløpet, {amount} kroner.",
        "class_cut": "Det er for lite att til alt i prioritet {priority}. Meldinga får {share} av det ho ber om: {amount} av {ask} kroner.",
        "below_floor": "Då turen kom til meldinga, var det {room} kroner å få. Det er mindre enn dei {floor} kronene ho må ha for å vere til nytte.",
        "nothing_left": "Det var ingenting att då turen kom til meldinga.",
        "rounded_away": "Delen til meldinga er mindre enn det minste beløpet som blir delt ut.",
        "rounded_down": "Beløpet er runda ned til heile {unit} kroner: {amount} av {ask} kroner.",
        "promised": "Meldinga får det som vart lova i eit tidlegare år, {amount} kroner. Ein lik del ville vore mindre.",
        "chosen_full": "Meldinga er mellom dei som er valde etter poeng, og får heile beløpet, {amount} kroner.",
        "chosen_cut": "Meldinga er mellom dei som er valde etter poeng. Dei er kutta likt, og ho får {share} av det ho ber om: {amount} av {ask} kroner.",
        "not_chosen": "Med dei krava som er stilte, nyttar andre meldingar ramma betre til saman: Dei gir fleire poeng eller, ved like mange poeng, tek i bruk meir pengar eller kjem først etter nummer.",
        "bought": "Nummer {step} som fekk pengar: Dei som støttar meldinga ({supporters}), hadde råd til heile beløpet, {amount} kroner.",
        "completed": "Fekk av det som var att, etter kor mange som støttar meldinga ({supporters}): {amount} av {ask} kroner.",
        "no_votes": "Ingen i forumet støtta meldinga.",
        "supporters_short": "Dei som støttar meldinga ({supporters}), har {room} kroner att til saman. Det rekk ikkje til beløpet ho ber om, {ask} kroner.",
        "line_full": "Rammelinja har for lite att til beløpet meldinga ber om, {ask} kroner.",
        "commitment": "{commit} kroner er lova i eit tidlegare år og blir betalte først.",
        "lost_tie": "Ho stod heilt likt med melding {other}. Berre nummeret avgjorde at den andre fekk pengar.",
        "won_tie": "Ho stod heilt likt med melding {other}. Berre nummeret avgjorde at denne fekk pengar.",
        "manual": "Beløpet er sett for hand: {amount} kroner.",
        "capped": "Kravet om eigendel senkar beløpet frå {ask} til {amount} kroner.",
    },
}
CHANGE_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "one_class_higher": "In priority {to} it would get NOK {amount}.",
        "without_reserve": "With nothing held back it would get NOK {amount}.",
        "lower_floor": "If NOK {to} were of use, it would get NOK {amount}.",
        "more_points": "With {to} points it would get NOK {amount}.",
        "one_more_vote": "With one more vote, from {to}, it would get NOK {amount}.",
        "whole_kroner": "Without rounding it would get NOK {amount}.",
    },
    "nb": {
        "one_class_higher": "I prioritet {to} ville den fått {amount} kroner.",
        "without_reserve": "Uten noe holdt igjen ville den fått {amount} kroner.",
        "lower_floor": "Om {to} kroner var til nytte, ville den fått {amount} kroner.",
        "more_points": "Med {to} poeng ville den fått {amount} kroner.",
        "one_more_vote": "Med én stemme til, fra {to}, ville den fått {amount} kroner.",
        "whole_kroner": "Uten avrunding ville den fått {amount} kroner.",
    },
    "nn": {
        "one_class_higher": "I prioritet {to} ville ho fått {amount} kroner.",
        "without_reserve": "Utan noko halde att ville ho fått {amount} kroner.",
        "lower_floor": "Om {to} kroner var til nytte, ville ho fått {amount} kroner.",
        "more_points": "Med {to} poeng ville ho fått {amount} kroner.",
        "one_more_vote": "Med éi stemme til, frå {to}, ville ho fått {amount} kroner.",
        "whole_kroner": "Utan avrunding ville ho fått {amount} kroner.",
    },
}
_KRONER: Final = frozenset({"amount", "ask", "floor", "room", "commit", "base", "unit"})


def reason_text(reason: Reason, language: str = "nb") -> str:
    """The reason as one or two sentences in `nb`, `nn` or `en` (any other language: bokmål)."""
    texts = REASON_TEXTS.get(language[:2], REASON_TEXTS["nb"])
    values = {name: _written(name, value) for name, value in reason.values.items()}
    amount, ask = reason.values.get("amount"), reason.values.get("ask")
    if isinstance(amount, int) and isinstance(ask, int):
        values["share"] = format_percent(amount, ask, language)
    return texts[reason.code].format(**values)


def counterfactual_text(counterfactual: Counterfactual, language: str = "nb") -> str:
    """What would have been, as a sentence in `nb`, `nn` or `en`."""
    texts = CHANGE_TEXTS.get(language[:2], CHANGE_TEXTS["nb"])
    to = counterfactual.to
    kroner = counterfactual.change == "lower_floor" and isinstance(to, int)
    written = format_kroner(int(to)) if kroner else str(to)
    return texts[counterfactual.change].format(to=written, amount=format_kroner(counterfactual.amount))


def _written(name: str, value: int | str | Fraction) -> str:
    if isinstance(value, Fraction):
        return format_kroner(int(value + Fraction(1, 2)))
    if name in _KRONER and isinstance(value, int):
        return format_kroner(value)
    return str(value)
