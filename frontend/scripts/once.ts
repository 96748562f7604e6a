// A form is sent once: a second click while the first is on its way does nothing. The idempotency key that the
// server wrote into the form stays the same, so even a repeated sending is acted on once.

import { answers, text } from "./text";

const PATIENCE = 20_000;

export function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-once]") || event.defaultPrevented) return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    form.ariaBusy = "true";
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = text("Sending");
    // Not `disabled`: a disabled button would take its own value out of what is sent.
    button.ariaDisabled = "true";
    window.setTimeout(() => {
      release(form);
      label.textContent = before;
    }, PATIENCE);
  });
  // Coming back with the browser's button shows the page as it was left: it may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    window.location.reload();
  });
  window.addEventListener("beforeunload", (event) => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once]:not([data-draft])")) {
      if (form.dataset.sent === undefined && isTyped(form)) event.preventDefault();
    }
  });
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  form.ariaBusy = "false";
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[aria-disabled]")) {
    button.ariaDisabled = null;
  }
}

/** Whether somebody wrote a text that would be lost. A ticked box is not worth a question. */
function isTyped(form: HTMLFormElement): boolean {
  return answers(form).some((field) =>
    field instanceof HTMLTextAreaElement ? field.value.trim() !== field.defaultValue.trim() : false,
  );
}
