// What happens when somebody says no, or when it is for somebody else to deal with?

import assert from "node:assert/strict";

import { fileOnPhone } from "../lib/filing.mjs";
import { download, figures, paper } from "../lib/papers.mjs";
import { Person, day } from "../lib/person.mjs";
import { openAtDesk, registerAtDesk } from "../lib/registering.mjs";

/** What a case that was not accepted must leave alone. */
const COUNTED = ["report-figure-cases", "report-figure-success"];

export const title = "a side that refuses, and matters for other bodies";

export default async function go(journey) {
  const clerk = await Person.atDesk(journey, "clerk", "en");

  // One side does not want it.
  const tenant = await Person.withPhone(journey, "en");
  let filed;
  await journey.step("a resident files in English on a phone", async () => {
    filed = await fileOnPhone(
      tenant,
      {
        kind: "intake-kind-dispute",
        what: "房东不退押金。合同到期后我已经搬走，押金5000元一直不退，电话也不接。",
        happened: day(-10),
        place: "Xin'an Street · 宝民社区",
        others: [{ knownAs: "房东李先生", phone: "13900000012" }],
        claims: "退还押金5000元",
        amount: "5000",
        me: { name: "王五", phone: "13900000011" },
      },
      async (step) => {
        await tenant.a11y();
        await tenant.shot(`file-${step}`);
      },
    );
  });
  await journey.step("a clerk registers it and opens it as a case", async () => {
    await registerAtDesk(clerk, filed.number, "04");
    await openAtDesk(clerk, filed.number, /新安街道/);
  });
  await journey.step("the landlord says no on the telephone, and no reason is asked for", async () => {
    await clerk.act("record_consent", {
      party: "房东李先生",
      answer: clerk.t("choice-answer-refuse"),
      manner: clerk.t("choice-manner-telephone"),
    });
    await clerk.stands("S2");
    await clerk.shot("refused");
  });
  const head = await Person.atDesk(journey, "head", "en");
  let before;
  await journey.step("the case cannot be accepted; the head says so with its reason", async () => {
    before = await figures(head, COUNTED);
    await head.case(filed.number);
    assert.equal(await head.isOffered("accept"), false);
    await head.begin("not_accept");
    await head.a11y();
    await head.shot("not-accept");
    await head.act("not_accept", {
      ground: head.t("choice-not-accepted-ground-party-refused"),
      reason: "房东明确表示不愿意调解。",
    });
    await head.stands("S3");
    await head.shot("not-accepted");
  });
  await journey.step("the tenant reads why, and which other ways are open", async () => {
    await tenant.page.goto("/");
    await tenant.follow(filed.number, filed.secret);
    await tenant.case();
    await tenant.stands("S3");
    await tenant.page.getByText("房东明确表示不愿意调解。").waitFor();
    await tenant.a11y();
    await tenant.shot("told");
  });
  await journey.step("she downloads the notice of it to print", async () => {
    await download(tenant, await paper(tenant, tenant.t("form-not-accepted-notice")));
  });
  await journey.check("printed, the page keeps what matters and leaves out buttons and navigation", async () => {
    await tenant.page.emulateMedia({ media: "print" });
    assert.equal(await tenant.page.getByRole("navigation").count(), 0);
    assert.equal(await tenant.page.getByRole("link", { name: tenant.t("layout-nav-file") }).count(), 0);
    await tenant.page.getByText(tenant.t("route-court"), { exact: true }).first().waitFor();
    await tenant.shot("printed");
    await tenant.page.emulateMedia({ media: null });
  });
  await journey.step("the head closes it, and nothing counts as settled", async () => {
    await head.act("close", { report: "一方明确拒绝调解，不予受理，已告知其他途径。" });
    await head.stands("S16");
    await head.shot("closed");
    assert.deepEqual(await figures(head, COUNTED), before);
  });

  // It is for another body.
  const resident = await Person.withPhone(journey);
  let appeal;
  await journey.step("another resident reports that a fire exit is blocked", async () => {
    appeal = await fileOnPhone(resident, {
      kind: "intake-kind-appeal",
      what: "小区消防通道长期被占用停车，多次反映没有人管。",
      place: "新安街道 · 翻身社区",
      address: "翻身路30号",
      others: [],
      claims: "清理消防通道",
      me: { name: "赵六", phone: "13900000021" },
    });
  });
  await journey.step("the clerk hands it to the body in charge", async () => {
    await registerAtDesk(clerk, appeal.number, "g2");
    assert.equal(await clerk.page.getByRole("link", { name: clerk.t("choice-request-act-open"), exact: true }).count(), 0);
    await clerk.shot("appeal");
    await clerk.go("choice-request-act-transfer");
    await clerk.fill([
      ["intake-act-to", clerk.t("choice-receiver-administrative")],
      ["intake-act-reason", "消防通道由主管部门处理。"],
    ]);
    await clerk.shot("transfer");
    await clerk.press("choice-request-act-transfer");
    await clerk.sees("intake-stage-transferred");
  });
  await journey.step("its term runs on until that body says it has it", async () => {
    await clerk.sees("choice-request-clock-transfer");
    await clerk.go("choice-request-act-transfer-received");
    await clerk.fill([["intake-act-reference", "XF-2026-0815"]]);
    await clerk.press("choice-request-act-transfer-received");
    await clerk.page.getByText("XF-2026-0815").first().waitFor();
    await clerk.shot("transferred");
  });
  await journey.check("the resident sees who has it now", async () => {
    await resident.follow(appeal.number, appeal.secret);
    await resident.sees("intake-stage-transferred");
    await resident.page.getByText("XF-2026-0815").first().waitFor();
    await resident.a11y();
    await resident.shot("handed-over");
  });
}
