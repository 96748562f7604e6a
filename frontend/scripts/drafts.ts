// What was typed into a form with `data-draft` stays in this browser tab until the form has been sent and taken.
// It never leaves the browser, and is gone when the tab is closed.

import { answers, text } from "./text";

type Kept = Record<string, string[]>;

const PREFIX = "draft:";
const SENT = "draft-sent";

export function keepDrafts(): void {
  forgetWhatWasTaken();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    const name = PREFIX + form.dataset.draft;
    restore(form, name);
    form.addEventListener("input", () => sessionStorage.setItem(name, JSON.stringify(read(form))));
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, JSON.stringify([name, key(form)])));
  }
}

/** A form that was sent and did not come back under the same key has been taken: its draft is done with. */
function forgetWhatWasTaken(): void {
  const sent = sessionStorage.getItem(SENT);
  if (sent === null) return;
  sessionStorage.removeItem(SENT);
  const [name, sentKey] = JSON.parse(sent) as [string, string];
  const back = Array.from(document.querySelectorAll<HTMLFormElement>("form[data-draft]")).some(
    (form) => PREFIX + form.dataset.draft === name && key(form) === sentKey,
  );
  if (!back) sessionStorage.removeItem(name);
}

function key(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[name=idempotency_key]")?.value ?? "";
}

function read(form: HTMLFormElement): Kept {
  const kept: Kept = {};
  for (const field of answers(form)) {
    if (field instanceof HTMLInputElement && ["password", "file"].includes(field.type)) continue;
    const chosen = !(field instanceof HTMLInputElement) || !["checkbox", "radio"].includes(field.type) || field.checked;
    if (chosen && field.name !== "" && field.value !== "") (kept[field.name] ??= []).push(field.value);
  }
  return kept;
}

/** Whether the server has put words into the form; a choice it has made beforehand is nothing that was typed. */
function holdsWords(form: HTMLFormElement): boolean {
  return answers(form).some(
    (field) =>
      field.value !== "" &&
      !(field instanceof HTMLSelectElement) &&
      !(field instanceof HTMLInputElement && ["checkbox", "radio", "file"].includes(field.type)),
  );
}

/** Fills only a form in which the server has put nothing: what came back from the server is newer. */
function restore(form: HTMLFormElement, name: string): void {
  const stored = sessionStorage.getItem(name);
  if (stored === null || holdsWords(form)) return;
  const kept = JSON.parse(stored) as Kept;
  let restored = false;
  for (const field of answers(form)) {
    const values = kept[field.name];
    if (values === undefined || (field instanceof HTMLInputElement && field.type === "file")) continue;
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = values.includes(field.value);
    } else {
      field.value = values[0] ?? "";
    }
    restored = true;
  }
  if (restored) tell(form, name);
}

function tell(form: HTMLFormElement, name: string): void {
  const box = document.createElement("div");
  box.className = "fq-restored";
  box.setAttribute("role", "status");
  const sentence = document.createElement("p");
  sentence.textContent = text("Restored");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn btn-sm";
  discard.textContent = text("Discard");
  discard.addEventListener("click", () => {
    sessionStorage.removeItem(name);
    form.reset();
    box.remove();
    form.dispatchEvent(new CustomEvent("fq:reset", { bubbles: true }));
  });
  box.append(sentence, discard);
  form.prepend(box);
}
