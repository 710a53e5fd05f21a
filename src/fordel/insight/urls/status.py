"""Addresses under /OFFICE/SCHEME/YEAR/status/."""

from django.urls import path

from fordel.insight.views import questions, theme
from fordel.insight.views import status as views

app_name = "insight"
urlpatterns = [
    path("", views.status, name="status"),
    path("tall/<slug:key>.csv", views.figures_csv, name="csv"),
    path("status.xlsx", views.spreadsheet, name="xlsx"),
    path("status.pdf", views.pdf, name="pdf"),
    path("status.pptx", views.slides, name="slides"),
    path("status.png", views.picture, name="picture"),
    path("tema/<slug:theme>/", theme.theme, name="theme"),
    path("tema/<slug:theme>/<slug:table>.csv", theme.theme_csv, name="theme-csv"),
    path("sporsmal/", questions.questions, name="questions"),
    path("sporsmal/tall.json", questions.catalogue_json, name="catalogue-json"),
    path("sporsmal/tall.xlsx", questions.catalogue_xlsx, name="catalogue-xlsx"),
    path("sporsmal/<slug:question>/", questions.question, name="question"),
    path("sporsmal/<slug:question>.xlsx", questions.question_xlsx, name="question-xlsx"),
    path("sporsmal/<slug:question>.pptx", questions.question_slides, name="question-slides"),
    path("sporsmal/<slug:question>/<slug:figure>.csv", questions.question_csv, name="question-csv"),
    path("sporsmal/<slug:question>/<slug:figure>.svg", questions.question_svg, name="question-svg"),
    path("sporsmal/<slug:question>/<slug:figure>.png", questions.question_png, name="question-png"),
]
