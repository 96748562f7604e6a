// A called body finds a notice of a whistle, marks it as read, and says when it wants no messages.

import assert from "node:assert/strict";

import { Person } from "../lib/person.mjs";

export const title = "a notice, from the whistle to quiet hours";

const LABOUR = "人力资源局劳动监察与仲裁岗";

/** How many notices the head of the page says are unread. */
async function waiting(person) {
  const count = person.page.locator(".fq-bell .fq-tab-count");
  return (await count.count()) === 0 ? 0 : Number.parseInt(await count.innerText(), 10);
}

/** The link of the notice of a whistle: it is told a moment after the whistle was blown, so the list is opened again. */
async function told(person, path) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    await person.open("/notices");
    const link = person.page.locator(`tbody a[href="${path}"]`);
    if ((await link.count()) > 0) return link.first();
  }
  throw new Error(`nobody was told of ${path}`);
}

export default async function go(journey) {
  const head = await Person.atDesk(journey, "head");
  let path;
  await journey.step("a street blows a whistle at the labour desk", async () => {
    await head.open("/whistles/new");
    const { page } = head;
    await page.locator("input[name=kind][value=emergency]").check();
    await page.locator("select[name=place]").selectOption("440306017001");
    await page.locator("input[name=address]").fill("前进一路某工地东门");
    await page.locator("textarea[name=asked]").fill("约三十名工人因工资未发聚集在工地门口，请到场核实。");
    await page.locator("label", { hasText: LABOUR }).locator("input[name=bodies]").check();
    await page.locator("main form button.btn-primary").click();
    await page.waitForURL((url) => /^\/whistles\/\d/.test(url.pathname));
    path = new URL(page.url()).pathname;
  });

  const department = await Person.atDesk(journey, "department");
  await journey.step("the desk is told, goes there, and marks it as read", async () => {
    const { page } = department;
    const link = await told(department, path);
    await department.heading("notify-list-title");
    await department.a11y();
    await department.shot("told");
    await link.click();
    await page.waitForURL((url) => url.pathname === path);
    await department.open("/notices");
    const before = await waiting(department);
    const row = page.locator("tbody tr", { has: page.locator(`a[href="${path}"]`) }).first();
    await row.locator("button[name=notice]").click();
    await department.sees("flash-notice-read");
    assert.equal(await waiting(department), before - 1);
    assert.equal(await page.locator(`tbody a[href="${path}"]`).count(), 0);
    await department.go("notify-show-all");
    await page.locator(`tbody a[href="${path}"]`).first().waitFor();
    await department.a11y();
    await department.shot("all");
  });

  await journey.step("it changes its quiet hours, which cannot be the whole day", async () => {
    const { page } = department;
    await department.open("/account/notices");
    await department.a11y();
    await department.fill([
      ["notify-quiet-from", "12:00"],
      ["notify-quiet-until", "12:00"],
    ]);
    await department.press("notify-choose-save");
    await page.getByRole("alert").first().waitFor();
    await department.a11y();
    await department.shot("refused");
    await department.fill([["notify-quiet-until", "14:00"]]);
    await department.press("notify-choose-save");
    await department.sees("flash-notices-chosen");
    assert.equal(await page.locator("input[name=quiet_until]").inputValue(), "14:00");
    await department.shot("chosen");
  });
}
