"""Pages that belong to no module: start, sign-in, and the texts every public site must have."""

from django.urls import path

from fordel.web.views import public, search, session, start, texts

urlpatterns = [
    path("", start.home, name="home"),
    path("logg-ut/", session.sign_out, name="sign-out"),
    path("rolle/", session.switch_role, name="switch-role"),
    path("sprak/", session.choose_language, name="language"),
    path("om/", texts.about, name="about"),
    path("personvern/", texts.privacy, name="privacy"),
    path("tilgjengelighet/", texts.accessibility, name="accessibility"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
    path("sok/", search.search, name="search"),
    path("helse/", texts.health, name="health"),
]
