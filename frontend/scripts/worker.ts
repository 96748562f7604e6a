// The part of the platform that a browser keeps while no page is open: it shows what is pushed to it, and opens the list.
// It keeps nothing and fetches nothing.

export {};

type Told = { title?: string; body?: string; url?: string };

const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener("push", (event) => {
  const told = (event.data?.json() ?? {}) as Told;
  // One notification at a time, which is heard again when it says something new.
  const options = { body: told.body ?? "", tag: "notices", renotify: true, data: told.url ?? "/notices" };
  event.waitUntil(worker.registration.showNotification(told.title ?? "枫桥", options));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data)));
});

/** Brings a page that shows it to the front, or opens one: nobody's half-written form is left. Only our own pages. */
async function show(path: string): Promise<void> {
  const url = new URL(path, worker.location.origin);
  if (url.origin !== worker.location.origin) return;
  const pages = await worker.clients.matchAll({ type: "window" });
  const there = pages.find((page) => new URL(page.url).pathname === url.pathname);
  if (there === undefined) await worker.clients.openWindow(url.href);
  else await there.focus();
}
