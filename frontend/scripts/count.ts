// How many characters may still be written, told while writing. Characters, not UTF-16 units: a rare character of a
// name counts as one.

import { textWithNumber } from "./text";

export function countCharacters(root: ParentNode): void {
  for (const area of root.querySelectorAll<HTMLTextAreaElement>("textarea[data-count]")) {
    const most = area.maxLength;
    const line = document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(area.id)}"]`);
    if (line === null || most < 0) continue;
    // The server refuses what is too long; cutting off a pasted text would lose its end unseen.
    area.removeAttribute("maxlength");
    const tell = (): void => {
      const left = most - Array.from(area.value).length;
      line.textContent = left < 0 ? textWithNumber("Over", -left) : textWithNumber("Left", left);
      line.classList.toggle("fq-count-over", left < 0);
    };
    area.addEventListener("input", tell);
    area.form?.addEventListener("fq:reset", tell);
    tell();
  }
}
