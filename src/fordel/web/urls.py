"""Pages that belong to no module: start, sign-in, the demo, and the texts every public site must have."""

from django.urls import path

from fordel.web.views import demo, history, session, start, texts

urlpatterns = [
    path("", start.home, name="home"),
    path("<slug:office>/<int:year>/", start.office_start, name="start"),
    path("<slug:office>/historikk/", history.office_history, name="history"),
    path("logg-ut/", session.sign_out, name="sign-out"),
    path("rolle/", session.switch_role, name="switch-role"),
    path("sprak/", session.choose_language, name="language"),
    path("om/", texts.about, name="about"),
    path("personvern/", texts.privacy, name="privacy"),
    path("tilgjengelighet/", texts.accessibility, name="accessibility"),
    path("demo/", demo.demo_page, name="demo"),
    path("demo/logg-inn/<int:person_id>/", demo.demo_sign_in, name="demo-sign-in"),
    path("demo/klokke/", demo.set_clock, name="demo-clock"),
    path("demo/mail/", demo.demo_mail, name="demo-mail"),
    path("helse/", texts.health, name="health"),
]
