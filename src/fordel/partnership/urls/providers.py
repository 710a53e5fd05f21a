"""What providers offer."""

from django.urls import path

from fordel.partnership.views import providers

app_name = "providers"
urlpatterns = [
    path("", providers.providers, name="list"),
    path("vart/", providers.own, name="own"),
    path("<int:offering_id>/", providers.provider, name="provider"),
]
