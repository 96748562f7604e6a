// Thirty workers were not paid: the street whistles, labour, justice and police come, everybody signs one agreement; and what
// an employer agreed to pay and did not goes to the court as a payment order.

import assert from "node:assert/strict";

import { Person, day } from "../lib/person.mjs";
import { openAtDesk, registerAtDesk } from "../lib/registering.mjs";

export const title = "the wages of thirty workers, from the whistle to the payment order";

const CREW = 30;
const FIRST = "孟长河";
const EMPLOYER = "某某建筑劳务有限公司";
const WHAT = "三十名工人在前进一路工地做工，两个月工资没有结清。";
const WAITS = "三十名工人在同一工地做工，三个月工资没有结清。";
const WHERE = "前进一路某工地东门";
const LABOUR = "人力资源局劳动监察与仲裁岗";
const POLICE = "公安分局公调对接室";
const JUSTICE = "司法局法律服务与法律援助岗";
const NOT_OURS = "现场没有违反治安管理的行为，不属于本单位职责。";
const WAGE = "12800";

/** The others of the crew, as they are copied from a sheet. */
function sheet() {
  const given = "甲乙丙丁戊己庚辛壬癸";
  const names = Array.from({ length: CREW - 1 }, (_, nth) => `孟长${given[nth % 10]}${"一二三"[Math.floor(nth / 10)]}`);
  return names.map((name, nth) => `${name}\t139000002${String(nth).padStart(2, "0")}`).join("\n");
}

async function says(page, names, answer) {
  for (const name of names) {
    await page.locator(`input[name=${name}][value=${answer}]`).check();
  }
}

/** Takes a step for everybody who is still asked; `answers` to the other questions. */
async function forAll(person, act, answers) {
  await person.begin(act);
  await person.page.locator(".fq-tick-all").first().click();
  await person.answer(act, answers);
  await person.press("case-act-send");
  await person.page.waitForURL((url) => url.pathname === person.place);
}

