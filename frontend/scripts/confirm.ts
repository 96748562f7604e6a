// Asks once more before a button with `data-confirm` sends its form. Only for what the server can undo: whatever has
// legal effect is asked about on the page itself, which works without script.

import { text } from "./text";

export function confirmFirst(): void {
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLElement)) return;
    const question = button.dataset.confirm;
    if (question === undefined || button.dataset.confirmed !== undefined) return;
    event.preventDefault();
    ask(question, button.textContent?.trim() ?? "", () => {
      button.dataset.confirmed = "";
      form.requestSubmit(button);
    });
  });
}

function ask(question: string, yes: string, then: () => void): void {
  const dialog = document.createElement("dialog");
  dialog.className = "fq-dialog";
  const sentence = document.createElement("p");
  sentence.id = "fq-question";
  sentence.textContent = question;
  dialog.setAttribute("aria-labelledby", sentence.id);
  const buttons = document.createElement("div");
  buttons.className = "fq-buttons";
  const go = document.createElement("button");
  go.className = "btn btn-primary";
  go.textContent = yes;
  go.addEventListener("click", () => {
    dialog.close();
    then();
  });
  const back = document.createElement("button");
  back.className = "btn";
  back.textContent = text("Cancel");
  back.autofocus = true;
  back.addEventListener("click", () => dialog.close());
  buttons.append(go, back);
  dialog.append(sentence, buttons);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
