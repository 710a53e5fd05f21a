"""What becomes of an article when it is published: the state, what readers get, and the log."""

from __future__ import annotations

from fordel.core.form.facts import FormFacts
from fordel.guidance.models import Article
from fordel.guidance.selectors.article_findings import DAYS
from fordel.guidance.services.article_rules import ARTICLES
from fordel.guidance.services.index_article import index_published
from fordel.shared.audit import record
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission


def receive_article(article: Article, facts: FormFacts, submission: Submission) -> None:
    """The article is locked, and its findings stop nothing."""
    advance(ARTICLES, article, "publish", submission.sent_by)
    article.version, article.published_at = submission.sequence, submission.received_at
    article.withdrawn_at, article.withdrawn_because = None, ""
    article.kind = facts.text("kind")
    article.schemes, article.audience = list(facts.codes("schemes")), list(facts.codes("audience"))
    article.title_nb, article.title_nn = facts.text("title_nb"), facts.text("title_nn")
    article.summary_nb, article.summary_nn = facts.text("summary_nb"), facts.text("summary_nn")
    article.body_nb, article.body_nn = facts.text("body_nb"), facts.text("body_nn")
    article.source, article.source_date = facts.text("source"), DAYS.day_in(facts, "source_date")
    article.source_link = facts.text("source_link")
    article.valid_from, article.valid_to = DAYS.day_in(facts, "valid_from"), DAYS.day_in(facts, "valid_to")
    article.pages, article.fields = list(facts.codes("pages")), list(facts.codes("fields"))
    article.save()
    index_published(article.pk, submission.content["answers"])
    record(
        "guidance.article.published",
        actor=submission.sent_by,
        subject=article,
        office=article.office_id,
        details={"version": submission.sequence, "sha256": submission.sha256},
    )
