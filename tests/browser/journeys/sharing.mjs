// What is shared with another body: a party agrees on a phone, the body reads exactly that, and it is gone at once.

import assert from "node:assert/strict";

import { fileOnPhone } from "../lib/filing.mjs";
import { Person, day } from "../lib/person.mjs";
import { openAtDesk, registerAtDesk } from "../lib/registering.mjs";

export const title = "sharing with another body, agreed to and taken back on a phone";

const WORKER = { name: "孙大勇", phone: "13900000081", address: "宝民花园6栋903" };
const WHY = "请核查用工登记，供调解使用。";
const LABOUR = "人力资源局劳动监察与仲裁岗";

/** The button with these words in the card of what is shared. */
function button(person, key) {
  return person.page.locator("#sharing").getByRole("button", { name: person.t(key), exact: true });
}

async function answers(person, key) {
  await person.open("/follow/case");
  await button(person, key).click();
  await person.page.getByRole("status").waitFor();
}

export default async function go(journey) {
  const worker = await Person.withPhone(journey);
  const filed = await fileOnPhone(worker, {
    kind: "intake-kind-dispute",
    what: "在餐馆帮工两个月，老板没有结清工钱。",
    happened: day(-9),
    place: "新安街道 · 宝民社区",
    others: [{ knownAs: "餐馆老板", phone: "13900000082" }],
    claims: "结清工钱",
    me: WORKER,
  });
  const clerk = await Person.atDesk(journey, "clerk");
  const head = await Person.atDesk(journey, "head");
  await journey.step("a case is accepted", async () => {
    await registerAtDesk(clerk, filed.number, "02");
    await openAtDesk(clerk, filed.number, /新安街道/);
    for (const party of [WORKER.name, "餐馆老板"]) {
      const [agree, called] = [clerk.t("choice-answer-agree"), clerk.t("choice-manner-telephone")];
      await clerk.act("record_consent", { party, answer: agree, manner: called });
      await clerk.act("tell_rights", { party, manner: called });
    }
    await head.case(filed.number);
    await head.act("accept");
  });

  await journey.step("the head asks both whether the labour desk may read what it is about", async () => {
    await head.begin("share");
    await head.a11y();
    await head.shot("ask");
    await head.act("share", {
      body: LABOUR,
      parts: [head.t("choice-shared-part-contacts"), head.t("choice-shared-part-dispute")],
      purpose: WHY,
      until: day(30),
    });
    await head.shot("asked");
  });

  const department = await Person.atDesk(journey, "department");
  const extract = department.page.locator("tbody a", { hasText: filed.number });
  await journey.step("nothing is shown before both have agreed", async () => {
    await worker.follow(filed.number, filed.secret);
    await worker.open("/follow/case");
    await worker.a11y();
    await worker.shot("question");
    const sizes = [];
    for (const key of ["choice-sharing-word-agree", "choice-sharing-word-refuse"]) {
      sizes.push(await button(worker, key).boundingBox());
    }
    assert.equal(sizes[0].height, sizes[1].height, "neither answer is more prominent");
    await answers(worker, "choice-sharing-word-agree");
    await department.open("/shared");
    assert.equal(await extract.count(), 0);
  });

  await clerk.open(`/cases/${filed.number}/access`);
  await clerk.fill([["case-access-party", "餐馆老板"]]);
  await clerk.press("case-access-send");
  const code = await clerk.page.locator("[data-code]").innerText();
  const boss = await Person.withPhone(journey, "en");
  let address;
  await journey.step("the other party agrees, and the labour desk reads exactly what is shared", async () => {
    await boss.follow(filed.number, code);
    await boss.open("/follow/case");
    await boss.shot("question-en");
    await answers(boss, "choice-sharing-word-agree");
    await department.open("/shared");
    await department.a11y();
    await department.shot("list");
    await extract.first().click();
    await department.page.getByText(WHY).waitFor();
    address = department.page.url();
    const told = await department.page.content();
    assert.ok(told.includes(WORKER.name) && told.includes(WORKER.phone));
    await department.a11y();
    await department.shot("extract");
    assert.equal((await department.page.request.get(`/cases/${filed.number}`)).status(), 404);
  });

  await journey.step("the worker reads that the labour desk looked", async () => {
    await worker.open("/follow/readers");
    await worker.page.getByText("宋远航").first().waitFor();
    await worker.page.getByText(worker.t("trail-kind-shared-read")).first().waitFor();
    await worker.shot("readers");
  });

  await journey.step("one of them takes the consent back with one click, and it is gone for all", async () => {
    await worker.open("/follow/case");
    await worker.shot("agreed");
    await answers(worker, "sharing-withdraw");
    assert.equal((await department.page.request.get(address)).status(), 404);
    await department.open("/shared");
    assert.equal(await extract.count(), 0);
    await worker.shot("withdrawn");
  });

  await head.case(filed.number);
  await head.a11y();
  await head.shot("case");
}
