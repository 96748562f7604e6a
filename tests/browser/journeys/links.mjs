// Does every link lead to a page?

import assert from "node:assert/strict";

import { DESK, PUBLIC, address } from "../lib/pages.mjs";
import { Person } from "../lib/person.mjs";

export const title = "every link on every listed page leads somewhere";

export default async function go(journey) {
  await follow(journey, await Person.withScreen(journey), PUBLIC, "anybody");
  for (const [login, paths] of DESK) {
    await follow(journey, await Person.atDesk(journey, login), paths, login);
  }
}

/** Asks for every address that stands on the pages, each once. */
async function follow(journey, person, paths, login) {
  await journey.check(`links for ${login}`, async () => {
    const found = new Map();
    for (const path of paths) {
      const here = await address(person, path);
      await person.open(here);
      const links = await person.page.locator("a[href^='/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      for (const link of links) {
        found.set(link.split("#")[0], here);
      }
    }
    // An identity provider is another machine, which only the journey `sign_in` starts.
    for (const link of found.keys()) {
      if (/\/provider(\?|$)/.test(link)) {
        found.delete(link);
      }
    }
    const dead = [];
    for (const [link, here] of found) {
      const answer = await person.page.context().request.get(link, { maxRedirects: 5 });
      if (!answer.ok()) {
        dead.push(`${answer.status()} ${link} on ${here}`);
      }
    }
    assert.deepEqual(dead, []);
  });
}
