// Can an old person who comes to the window be helped from the ticket to the end, without a telephone of its own?

import assert from "node:assert/strict";

import { proof } from "../lib/filing.mjs";
import { Person, day } from "../lib/person.mjs";
import { chooseType, openAtDesk } from "../lib/registering.mjs";

export const title = "an old person at the window, and an agreement by word of mouth";

const OLD = "陈阿婆";
const DAUGHTER = "陈小梅";
const SHOP = "好又来小吃店";

export default async function go(journey) {
  const clerk = await Person.atDesk(journey, "clerk");
  let filed;
  await journey.step("a clerk writes down what she says, with her ticket and her daughter as agent", async () => {
    await clerk.go("layout-nav-intake");
    await clerk.go("intake-queue-new");
    await clerk.heading("intake-new-title");
    await clerk.a11y();
    await clerk.fill([
      ["intake-new-channel", clerk.t("choice-channel-window")],
      ["intake-new-ticket", "A017"],
      ["intake-file-kind", clerk.t("intake-kind-dispute")],
      ["intake-new-what", "楼下小吃店的油烟天天往上飘，家里不敢开窗，跟老板说过两次都没有用。"],
      ["intake-file-happened", day(-30)],
      ["intake-file-community", "新安街道 · 海裕社区"],
      ["intake-file-claims", "把油烟管道改到楼顶"],
      ["intake-new-for-whom", clerk.t("intake-for-whom-agent")],
      ["intake-person-name", DAUGHTER],
      ["intake-person-phone", "13900000031"],
      ["intake-file-needs", "不识字，说潮汕话"],
    ]);
    const behalf = clerk.page.getByText(clerk.t("intake-file-for"), { exact: true });
    await behalf.click();
    await clerk.fill([
      ["intake-file-for-name", OLD],
      ["intake-file-for-age", "81"],
    ]);
    // Nothing typed is lost when something is missing: the other side.
    await clerk.press("intake-new-send");
    await clerk.page.getByRole("alert").waitFor();
    await clerk.a11y();
    await clerk.shot("missing");
    await clerk.fill([
      ["intake-other-kind", clerk.t("intake-party-kind-organisation")],
      ["intake-other-name", SHOP],
      ["intake-other-phone", "0755-27000000"],
    ]);
    await clerk.press("intake-new-send");
    await clerk.heading("intake-filed-title");
    filed = await proof(clerk);
    await clerk.a11y();
    await clerk.shot("filed");
  });
  await journey.step("the request keeps the ticket and who speaks for her", async () => {
    await clerk.go("intake-filed-open");
    await clerk.page.getByText("A017").waitFor();
    await clerk.page.getByRole("heading", { name: OLD }).waitFor();
    await clerk.page.getByRole("heading", { name: DAUGHTER }).waitFor();
    await clerk.shot("request");
  });
  await journey.step("it is registered with her papers and becomes a case", async () => {
    await clerk.go("choice-request-act-register");
    await clerk.fill([
      ["intake-act-identity", clerk.t("choice-identity-check-paper")],
      ["intake-act-told", clerk.t("choice-manner-in-person")],
    ]);
    await clerk.press("choice-request-act-register");
    await clerk.page.waitForURL(`**/intake/${filed.number}`);
    await chooseType(clerk, "02");
    await openAtDesk(clerk, filed.number, /新安街道/);
  });
  await journey.step("both sides agree at the window and by telephone, and are told their rights", async () => {
    for (const [party, manner] of [[OLD, "in-person"], [SHOP, "telephone"]]) {
      await clerk.act("record_consent", {
        party,
        answer: clerk.t("choice-answer-agree"),
        manner: clerk.t(`choice-manner-${manner}`),
      });
      await clerk.act("tell_rights", { party, manner: clerk.t(`choice-manner-${manner}`) });
    }
    await clerk.stands("S2");
  });
  await journey.step("the head accepts it and appoints a mediator", async () => {
    const head = await Person.atDesk(journey, "head");
    await head.case(filed.number);
    await head.act("accept");
    await head.act("appoint_mediator", { mediator: "李春梅" });
    await head.stands("S5");
  });
  const mediator = await Person.atDesk(journey, "mediator2");
  await journey.step("they settle it by word of mouth, and it holds at once", async () => {
    await mediator.open("/work");
    await mediator.shot("work");
    await mediator.case(filed.number);
    await mediator.act("hold_session", {
      place: "小吃店门口",
      manner: mediator.t("choice-session-manner-on-site"),
      present: [DAUGHTER, SHOP],
      record: "店主同意加装油烟净化器，并把排烟口移到楼顶。",
    });
    await mediator.act(
      "reach_agreement",
      {
        scope: mediator.t("choice-agreement-scope-whole"),
        form: mediator.t("choice-agreement-form-oral"),
        facts: "小吃店油烟影响楼上居民。",
        terms: "小吃店一周内加装油烟净化器，把排烟口移到楼顶。",
      },
      [{ what: "移排烟口、装净化器", performer: SHOP, beneficiary: OLD, due: day(7), manner: "请人施工" }],
    );
    await mediator.stands("S10");
    await mediator.a11y();
    await mediator.shot("effective");
  });

  const daughter = await Person.withPhone(journey);
  await journey.step("at home the daughter reads it to her in large letters", async () => {
    await daughter.open("/");
    await daughter.shot("start");
    const usual = await sizeOf(daughter);
    // On a phone the switch stands in the top row.
    await daughter.page.getByRole("link", { name: daughter.t("layout-elder-on") }).click();
    await daughter.page.getByRole("link", { name: daughter.t("layout-elder-off") }).waitFor();
    const large = await sizeOf(daughter);
    assert.ok(large >= 24 && large > usual, `letters of ${large} px, usually ${usual} px`);
    await daughter.a11y();
    await daughter.shot("elder-start");
    await daughter.follow(filed.number, filed.secret);
    await daughter.a11y();
    await daughter.shot("elder-request");
    await daughter.case();
    await daughter.stands("S10");
    await daughter.a11y();
    await daughter.shot("elder-case");
  });
  await journey.step("once it is done, she confirms it on her mother's word", async () => {
    await daughter.begin("record_performance");
    await daughter.a11y();
    await daughter.shot("elder-act");
    await daughter.act("record_performance", {
      item: "移排烟口、装净化器",
      result: daughter.t("choice-performance-result-done"),
    });
    await daughter.stands("S14");
  });
}

/** How large the letters of running text are, in px. */
async function sizeOf(person) {
  return person.page.evaluate(() => Number.parseFloat(globalThis.getComputedStyle(globalThis.document.body).fontSize));
}
