// The part of the platform that a browser keeps while no page is open: it shows what is pushed to it, and opens the list.
// It keeps nothing and fetches nothing.

export {};

type Told = { title?: string; body?: string; url?: string };

const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener("push", (event) => {
  const told = (event.data?.json() ?? {}) as Told;
  const shown = worker.registration.showNotification(told.title ?? "枫桥", {
    body: told.body ?? "",
    tag: "notices",
    data: told.url ?? "/notices",
  });
  event.waitUntil(shown);
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data)));
});

/** Brings an open page of the platform there, or opens one. Only our own pages. */
async function show(path: string): Promise<void> {
  const url = new URL(path, worker.location.origin);
  if (url.origin !== worker.location.origin) return;
  const [page] = await worker.clients.matchAll({ type: "window" });
  if (page === undefined) {
    await worker.clients.openWindow(url.href);
  } else {
    await page.focus();
    await page.navigate(url.href);
  }
}
