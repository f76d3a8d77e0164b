// Lets the button of a form[data-security-key] ask the browser for the key; allauth's script does the asking.
for (const form of document.querySelectorAll("form[data-security-key]")) {
  const step = form.dataset.securityKey; // add, or authenticate
  const ids = {
    [step]: form.querySelector("button").id,
    credential: form.elements.credential.id,
    data: "key-data",
  };
  window.allauth.webauthn.forms[`${step}Form`]({ ids });
}
