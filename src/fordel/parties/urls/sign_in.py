"""Signing in. The names with an underscore are those that allauth looks for."""

from django.urls import path

from fordel.parties.views import sign_in

urlpatterns = [
    path("", sign_in.sign_in, name="sign-in"),
    path("", sign_in.sign_in, name="account_login"),
    path("", sign_in.sign_in, name="account_request_login_code"),
    path("kode/", sign_in.write_code, name="account_confirm_login_code"),
    path("passord/", sign_in.password, name="sign-in-password"),
    path("to-trinn/", sign_in.second_step, name="mfa_authenticate"),
    path("nokkel/", sign_in.passkey_sign_in, name="mfa_login_webauthn"),
    path("ny/", sign_in.register, name="account_signup"),
    path("bekreft-e-post/", sign_in.confirm_address, name="account_email_verification_sent"),
    path("stengt/", sign_in.closed_account, name="account_inactive"),
    path("tjeneste/ny/", sign_in.register_with_provider, name="socialaccount_signup"),
    path("tjeneste/<slug:provider_id>/", sign_in.to_provider, name="openid_connect_login"),
    path("tjeneste/<slug:provider_id>/svar/", sign_in.from_provider, name="openid_connect_callback"),
]
