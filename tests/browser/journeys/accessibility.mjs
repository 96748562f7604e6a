// Can everybody use every page, in both languages, on a phone and at a desk?

import assert from "node:assert/strict";

import { PUBLIC } from "../lib/pages.mjs";

export const title = "every listed page is accessible";

export default async function go(journey) {
  for (const lang of ["zh-CN", "en"]) {
    const phone = await journey.resident(lang);
    const desk = await journey.staff(lang);
    for (const [page, width] of [[phone, 390], [desk, 1280]]) {
      for (const path of PUBLIC) {
        await journey.check(`${path} in ${lang} at ${width} px`, async () => {
          const answer = await page.goto(path);
          assert.equal(answer.status(), 200);
          assert.equal(await page.locator("html").getAttribute("lang"), lang);
          await journey.a11y(page);
          await journey.shot(page, `${path.slice(1).replaceAll("/", "-") || "start"}-${lang}-${width}`);
        });
      }
    }
  }
}
