"""A person's own pages. The names with an underscore are those that allauth looks for."""

from django.urls import path

from fordel.parties.views import own_account, own_data, own_sign_in

urlpatterns = [
    path("", own_account.my_page, name="my-page"),
    path("navn/", own_account.save_details, name="save-details"),
    path("e-post/", own_account.change_email, name="account_email"),
    path("innlogginger/", own_account.my_sign_ins, name="my-sign-ins"),
    path("logg-ut-andre/", own_account.end_other_sessions, name="end-other-sessions"),
    path("data/", own_data.my_data, name="my-data"),
    path("data/fil/", own_data.my_data_file, name="my-data-file"),
    path("slett/", own_data.erase_me, name="erase-me"),
    path("innlogging/", own_sign_in.ways, name="mfa_index"),
    path("innlogging/pa-nytt/", own_sign_in.sign_in_again, name="sign-in-again"),
    path("innlogging/passord/", own_sign_in.set_password, name="set-password"),
    path("innlogging/app/", own_sign_in.add_app, name="mfa_activate_totp"),
    path("innlogging/app/fjern/", own_sign_in.remove_app, name="mfa_deactivate_totp"),
    path("innlogging/reservekoder/", own_sign_in.recovery_codes, name="mfa_view_recovery_codes"),
    path("innlogging/nokkel/", own_sign_in.add_passkey, name="mfa_add_webauthn"),
    path("innlogging/nokkel/<int:pk>/fjern/", own_sign_in.remove_passkey, name="mfa_remove_webauthn"),
    path("innlogging/tjeneste/<slug:provider_id>/fjern/", own_sign_in.disconnect_provider, name="disconnect-provider"),
]