export default async function go(journey) {
  const clerk = await Person.atDesk(journey, "clerk");
  let number;
  await journey.step("the clerk registers thirty workers with the list that they brought", async () => {
    await clerk.open("/intake/new");
    const { page } = clerk;
    await page.locator("input[name=me-name]").fill(FIRST);
    await page.locator("input[name=me-phone]").fill("13900000198");
    await page.locator("details", { has: page.locator("textarea[name=group]") }).locator("summary").click();
    await page.locator("textarea[name=group]").fill(`${sheet()}\n13900000299`);
    await page.locator("input[name=others-0-name]").fill(EMPLOYER);
    await page.locator("input[name=others-0-kind][value=organisation]").check();
    await clerk.fill([
      ["intake-new-what", WHAT],
      ["intake-file-community", "新安街道 · 宝民社区"],
      ["intake-file-claims", "支付拖欠的工资"],
      ["intake-file-amount", String(CREW * Number(WAGE))],
    ]);
    await clerk.press("intake-new-send");
    await clerk.sees("refusal-group-line-wrong", { line: CREW });
    await clerk.shot("line-wrong");
    await clerk.page.locator("textarea[name=group]").fill(sheet());
    await clerk.a11y();
    await clerk.press("intake-new-send");
    const receipt = await clerk.page.locator("main").innerText();
    number = receipt.match(/\d{6}-\d{4}-\d{6}/)[0];
    await registerAtDesk(clerk, number, "10");
    await clerk.shot("registered");
    await openAtDesk(clerk, number, /新安街道/);
    await clerk.shot("opened");
    await clerk.a11y();
  });

  const head = await Person.atDesk(journey, "head");
  let whistle;
  await journey.step("the street whistles at labour, police and justice", async () => {
    await head.open("/whistles/new");
    const { page } = head;
    await page.locator("input[name=kind][value=emergency]").check();
    await page.locator("select[name=place]").selectOption("440306017001");
    await page.locator("input[name=address]").fill(WHERE);
    await page.locator("input[name=about]").fill(number);
    await page.locator("textarea[name=asked]").fill("工人聚集在工地门口，请到场核实工资情况。");
    for (const body of [LABOUR, POLICE, JUSTICE]) {
      await page.locator("label", { hasText: body }).locator("input[name=bodies]").check();
    }
    await page.locator("main form button.btn-primary").click();
    await page.waitForURL((url) => /^\/whistles\/\d/.test(url.pathname));
    whistle = new URL(page.url()).pathname;
    await head.shot("whistled");
  });

  const labour = await Person.atDesk(journey, "department");
  const police = await Person.atDesk(journey, "police");
  const legal = await Person.atDesk(journey, "legal-aid");
  const dispatcher = await Person.atDesk(journey, "dispatcher");
  await journey.step("the police objects and is released; labour and justice arrive and report", async () => {
    await police.does(whistle, "object", (page) => page.locator("textarea[name=reason]").fill(NOT_OURS));
    await dispatcher.does(whistle, "rule", async (page) => {
      await says(page, ["upheld"], "yes");
      await page.locator("textarea[name=reason]").fill(NOT_OURS);
    });
    for (const [body, result] of [[labour, "已核对考勤和工资表。"], [legal, "已说明仲裁和支付令途径。"]]) {
      await body.does(whistle, "sign");
      await body.does(whistle, "arrive", (page) => page.locator("input[name=place]").fill(WHERE));
      await body.does(whistle, "report", (page) => page.locator("textarea[name=text]").fill(result));
      await body.does(whistle, "score_whistler", (page) => says(page, ["clear", "competent", "supported"], "yes"));
    }
    for (let left = 2; left > 0; left -= 1) {
      await head.does(whistle, "score_body", (page) => says(page, ["responded", "solved", "satisfied"], "yes"));
    }
    await head.shot("whistle-closed");
  });

  await journey.step("all thirty agree and are told their rights, each in its own line of the file", async () => {
    await clerk.case(number);
    await forAll(clerk, "record_consent", { answer: clerk.t("choice-answer-agree"), manner: clerk.t("choice-manner-in-person") });
    await forAll(clerk, "tell_rights", { manner: clerk.t("choice-manner-in-person") });
    await head.case(number);
    await head.act("accept");
    await head.act("appoint_mediator", { mediator: "王志强" });
    await head.shot("accepted");
  });

  await journey.step("labour and justice take their tasks on, meet with the committee, and finish", async () => {
    await head.act("assign_task", {
      body: LABOUR,
      mediation: head.t("choice-mediation-administrative"),
      text: "核实应付工资数额，约谈总包。",
    });
    await head.act("assign_task", {
      body: JUSTICE,
      mediation: head.t("choice-mediation-peoples"),
      text: "说明法律援助和支付令途径。",
    });
    for (const body of [labour, legal]) {
      await body.open("/linked");
      await body.page.getByRole("link", { name: number }).click();
      await body.go("act-accept-task");
      await body.press("case-act-send");
      await body.page.waitForURL((url) => /^\/linked\/[0-9a-f-]{36}$/.test(url.pathname));
    }
    await head.act("hold_meeting", { place: "街道综治中心会议室", record: "核对工资表，三十人人均欠付一万二千八百元。" });
    await head.shot("met");
    for (const body of [labour, legal]) {
      await body.go("act-finish-task");
      await body.fill([["act-finish-task-record", "已经办结，情况送调委会。"]]);
      await body.press("case-act-send");
      await body.page.waitForURL((url) => /^\/linked\/[0-9a-f-]{36}$/.test(url.pathname));
    }
    await head.open(`/cases/${number}`);
    await head.sees("linked-all-done");
  });

  const mediator = await Person.atDesk(journey, "mediator");
  await journey.step("one agreement with what each worker gets is signed by all and sealed", async () => {
    await mediator.case(number);
    await mediator.act("hold_session", {
      place: "街道调解室",
      manner: mediator.t("choice-session-manner-on-site"),
      record: "双方核对工资表，对数额没有争议。",
    });
    const names = [FIRST, ...sheet().split("\n").map((line) => line.split("\t")[0])];
    const due = day(10);
    const items = names.map((beneficiary) => ({ what: "支付两个月工资", performer: EMPLOYER, beneficiary, amount: WAGE, due }));
    await mediator.act(
      "reach_agreement",
      {
        scope: mediator.t("choice-agreement-scope-whole"),
        form: mediator.t("choice-agreement-form-written"),
        facts: "三十名工人在同一工地做工两个月，工资表经双方核对。",
        terms: "公司在约定日期前向每名工人转账支付工资。",
      },
      items,
    );
    await mediator.begin("sign_agreement");
    await mediator.a11y();
    await mediator.page.locator(".fq-tick-all").click();
    await mediator.page.locator("label", { hasText: EMPLOYER }).locator("input[name=party]").uncheck();
    await mediator.shot("all-sign");
    await mediator.answer("sign_agreement", { manner: mediator.t("choice-signature-manner-handwritten") });
    await mediator.press("case-act-send");
    await mediator.page.waitForURL((url) => url.pathname === mediator.place);
    await mediator.act("sign_agreement", { party: [EMPLOYER], manner: mediator.t("choice-signature-manner-seal") });
    await mediator.act("sign_as_mediator");
    await head.case(number);
    await head.act("affix_seal");
    await head.shot("effective");
    await head.a11y();
  });

  await journey.step("another crew was not paid on the day: the case shows the payment order and its application", async () => {
    await mediator.open("/cases?open=all");
    const row = mediator.page.locator("tr, li", { hasText: WAITS.slice(0, 12) }).first();
    await row.getByRole("link").first().click();
    await mediator.page.waitForURL((url) => /^\/cases\/\d/.test(url.pathname));
    const path = new URL(mediator.page.url()).pathname;
    mediator.place = path;
    await mediator.sees("route-payment-order");
    await mediator.shot("late");
    await mediator.open(`${path}/documents`);
    const paper = mediator.page.locator("select[name=form] option", { hasText: mediator.t("form-payment-order-application") });
    const papers = await paper.allInnerTexts();
    assert.equal(new Set(papers).size, 25, "one application for each worker who was not paid, told apart by the name");
    await mediator.page.locator("select[name=form]").selectOption({ label: papers[0] });
    await mediator.shot("papers");
    await mediator.press("document-list-produce");
    await mediator.page.getByText(papers[0]).first().waitFor();
    await mediator.a11y();
    await mediator.shot("paper");
    await mediator.begin("take_elsewhere");
    const open = mediator.page.locator("select[name=item] option");
    const before = await open.count();
    await mediator.page.locator("select[name=item]").selectOption({ index: 1 });
    await mediator.answer("take_elsewhere", { route: mediator.t("choice-item-route-payment-order") });
    await mediator.press("case-act-send");
    await mediator.page.waitForURL((url) => url.pathname === path);
    await mediator.begin("take_elsewhere");
    assert.equal(await mediator.page.locator("select[name=item] option").count(), before - 1, "one worker went to the court");
  });
}
