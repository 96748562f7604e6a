// Adds and removes rows of repeated questions without a round trip. Without script the button asks the server.

export function repeatRows(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const add = event.target.closest("[data-row-add]");
    const remove = event.target.closest("[data-row-remove]");
    const group = (add ?? remove)?.closest<HTMLElement>("[data-rows]");
    if (group === null || group === undefined) return;
    event.preventDefault();
    if (add !== null) addRow(group);
    else removeRow(group, remove?.closest<HTMLElement>("[data-row]") ?? null);
  });
}

function rowsOf(group: HTMLElement): HTMLElement[] {
  return Array.from(group.querySelectorAll<HTMLElement>(":scope > [data-row]"));
}

function addRow(group: HTMLElement): void {
  const last = rowsOf(group).at(-1);
  if (last === undefined) return;
  const row = last.cloneNode(true) as HTMLElement;
  empty(row);
  last.after(row);
  number(group);
  row.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
}

function removeRow(group: HTMLElement, row: HTMLElement | null): void {
  if (row === null) return;
  const form = row.closest("form");
  if (rowsOf(group).length === 1) empty(row);
  else row.remove();
  number(group);
  group.querySelector<HTMLElement>("[data-row-add]")?.focus();
  form?.dispatchEvent(new Event("input", { bubbles: true }));
}

function empty(row: HTMLElement): void {
  for (const field of row.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    "input, select, textarea",
  )) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) field.checked = false;
    else field.value = "";
    field.removeAttribute("aria-invalid");
  }
  for (const error of row.querySelectorAll(".fq-error")) error.remove();
  for (const field of row.querySelectorAll(".fq-wrong")) field.classList.remove("fq-wrong");
}

/** Gives every row its place in names, ids and labels: `items-3-what` in the second row becomes `items-1-what`. */
function number(group: HTMLElement): void {
  const name = group.dataset.rows ?? "";
  rowsOf(group).forEach((row, place) => {
    const numbered = (value: string): string =>
      value
        .split(" ")
        .map((word) => word.replace(/^(f-)?(.+?)-\d+-/, (whole, id: string | undefined, group: string) =>
          group === name ? `${id ?? ""}${group}-${place}-` : whole,
        ))
        .join(" ");
    for (const element of [row, ...row.querySelectorAll<HTMLElement>("*")]) {
      for (const attribute of ["id", "name", "for", "aria-describedby", "data-count-for"]) {
        const value = element.getAttribute(attribute);
        if (value !== null) element.setAttribute(attribute, numbered(value));
      }
    }
    const shown = row.querySelector("[data-row-number]");
    if (shown !== null) shown.textContent = String(place + 1);
  });
}
