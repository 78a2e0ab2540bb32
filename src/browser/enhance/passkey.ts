/** Passkeys: a form that carries what the browser signed. The options come from the server, as JSON. */
export function offerPasskeys(): void {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const note of document.querySelectorAll<HTMLElement>('[data-passkey-without]')) note.hidden = true;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      const answer = form.querySelector<HTMLInputElement>('[data-passkey-answer]');
      if (answer?.value !== '') return;
      event.preventDefault();
      const failed = form.querySelector<HTMLElement>('[data-passkey-failed]');
      if (failed) failed.hidden = true;
      sign(form).then(
        (signed) => {
          answer.value = JSON.stringify(signed);
          form.requestSubmit();
        },
        () => {
          if (failed) failed.hidden = false;
        },
      );
    });
  }
  // back from the next page, the answer in the form was used up
  window.addEventListener('pageshow', () => {
    for (const answer of document.querySelectorAll<HTMLInputElement>('[data-passkey-answer]'))
      answer.value = '';
  });
}

interface Described {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}

async function sign(form: HTMLFormElement): Promise<object> {
  const options = JSON.parse(form.dataset.passkey ?? '{}');
  const listed = (list: readonly Described[] = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = { ...options, challenge: bytes(options.challenge) };
  const credential =
    form.dataset.passkeyManner === 'create'
      ? await navigator.credentials.create({
          publicKey: {
            ...asked,
            user: { ...options.user, id: bytes(options.user.id) },
            excludeCredentials: listed(options.excludeCredentials),
          },
        })
      : await navigator.credentials.get({
          publicKey: { ...asked, allowCredentials: listed(options.allowCredentials) },
        });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
  return written(credential);
}

/** As PublicKeyCredential.toJSON writes it, which browsers of 2024 do not have yet. */
function written({ id, rawId, type, response }: PublicKeyCredential): object {
  const common = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse)
    return {
      ...{ id, rawId: text(rawId), type },
      response: {
        ...common,
        attestationObject: text(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
    };
  const signed = response as AuthenticatorAssertionResponse;
  return {
    ...{ id, rawId: text(rawId), type },
    response: {
      ...common,
      authenticatorData: text(signed.authenticatorData),
      signature: text(signed.signature),
    },
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
