"""The plans of an office."""

from django.urls import path, re_path

from fordel.plan.views import chapters, comments, corrections, plans, steps, themes

app_name = "plan"
_ONE = "<int:plan_id>/"
_CHAPTER = f"{_ONE}kapitler/<slug:chapter>/"
_THEME = f"{_ONE}temaer/<slug:theme>/"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("ny/", plans.new, name="new"),
    path(_ONE, plans.plan, name="plan"),
    path(f"{_ONE}endre/", plans.change, name="change"),
    path(f"{_ONE}legg-fram/", steps.propose, name="propose"),
    path(f"{_ONE}trekk/", steps.take_back, name="take-back"),
    path(f"{_ONE}sett-i-kraft/", steps.force, name="force"),
    re_path(r"^(?P<plan_id>[0-9]+)/plan\.(?P<paper>pdf|docx)$", plans.download, name="download"),
    path(f"{_ONE}forkast/", steps.discard, name="discard"),
    path(f"{_ONE}rettelser/", corrections.corrections, name="corrections"),
    path(f"{_ONE}rettelser/ny/", corrections.new, name="new-correction"),
    path(f"{_ONE}rettelser/<int:correction_id>/godkjenn/", corrections.approve, name="approve-correction"),
    path(f"{_ONE}rettelser/<int:correction_id>/trekk/", corrections.withdraw, name="withdraw-correction"),
    path(f"{_CHAPTER}merknader/", comments.comments, name="comments"),
    path(f"{_ONE}merknader/<int:comment_id>/", comments.comment, name="comment"),
    path(f"{_ONE}versjoner/", chapters.versions, name="versions"),
    path(f"{_ONE}skriv/<slug:chapter>/", chapters.write, name="chapter"),
    path(f"{_ONE}lagre/", chapters.save, name="save"),
    path(f"{_ONE}her/", chapters.here, name="here"),
    path(f"{_ONE}historikk/", chapters.history, name="history"),
    path(f"{_ONE}kapitler/", chapters.outline, name="outline"),
    path(f"{_CHAPTER}navn/", chapters.rename, name="rename"),
    path(f"{_CHAPTER}flytt/", chapters.move, name="move-chapter"),
    path(f"{_CHAPTER}ut/", chapters.remove, name="remove-chapter"),
    path(f"{_ONE}temaer/", themes.themes, name="themes"),
    path(f"{_ONE}temaer/ny/", themes.new, name="new-theme"),
    path(f"{_THEME}endre/", themes.change, name="theme"),
    path(f"{_THEME}flytt/", themes.move, name="move-theme"),
    path(f"{_THEME}ut/", themes.remove, name="remove-theme"),
]
