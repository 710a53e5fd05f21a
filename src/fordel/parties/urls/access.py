"""Letting people in. What is done with one invitation, request or role has one address, whoever does it."""

from django.urls import path

from fordel.parties.views import access_actions, access_pages, joining

urlpatterns = [
    path("bli-med/", joining.join, name="join"),
    path("bli-med/<int:request_id>/trekk/", joining.withdraw, name="withdraw-join-request"),
    path("invitasjon/<str:token>/", joining.invitation, name="invitation"),
    path("mine/kolleger/", access_pages.colleagues, name="colleagues"),
    path("tilgang/organisasjon/<int:organisation_id>/inviter/", access_actions.invite_to_organisation, name="invite"),
    path("tilgang/invitasjon/<int:invitation_id>/send/", access_actions.resend_invitation, name="resend-invitation"),
    path("tilgang/invitasjon/<int:invitation_id>/trekk/", access_actions.end_invitation, name="withdraw-invitation"),
    path("tilgang/soknad/<int:request_id>/godkjenn/", access_actions.approve, name="approve-join-request"),
    path("tilgang/soknad/<int:request_id>/avsla/", access_actions.decline, name="decline-join-request"),
    path("tilgang/rolle/<int:assignment_id>/administrator/", access_actions.administrator, name="set-administrator"),
    path("tilgang/rolle/<int:assignment_id>/underskrift/", access_actions.right_to_sign, name="set-right-to-sign"),
    path("tilgang/rolle/<int:assignment_id>/fjern/", access_actions.remove, name="remove-role"),
    path("<slug:office>/tilgang/", access_pages.office_access, name="office-access"),
    path("<slug:office>/tilgang/inviter/", access_pages.invite_to_office, name="invite-to-office"),
    path("<slug:office>/tilgang/innlogginger/", access_pages.office_sign_ins, name="office-sign-ins"),
    path("<slug:office>/organisasjoner/<int:organisation_id>/", access_pages.organisation, name="organisation"),
]
