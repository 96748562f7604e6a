// Does the front door open, in the language of who comes?

import assert from "node:assert/strict";

export const title = "the front door opens in both languages";

const HAN = /\p{Script=Han}/u;

export default async function go(journey) {
  for (const [lang, inHan] of [["zh-CN", true], ["en", false]]) {
    await journey.step(`somebody who reads ${lang} opens the start page on a phone`, async () => {
      const page = await journey.resident(lang);
      const answer = await page.goto("/");
      assert.equal(answer.status(), 200);
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.equal(await page.locator("h1").count(), 1);
      const heading = await page.locator("h1").innerText();
      const name = await page.title();
      assert.deepEqual([HAN.test(heading), HAN.test(name)], [inHan, inHan], `heading "${heading}", title "${name}"`);
      await journey.shot(page, `start-${lang}`);
    });
  }
}
