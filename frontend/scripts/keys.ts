// Keys for those who work here all day. Only with a modifier: a single letter must stay a letter for people who
// steer by voice or type by mistake.

export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = (event.target as Element | null)?.closest("form");
      const button = form?.querySelector<HTMLButtonElement>(".btn-primary[type=submit]");
      if (form && button) {
        event.preventDefault();
        form.requestSubmit(button);
      }
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const search = document.querySelector<HTMLElement>('[role="search"] input:not([type=hidden])');
      if (search !== null) {
        event.preventDefault();
        search.focus();
      }
    }
    if (event.key === "Escape") closeAccount();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".fq-account") === null) closeAccount();
  });
}

function closeAccount(): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(".fq-account[open]")) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  }
}
