// Passkeys: the browser makes one, or shows one, and the answer goes out with an ordinary form.
//
// A form says `data-passkey="make"` or `"show"`. What the browser is asked comes from the form's address with
// `/options`; a form with `data-passkey-autofill` is also asked for while a name is typed.

/** What the server sends: as in the standard, with bytes in base64url. */
type Options = { publicKey: Record<string, unknown> };

let waiting: AbortController | undefined;

export function offerPasskeys(): void {
  if (window.PublicKeyCredential === undefined) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    const none = form.parentElement?.querySelector<HTMLElement>("[data-passkey-none]");
    if (none) none.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void answer(form);
    });
    if (form.dataset.passkeyAutofill !== undefined) void autofill(form);
  }
}

async function answer(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
  if (failed) failed.hidden = true;
  waiting?.abort();
  try {
    const options = await ask(form);
    const credential =
      form.dataset.passkey === "make"
        ? await navigator.credentials.create({ publicKey: decoded(options) as unknown as PublicKeyCredentialCreationOptions })
        : await navigator.credentials.get({ publicKey: decoded(options) as unknown as PublicKeyCredentialRequestOptions });
    send(form, credential);
  } catch {
    // Called off by its owner, or nothing there that fits: the other ways are on the page.
    if (failed) failed.hidden = false;
  }
}

/** Lets the browser offer passkeys under the field of the name. */
async function autofill(form: HTMLFormElement): Promise<void> {
  try {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    waiting = new AbortController();
    const publicKey = decoded(await ask(form)) as unknown as PublicKeyCredentialRequestOptions;
    send(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal: waiting.signal }));
  } catch {
    // The button is still there.
  }
}

async function ask(form: HTMLFormElement): Promise<Options> {
  const csrf = new FormData(form).get("csrf");
  const body = new URLSearchParams({ csrf: String(csrf) });
  const response = await fetch(`${form.action}/options`, { method: "POST", body });
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return (await response.json()) as Options;
}

function send(form: HTMLFormElement, credential: Credential | null): void {
  const field = form.elements.namedItem("credential");
  if (!(credential instanceof PublicKeyCredential) || !(field instanceof HTMLInputElement)) throw new Error("no passkey");
  field.value = JSON.stringify(encoded(credential));
  form.submit();
}

/** The fields that are bytes, wherever they stand. */
const BYTES = new Set(["challenge", "id"]);

function decoded(options: Options): Record<string, unknown> {
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return BYTES.has(name) ? bytes(value) : value;
    if (Array.isArray(value)) return value.map((one) => walk(one, ""));
    if (value !== null && typeof value === "object") {
      // The id of the site is a name, not bytes.
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "rp" ? one : walk(one, key)]));
    }
    return value;
  };
  return walk(options.publicKey, "") as Record<string, unknown>;
}

function encoded(credential: PublicKeyCredential): Record<string, unknown> {
  const response: Record<string, unknown> = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = (credential.response as unknown as Record<string, ArrayBuffer | null | undefined>)[name];
    if (value) response[name] = text(value);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
