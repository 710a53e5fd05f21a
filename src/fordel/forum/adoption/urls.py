"""The forum and the long-term plan: addresses under /OFFICE/forum/plan/."""

from django.urls import path

from fordel.forum.adoption.views import plan_steps

app_name = "forum_plans"
urlpatterns = [
    path("<int:plan_id>/sak/", plan_steps.agenda, name="agenda"),
    path("<int:plan_id>/vedta/", plan_steps.adopt, name="adopt"),
]
