// What is on the papers and in the figures?

import assert from "node:assert/strict";

/** How often a page is opened anew for something that a job makes. */
const PATIENCE = 40;

/** Waits for a paper with this title on the page that is open, which a job produces. Gives its address. */
export async function paper(person, title) {
  const link = person.page.getByRole("link", { name: title }).first();
  for (let times = 0; times < PATIENCE; times += 1) {
    // The patience of the browser between two looks; nothing sleeps when the paper is there.
    const came = await link.waitFor({ timeout: 500 }).then(
      () => true,
      () => false,
    );
    if (came) {
      return link.getAttribute("href");
    }
    await person.page.reload();
  }
  throw new Error(`the paper ${title} has not come`);
}

/** Downloads a paper as whoever is signed in: a PDF that nobody may keep in a shared cache. Gives its size. */
export async function download(person, href) {
  const answer = await person.page.context().request.get(href);
  assert.equal(answer.status(), 200, href);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  const body = await answer.body();
  assert.equal(body.subarray(0, 5).toString("latin1"), "%PDF-");
  return body.length;
}

/** Figures of the official table of this month, by the keys of their names. */
export async function figures(person, keys) {
  await person.open("/statistics");
  await person.heading("report-page-title");
  const found = {};
  for (const key of keys) {
    const name = person.page.getByText(person.t(key), { exact: true });
    const row = person.page.getByRole("row").filter({ has: person.page.getByRole("rowheader").filter({ has: name }) });
    const now = await row.first().getByRole("cell").nth(1).innerText();
    found[key] = Number(now.replace(/[^\d.]/g, ""));
  }
  return found;
}
