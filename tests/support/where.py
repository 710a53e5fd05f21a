"""Where the tests' round is: Nordland's 2026 of the collective scheme. Addresses are made here and nowhere else."""

from __future__ import annotations

from typing import Any, Final

WHERE: Final[dict[str, Any]] = {"office": "nordland", "scheme": "kollektiv", "year": 2026}
"""The keys of its addresses, for `reverse`."""
HOME: Final = "/nordland/kollektiv/2026/"
"""Its start page; the addresses of its other pages begin with this."""
BESIDE: Final[dict[str, Any]] = {**WHERE, "scheme": "livslang"}
"""The keys of a round of the invented scheme at the same office in the same year."""
