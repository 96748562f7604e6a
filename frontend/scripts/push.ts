// Notices in this browser, also while no page is open: it subscribes with its maker's service, and what it says of itself
// goes out with an ordinary form (`data-push` holds our key). A form with `data-push-end` takes that back.

/** Where the part lies that shows notices; at the root, so that it stands for every page. */
const WORKER = "/service-worker.js";

export function offerPush(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-push-end]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void end(form.dataset.pushEnd ?? "").finally(() => form.submit());
    });
  }
  const form = document.querySelector<HTMLFormElement>("form[data-push]");
  if (form === null || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  if (Notification.permission === "denied") return;
  form.hidden = false;
  const none = document.querySelector<HTMLElement>("[data-push-none]");
  if (none) none.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void subscribe(form);
  });
}

async function subscribe(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-push-failed]");
  const field = form.elements.namedItem("subscription");
  if (failed) failed.hidden = true;
  try {
    if (!(field instanceof HTMLInputElement)) throw new Error("no field");
    await navigator.serviceWorker.register(WORKER);
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: form.dataset.push ?? "",
    });
    field.value = JSON.stringify(subscription);
    form.submit();
  } catch {
    // Its owner said no, or the service of its maker cannot be reached.
    if (failed) failed.hidden = false;
  }
}

/** Ends the subscription of this browser, if it is the one that is removed. */
async function end(id: string): Promise<void> {
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    const subscription = await worker?.pushManager.getSubscription();
    if (subscription && (await named(subscription.endpoint)) === id.replaceAll("-", "")) await subscription.unsubscribe();
  } catch {
    // The server forgets it all the same.
  }
}

/** As the server calls a subscription: the beginning of the digest of its address. */
async function named(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
