"""A recipient's own letters."""

from django.urls import path

from fordel.decisions.views import letters

app_name = "letters"
urlpatterns = [
    path("", letters.own_letters, name="list"),
    path("<int:letter_id>/", letters.letter, name="letter"),
    path("<int:letter_id>/brev.pdf", letters.letter_pdf, name="pdf"),
]
