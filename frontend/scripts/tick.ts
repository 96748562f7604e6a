// Offers to tick every box of a long list at once: thirty people who stand at one table are not thirty clicks.

const LONG = 6;

export function tickAll(root: ParentNode): void {
  for (const group of root.querySelectorAll<HTMLElement>("[data-tick-all]")) {
    const boxes = Array.from(group.querySelectorAll<HTMLInputElement>("input[type=checkbox]:not([data-apart])"));
    const choices = group.querySelector(".fq-choices");
    if (boxes.length <= LONG || choices === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm fq-tick-all";
    button.textContent = group.dataset.tickAll ?? "";
    button.addEventListener("click", () => {
      const isAll = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !isAll;
      group.dispatchEvent(new Event("input", { bubbles: true }));
    });
    choices.before(button);
    delete group.dataset.tickAll;
  }
}
