"""The demo's own pages, at /demo/."""

from django.urls import path

from fordel.demo import views

urlpatterns = [
    path("", views.demo_page, name="demo"),
    path("logg-inn/<int:person_id>/", views.demo_sign_in, name="demo-sign-in"),
    path("klokke/", views.set_clock, name="demo-clock"),
    path("mail/", views.demo_mail, name="demo-mail"),
]
