// A nail that nobody could settle: nominated by a criterion, approved by somebody else, owned by one leader, worked with
// evidence, and struck off.

import assert from "node:assert/strict";

import { Person, day } from "../lib/person.mjs";

export const title = "a nail case owned, worked and struck off";

const WHY = "复核已经终结，双方多年争执，社区多次调解未果。";
const TASK = "查清漏水原因，出具检测意见。";
const WHAT = "委托检测公共管道，出具检测报告。";
const TALKED = "双方同意按检测结果分担修复费用。";
const REPORTED = "检测报告已出，管道已修复。";
const RULING = "（演示）民初字第2号判决";
const BODY = "人力资源局劳动监察与仲裁岗";
const LEADER = "赵卫东";

/** The value of the choice that begins with this text. */
async function choose(page, name, text) {
  const option = page.locator(`select[name=${name}] option`, { hasText: text }).first();
  await page.locator(`select[name=${name}]`).selectOption(await option.getAttribute("value"));
}

export default async function go(journey) {
  const head = await Person.atDesk(journey, "head");
  let path;
  await journey.step("a street nominates a case of its own as a nail", async () => {
    await head.open("/owned-cases/candidates");
    await head.a11y();
    await head.shot("candidates");
    const { page } = head;
    await page.goto(new URL("/cases", page.url()).href);
    const numbers = await page.locator("tbody a").allInnerTexts();
    for (const number of numbers) {
      await head.open(`/cases/${number}`);
      const nominate = page.locator(`main a[href="/owned-cases/new?about=${number}"]`);
      if ((await nominate.count()) > 0) {
        await nominate.click();
        break;
      }
    }
    await head.a11y();
    await page.locator("input[name=kind][value=nail]").check();
    await page.locator("input[name=criteria][value=all-ways-ended]").check();
    await page.locator("textarea[name=reason]").fill(WHY);
    await head.shot("new");
    await page.locator("main form button.btn-primary").click();
    await page.waitForURL((url) => /^\/owned-cases\/\d/.test(url.pathname));
    path = new URL(page.url()).pathname;
    await head.a11y();
    await head.shot("nominated");
  });

  const justice = await Person.atDesk(journey, "justice");
  await journey.step("somebody else approves it and names the leader", async () => {
    await justice.does(path, "approve", (page) => choose(page, "leader", LEADER));
    await justice.shot("approved");
  });

  const leader = await Person.atDesk(journey, "leader");
  await journey.step("the leader puts a team together and sets a measure", async () => {
    await leader.does(path, "join", async (page) => {
      await choose(page, "body", BODY);
      await page.locator("textarea[name=task]").fill(TASK);
    });
    await leader.does(path, "plan", async (page) => {
      await leader.a11y();
      await page.locator("textarea[name=what]").fill(WHAT);
      await choose(page, "body", BODY);
      await page.locator("input[name=due]").fill(day(20));
    });
    await leader.open("/owned-cases");
    await leader.a11y();
    await leader.shot("leader");
  });

  const department = await Person.atDesk(journey, "department");
  await journey.step("the body sees its measure and nothing else, and reports", async () => {
    await department.open("/owned-cases");
    await department.a11y();
    await department.open(path);
    assert.ok(!(await department.page.content()).includes(WHY));
    await department.shot("team");
    await department.does(path, "report", (page) => page.locator("textarea[name=text]").fill(REPORTED));
  });

  await journey.step("nothing counts as done without evidence", async () => {
    await leader.open(path);
    await leader.page.locator('main a[href*="/acts/finish"]').first().click();
    await leader.page.locator("main form button.btn-primary").click();
    await leader.page.locator("[role=alert] a[href='#f-evidence']").waitFor();
    await leader.a11y();
    await leader.does(path, "visit", async (page) => {
      await page.locator("input[name=place]").fill("居委会");
      await page.locator("input[name=met][value=both]").check();
      await page.locator("textarea[name=text]").fill(TALKED);
    });
    await leader.does(path, "finish", (page) => page.locator("select[name=evidence]").selectOption("visit:1"));
    await leader.a11y();
    await leader.shot("worked");
  });

  await journey.step("the leader concludes, somebody else reviews, and it is struck off", async () => {
    await leader.does(path, "conclude", async (page) => {
      await page.locator("input[name=way][value=strike_off]").check();
      await page.locator("textarea[name=text]").fill("修复完成，费用付清，双方不再争执。");
      await page.locator("input[name=ended_by][value=court]").check();
      await page.locator("input[name=reference]").fill(RULING);
      await leader.shot("conclude");
    });
    await justice.does(path, "review", async (page) => {
      await page.locator("input[name=passed][value=yes]").check();
      await page.locator("textarea[name=reason]").fill("核对了检测报告、走访记录和判决。");
    });
    await justice.a11y();
    await justice.shot("struck-off");
    const badge = await justice.page.locator(".fq-heading .fq-badge").innerText();
    assert.equal(badge.trim(), justice.t("choice-backlog-stage-struck-off"));
    await justice.open("/owned-cases?show=ended");
    await justice.a11y();
    assert.ok((await justice.page.content()).includes(path));
  });
}
