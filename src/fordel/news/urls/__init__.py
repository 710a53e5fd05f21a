"""The news of an office."""

from django.urls import path

from fordel.news.views import digests, feeds, office, reading

app_name = "news"
urlpatterns = [
    path("", reading.news, name="news"),
    path("atom.xml", reading.atom, name="atom"),
    path("e-post/", digests.choose, name="digest"),
    path("oversikt/", office.manage, name="manage"),
    path("ny/", office.new, name="new"),
    path("kilder/", feeds.feeds, name="feeds"),
    path("kilder/ny/", feeds.new, name="new-feed"),
    path("kilder/<int:feed_id>/", feeds.change, name="feed"),
    path("saker/<int:feed_item_id>/vis/", feeds.show, name="show-item"),
    path("saker/<int:feed_item_id>/skjul/", feeds.hide, name="hide-item"),
    path("<int:announcement_id>/", reading.announcement, name="announcement"),
    path("<int:announcement_id>/endre/", office.change, name="change"),
    path("<int:announcement_id>/publiser/", office.publish, name="publish"),
    path("<int:announcement_id>/trekk-tilbake/", office.withdraw, name="withdraw"),
    path("<int:announcement_id>/forkast/", office.discard, name="discard"),
]
