// What makes pages safer and quicker to use. Every page works without it.

import "htmx.org";
import { confirmFirst } from "./confirm";
import { countCharacters } from "./count";
import { keepDrafts } from "./drafts";
import { listenForKeys } from "./keys";
import { followLive } from "./live";
import { sendOnce } from "./once";
import { offerPasskeys } from "./passkeys";
import { offerPush } from "./push";
import { readAloud } from "./read";
import { repeatRows } from "./rows";
import { tickAll } from "./tick";

/** Shows what only works with script, and brings the eye to what the server wants seen first. */
function prepare(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLElement>(".fq-only-script")) {
    button.hidden = false;
  }
  for (const button of root.querySelectorAll<HTMLElement>("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  root.querySelector<HTMLElement>("[data-focus]")?.focus();
  countCharacters(root);
  readAloud(root);
  tickAll(root);
}

confirmFirst();
sendOnce();
keepDrafts();
repeatRows();
listenForKeys();
offerPasskeys();
offerPush();
followLive();
prepare(document);
document.addEventListener("htmx:after:swap", (event) => {
  const context = (event as CustomEvent<{ ctx?: { target?: Element } }>).detail.ctx;
  prepare(context?.target ?? document);
});
