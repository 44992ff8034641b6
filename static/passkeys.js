// Passkeys: the browser is asked when the form is sent, and its answer travels in the form. Without scripts an app's code does the same.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const made = async (options) => {
    const key = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: named(options.excludeCredentials),
      },
    });
    return { key, response: { attestationObject: text(key.response.attestationObject) } };
  };

  const signed = async (options) => {
    const key = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) },
    });
    const { authenticatorData, signature, userHandle } = key.response;
    return {
      key,
      response: { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle && text(userHandle) },
    };
  };

  const ask = async (form) => {
    const { key, response } = await (form.dataset.passkey === "create" ? made : signed)(JSON.parse(form.dataset.options));
    return JSON.stringify({
      id: key.id,
      rawId: text(key.rawId),
      type: key.type,
      response: { ...response, clientDataJSON: text(key.response.clientDataJSON) },
      clientExtensionResults: {},
    });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.querySelector("[data-no-passkey]")?.remove();
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value || !form.checkValidity()) return; // what is missing is said before the device makes a key
      event.preventDefault();
      try {
        form.elements.credential.value = await ask(form);
        delete form.dataset.sent;
        form.requestSubmit();
      } catch (refused) {
        delete form.dataset.sent;
        form.querySelector(".err[role=alert]").hidden = false; // the person said no, or the device has no such key
      }
    });
  }
})();
