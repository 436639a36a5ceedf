// A page's form that takes a passkey: <form data-passkey="get|create" data-passkey-options="…JSON…">. The device's answer goes into its
// field Form.Credential, and the form is sent as any other. Without the browser's help nothing of it shows.
(() => {
  const form = document.querySelector('form[data-passkey]');
  if (!form || !window.PublicKeyCredential?.parseRequestOptionsFromJSON || !PublicKeyCredential.parseCreationOptionsFromJSON) return;
  const creates = form.dataset.passkey === 'create';
  const options = JSON.parse(form.dataset.passkeyOptions);
  const button = form.querySelector('[data-passkey-do]');
  const failed = form.querySelector('[data-passkey-failed]');
  let waiting;

  const send = credential => {
    form.elements['Form.Credential'].value = JSON.stringify(credential.toJSON());
    form.submit();
  };

  const ask = async () => {
    failed.hidden = true;
    waiting?.abort();
    try {
      send(creates
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
    } catch {
      failed.hidden = false;
    }
  };

  // The browser offers what it has where the address is typed, and says nothing when it has none.
  const offer = async () => {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    waiting = new AbortController();
    try {
      send(await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation: 'conditional', signal: waiting.signal }));
    } catch {
      // Asked for by the button instead, or not wanted.
    }
  };

  for (const part of form.querySelectorAll('[data-passkey-part]')) part.hidden = false;
  button.addEventListener('click', () => { if (!creates || form.reportValidity()) ask(); });
  if (!creates) offer();
})();
