"""Norwegian alphabetical order in the database, on any server: the embedded one has no ICU collations."""

from __future__ import annotations

from typing import Final

from django.db.models import CharField, Expression, F, Func, Value
from django.db.models.functions import Collate, Replace

# In code-point order `{`, `|` and `}` come after z, as æ, ø and å do. Accented letters sort as their base letter.
_FROM: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅæøåÄäÖöÁáÀàÂâÉéÈèÊêËëÍíÓóÔôÚúÜüÝýČčĐđŊŋŠšŦŧŽž"
_TO: Final = "abcdefghijklmnopqrstuvwxyz{|}{|}{{||aaaaaaeeeeeeeeiioooouuyyyyccddnnssttzz"


def norwegian_order(name: str) -> Expression:
    """A text column as a key that sorts after the Norwegian alphabet (aa as å), whatever the server's locale."""
    folded = Func(F(name), Value(_FROM), Value(_TO), function="translate", output_field=CharField())
    return Collate(Replace(folded, Value("aa"), Value("}")), "C")
