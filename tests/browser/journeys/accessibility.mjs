// Can everybody use every page, in both languages, on a phone and at a desk?

import assert from "node:assert/strict";

import { DESK, PUBLIC, address, nameOf } from "../lib/pages.mjs";
import { Person } from "../lib/person.mjs";

export const title = "every listed page is accessible";

const WIDTHS = { phone: 390, desk: 1280 };

export default async function go(journey) {
  for (const lang of ["zh-CN", "en"]) {
    const residents = { phone: await Person.withPhone(journey, lang), desk: await Person.withScreen(journey, lang) };
    await look(journey, residents, PUBLIC);
    for (const [login, paths] of DESK) {
      const staff = { phone: await Person.withPhone(journey, lang), desk: await Person.withScreen(journey, lang) };
      await staff.phone.signIn(login);
      await staff.desk.signIn(login);
      await look(journey, staff, paths, login);
    }
  }
}

/** Every page on both screens. */
async function look(journey, people, paths, login = "anybody") {
  for (const [screen, person] of Object.entries(people)) {
    for (const path of paths) {
      await journey.check(`${path} for ${login} in ${person.lang} at ${WIDTHS[screen]} px`, async () => {
        await person.open(await address(person, path));
        assert.equal(await person.page.locator("html").getAttribute("lang"), person.lang);
        await person.a11y();
        await person.shot(`${nameOf(path)}-${login}-${person.lang}-${WIDTHS[screen]}`);
      });
    }
  }
}
