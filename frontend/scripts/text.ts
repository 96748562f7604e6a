// The few sentences the script says; the server put them on the body in the reader's language.

export function text(name: string): string {
  return document.body.dataset[`text${name}`] ?? "";
}

export function textWithNumber(name: string, number: number): string {
  return text(name).replace("#n", String(number));
}

/** The fields of a form that hold an answer: not tokens, not buttons. */
export function answers(form: HTMLFormElement): Array<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement> {
  return Array.from(form.elements).filter(
    (field): field is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
      (field instanceof HTMLInputElement && !["hidden", "submit", "button", "reset"].includes(field.type)) ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement,
  );
}
