"""The hearings of an office."""

from django.urls import path

from fordel.hearing.views import answering, giving, office, public

app_name = "hearing"
_ONE = "<int:hearing_id>/"
_INPUT = f"{_ONE}innspill/<slug:secret>/"
urlpatterns = [
    path("ny/<int:plan_id>/", office.open_new, name="open"),
    path(_ONE, public.hearing, name="hearing"),
    path(f"{_ONE}oppsummering/", public.summary, name="summary"),
    path(f"{_ONE}oppsummering.<slug:kind>", public.summary_as_file, name="summary-file"),
    path(f"{_ONE}arbeid/", office.work, name="work"),
    path(f"{_ONE}arbeid/sporre/", office.ask, name="invite"),
    path(f"{_ONE}arbeid/purre/", office.remind, name="remind"),
    path(f"{_ONE}arbeid/frist/", office.extend, name="extend"),
    path(f"{_ONE}arbeid/punkt/<int:point_id>/", answering.point, name="point"),
    path(f"{_ONE}arbeid/send/", answering.send, name="send-answers"),
    path(f"{_ONE}arbeid/vedlegg/<int:file_id>/", answering.file, name="office-file"),
    path(f"{_ONE}nytt-innspill/", giving.new, name="give"),
    path(_INPUT, giving.input_page, name="input"),
    path(f"{_INPUT}punkt/", giving.add, name="add-point"),
    path(f"{_INPUT}punkt/<int:point_id>/ut/", giving.take_out, name="remove-point"),
    path(f"{_INPUT}vedlegg/", giving.attach, name="add-file"),
    path(f"{_INPUT}vedlegg/<int:file_id>/ut/", giving.detach, name="remove-file"),
    path(f"{_INPUT}kode/", giving.new_code, name="new-code"),
    path(f"{_INPUT}send/", giving.send, name="send"),
    path(f"{_INPUT}kvittering/", giving.receipt, name="receipt"),
]
