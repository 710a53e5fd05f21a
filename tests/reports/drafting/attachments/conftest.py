"""The drafts of the tests of drafts."""

from tests.reports.drafting.conftest import (  # noqa: F401 -- fixtures
    empty_draft,
    hamaroy,
    january,
    marit,
    ready_draft,
    set_time,
    uit,
)
