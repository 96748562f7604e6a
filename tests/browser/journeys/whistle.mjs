// A street calls two bodies to a place: one comes, one objects, and a third without an account answers by a link.

import assert from "node:assert/strict";

import { Person } from "../lib/person.mjs";

export const title = "a whistle, from blown to evaluated by both sides";

const ASKED = "约三十名工人因工资未发聚集在工地门口，请到场核实。";
const WHERE = "前进一路某工地东门";
const LABOUR = "人力资源局劳动监察与仲裁岗";
const COURT = "人民法院诉调对接工作室";
const HOUSING = "住房和建设局物业与租赁岗";
const WHY = "不属于本单位职责，应当由住建部门办理。";

async function says(page, names, answer) {
  for (const name of names) {
    await page.locator(`input[name=${name}][value=${answer}]`).check();
  }
}

export default async function go(journey) {
  const head = await Person.atDesk(journey, "head");
  let path;
  await journey.step("a street blows an emergency whistle at three bodies", async () => {
    await head.open("/whistles/new");
    await head.a11y();
    const { page } = head;
    await page.locator("input[name=kind][value=emergency]").check();
    await page.locator("select[name=place]").selectOption("440306017001");
    await page.locator("input[name=address]").fill(WHERE);
    await page.locator("textarea[name=asked]").fill(ASKED);
    for (const body of [LABOUR, COURT, HOUSING]) {
      await page.locator("label", { hasText: body }).locator("input[name=bodies]").check();
    }
    await head.shot("new");
    await page.locator("main form button.btn-primary").click();
    await page.waitForURL((url) => /^\/whistles\/\d/.test(url.pathname));
    path = new URL(page.url()).pathname;
    await head.a11y();
    await head.shot("blown");
  });

  const department = await Person.atDesk(journey, "department");
  await journey.step("the labour desk sees what it owes, signs, arrives and reports", async () => {
    await department.open("/whistles");
    await department.a11y();
    await department.shot("owed");
    await department.does(path, "sign");
    await department.does(path, "arrive", (page) => page.locator("input[name=place]").fill(WHERE));
    await department.does(path, "report", (page) => page.locator("textarea[name=text]").fill("已协调总包当场垫付工资。"));
    await department.does(path, "score_whistler", (page) => says(page, ["clear", "competent", "supported"], "yes"));
    await department.shot("reported");
    assert.ok(!(await department.page.content()).includes(COURT));
  });

  const judge = await Person.atDesk(journey, "judge");
  const dispatcher = await Person.atDesk(journey, "dispatcher");
  await journey.step("the court objects, and the dispatcher rules that it is released", async () => {
    await judge.does(path, "object", (page) => page.locator("textarea[name=reason]").fill(WHY));
    await dispatcher.does(path, "rule", async (page) => {
      await says(page, ["upheld"], "yes");
      await page.locator("textarea[name=reason]").fill(WHY);
    });
    await dispatcher.a11y();
    await dispatcher.shot("ruled");
  });

  await journey.step("the housing desk has no account here and answers by a link", async () => {
    await head.open(path);
    await head.page.locator(".fq-card", { hasText: HOUSING }).locator('a[href*="/link?"]').click();
    await head.page.locator("main form button.btn-primary").click();
    const link = await head.page.locator(".fq-code").innerText();
    await head.shot("link");
    const outside = await Person.withPhone(journey);
    await outside.open(new URL(link).pathname);
    await outside.a11y();
    await outside.shot("outside");
    await outside.page.locator("#sign button.btn-primary").click();
    await outside.page.locator("#arrive button.btn-primary").click();
    await outside.page.locator("#report textarea").fill("现场秩序平稳，工人已到会议室协商。");
    await outside.page.locator("#report button.btn-primary").click();
    await says(outside.page, ["clear", "competent", "supported"], "yes");
    await outside.page.locator("#score_whistler button.btn-primary").click();
    await outside.shot("answered");
  });

  await journey.step("the street evaluates both, and the whistle is closed", async () => {
    for (let left = 2; left > 0; left -= 1) {
      await head.does(path, "score_body", (page) => says(page, ["responded", "solved", "satisfied"], "yes"));
    }
    await head.shot("closed");
    await dispatcher.open("/whistles/table");
    await dispatcher.a11y();
    await dispatcher.shot("table");
  });
}
