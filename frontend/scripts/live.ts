// A page whose figures are painted anew by the server while it is open (`data-live` holds the address). Only what has
// changed is replaced, so that whoever reads or steers by keyboard is not thrown out. Out of sight, it does not listen.

export function followLive(): void {
  const board = document.querySelector<HTMLElement>("[data-live]");
  const told = document.querySelector<HTMLElement>("[data-live-told]");
  if (board === null || told === null) return;
  let source: EventSource | undefined;
  const say = (sentence: string | undefined, lost: boolean): void => {
    told.textContent = sentence ?? "";
    told.classList.toggle("fq-live-lost", lost);
  };
  const listen = (): void => {
    source = new EventSource(board.dataset.live ?? "");
    source.addEventListener("open", () => say(told.dataset.liveTold, false));
    source.addEventListener("message", (event: MessageEvent<string>) => paint(board, event.data));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) say(told.dataset.liveLost, true);
    });
  };
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (!document.hidden) listen();
  });
  window.addEventListener("pagehide", () => source?.close());
  listen();
}

/** Puts in what is new, part by part; a part is known by its id. */
function paint(board: HTMLElement, html: string): void {
  const next = document.createElement("template");
  next.innerHTML = html;
  const held = document.activeElement;
  const place = held instanceof HTMLAnchorElement && board.contains(held) ? held.getAttribute("href") : null;
  const parts = Array.from(next.content.children);
  const known = parts.every((part, nth) => board.children[nth]?.id === part.id) && board.children.length === parts.length;
  if (known) {
    parts.forEach((part, nth) => {
      const old = board.children[nth];
      if (old !== undefined && !old.isEqualNode(part)) old.replaceWith(part);
    });
  } else {
    board.replaceChildren(next.content);
  }
  if (place !== null && document.activeElement !== held) {
    board.querySelector<HTMLElement>(`a[href="${CSS.escape(place)}"]`)?.focus({ preventScroll: true });
  }
}
