// Passkeys: asks the browser for one (to sign in) or makes one, and sends the answer with the form.

function say(form, what) {
  const place = form.querySelector("[role=alert]");
  place.textContent = form.dataset[what];
  place.hidden = false;
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function credentialFor(form) {
  const options = (await optionsOf(form)).publicKey;
  if (form.dataset.passkey === "add") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function send(form) {
  try {
    form.elements.credential.value = JSON.stringify(await credentialFor(form));
    form.submit();
  } catch (error) {
    say(form, error.name === "SecurityError" ? "unsupported" : "failed");
  }
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const isKnown = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;
    if (isKnown) send(form);
    else say(form, "unsupported");
  });
});
