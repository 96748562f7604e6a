// Which pages are looked at for accessibility, and whose links must lead somewhere?
//
// Add a page when it is there; the rest needs nothing.

/** Pages for everybody. */
export const PUBLIC = [
  "/",
  "/file",
  "/file?kind=appeal",
  "/follow",
  "/follow/phone",
  "/receipts/check",
  "/centres",
  "/centres?community=440306018001",
  "/centres/district-centre",
  "/rights",
  "/about",
  "/privacy",
  "/accessibility",
  "/sign-in",
  "/demonstration/messages",
];

/** Pages of the desk, by the account that opens them. `{case}`, `{request}`: the first one in the list it sees. */
export const DESK = [
  ["clerk", ["/work", "/notices", "/notices?show=all", "/account/notices", "/account", "/intake", "/intake/new", "/intake/{request}", "/cases", "/bodies"]],
  ["clerk", ["/bodies?view=agencies"]],
  ["head", ["/work", "/cases?open=all", "/cases/{case}", "/cases/{case}/deadlines", "/return-visits", "/statistics"]],
  ["head", ["/cases/{case}/documents", "/cases/{case}/dossier", "/bodies/committee-440306017000"]],
  ["head", ["/statistics?span=year", "/cases?open=all&counted=yes&outcome=agreed"]],
  ["head", ["/whistles", "/whistles/new"]],
  ["dispatcher", ["/whistles?closed=yes", "/whistles/table"]],
  ["department", ["/whistles", "/linked", "/linked?over=yes"]],
  ["judge", ["/linked", "/linked/sent", "/linked/appoint"]],
  ["head", ["/owned-cases", "/owned-cases/candidates", "/owned-cases/new"]],
  ["justice", ["/owned-cases", "/owned-cases?show=late"]],
  ["department", ["/owned-cases"]],
  ["leader", ["/statistics", "/work", "/owned-cases", "/board"]],
  ["dispatcher", ["/board", "/dispatch?show=late"]],
  ["clerk", ["/intake/spot"]],
  ["visitor", ["/return-visits"]],
  ["archivist", ["/archive"]],
];

/** Where the placeholders come from. */
const LISTS = { "{case}": "/cases?open=all", "{request}": "/intake?open=all" };
const NUMBER = /^\d{6}-\d{4}-\d{6}$/;

/** The address with its placeholders filled from the lists that `person` sees. */
export async function address(person, path) {
  let filled = path;
  for (const [placeholder, list] of Object.entries(LISTS)) {
    if (path.includes(placeholder)) {
      await person.open(list);
      const number = await person.page.getByRole("link", { name: NUMBER }).first().innerText();
      filled = filled.replace(placeholder, number.trim());
    }
  }
  return filled;
}

/** What the address is called in the name of a picture. */
export function nameOf(path) {
  return path.replace(/[^a-z]+/gi, "-").replace(/^-|-$/g, "") || "start";
}
