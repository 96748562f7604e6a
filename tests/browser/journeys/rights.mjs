// Who may do and read what: three administrators, another street, the other party, a custodian, and the person herself.

import assert from "node:assert/strict";

import { fileOnPhone } from "../lib/filing.mjs";
import { Person, day } from "../lib/person.mjs";
import { openAtDesk, registerAtDesk } from "../lib/registering.mjs";

export const title = "who may do and read what, and who can see it";

const TENANT = { name: "钱小梅", phone: "13900000071", address: "宝民花园9栋1702" };
const WHY = "法院来函核实当事人身份，案号粤0306民调71号。";

/** Somebody at a desk whose first page is not the own work. */
async function administrator(journey, login, lands) {
  const person = await Person.withScreen(journey);
  await person.open("/sign-in");
  await person.fill([
    ["account-sign-in-login", login],
    ["account-sign-in-password", "fengqiao-2026"],
  ]);
  await person.press("account-sign-in-submit");
  await person.page.waitForURL(`**${lands}`);
  return person;
}

/** The statuses with which these addresses answer. */
async function statuses(person, addresses) {
  const answers = [];
  for (const address of addresses) {
    answers.push((await person.page.request.get(address)).status());
  }
  return answers;
}

async function file(journey, what) {
  const resident = await Person.withPhone(journey);
  const filed = await fileOnPhone(resident, {
    kind: "intake-kind-dispute",
    what,
    happened: day(-3),
    place: "新安街道 · 宝民社区",
    others: [{ knownAs: "楼上住户", phone: "13900000072" }],
    claims: "停止侵扰",
    me: TENANT,
  });
  return { resident, filed };
}

export default async function go(journey) {
  const { resident, filed } = await file(journey, "楼上住户半夜装修，几次上门劝说都不听。");
  const clerk = await Person.atDesk(journey, "clerk");
  await journey.step("a request becomes a case", async () => {
    await registerAtDesk(clerk, filed.number, "02");
    await openAtDesk(clerk, filed.number, /新安街道/);
  });
  const at = `/cases/${filed.number}`;

  await journey.step("three administrators cannot do each other's work, and none of them sees the case", async () => {
    const places = ["/accounts", "/accounts/new", "/trail", at, "/cases", "/statistics"];
    const seen = {};
    for (const [login, lands] of [["admin", "/accounts"], ["security", "/accounts"], ["auditor", "/trail"]]) {
      const person = await administrator(journey, login, lands);
      await person.a11y();
      await person.shot(login);
      seen[login] = await statuses(person, places);
    }
    assert.deepEqual(seen, {
      admin: [200, 200, 404, 404, 404, 404],
      security: [200, 404, 404, 404, 404, 404],
      auditor: [404, 404, 200, 404, 404, 404],
    });
  });

  await journey.step("a clerk of another street gets 404, and no list and no count tells of it", async () => {
    const other = await Person.atDesk(journey, "clerk-xixiang");
    assert.deepEqual(await statuses(other, [at, `${at}/documents`, `/api/v1${at}`, `/intake/${filed.number}`]), [
      404, 404, 404, 404,
    ]);
    await other.open(`/cases?open=all&q=${filed.number}`);
    assert.equal(await other.page.locator(`a[href="${at}"]`).count(), 0);
  });

  await journey.step("the other party sees neither address nor telephone", async () => {
    await clerk.open(`${at}/access`);
    await clerk.fill([["case-access-party", "楼上住户"]]);
    await clerk.press("case-access-send");
    const code = await clerk.page.locator("[data-code]").innerText();
    const neighbour = await Person.withPhone(journey);
    await neighbour.follow(filed.number, code);
    await neighbour.open("/follow/case");
    const told = await neighbour.page.content();
    assert.ok(told.includes(filed.number));
    assert.ok(!told.includes(TENANT.phone) && !told.includes(TENANT.address));
    await neighbour.shot("other-party");
  });

  const head = await Person.atDesk(journey, "head");
  await journey.step("a sealed file shows letters until a custodian opens it", async () => {
    await head.case(filed.number);
    await head.act("set_class", { class: head.t("choice-confidentiality-sealed") });
    await head.open(at);
    assert.ok(!(await head.page.content()).includes(TENANT.name));
    await head.go("identity-ask-title");
    await head.fill([["identity-ask-reason", WHY]]);
    await head.a11y();
    await head.press("identity-ask-send");
    await head.page.getByText(head.t("identity-state-asked"), { exact: true }).waitFor();
    const custodian = await Person.atDesk(journey, "custodian");
    await custodian.open("/identities");
    await custodian.page.getByText(WHY).waitFor();
    assert.equal((await statuses(custodian, [at]))[0], 404);
    await custodian.a11y();
    await custodian.shot("custodian");
    const wish = custodian.page.locator("section, .fq-card").filter({ hasText: WHY }).last();
    await wish.locator("summary").filter({ hasText: custodian.t("identity-list-open") }).click();
    await custodian.press("identity-list-open", wish);
    await custodian.page.waitForURL("**/identities");
    await head.open(at);
    assert.ok((await head.page.content()).includes(TENANT.name));
    await head.shot("opened");
  });

  await journey.step("she reads who looked at her file, and why it cannot be erased yet", async () => {
    await resident.follow(filed.number, filed.secret);
    await resident.open("/follow/data");
    await resident.a11y();
    await resident.shot("data");
    await resident.page.getByText(resident.t("personal-data-hold-handling")).waitFor();
    await resident.go("trail-readers-title");
    await resident.page.getByText("陈静").first().waitFor();
    await resident.a11y();
    await resident.shot("readers");
  });

  await journey.step("a request that was withdrawn is erased by whoever filed it", async () => {
    const { resident: other, filed: gone } = await file(journey, "楼下餐馆占道经营，已经自行解决。");
    await other.follow(gone.number, gone.secret);
    await other.open("/follow/request");
    await other.page.locator("summary").filter({ hasText: other.t("intake-followed-withdraw") }).click();
    await other.press("intake-followed-withdraw-sure");
    await other.page.getByRole("status").waitFor();
    await other.open("/follow/data");
    await other.page.getByLabel(other.t("personal-data-erasure-sure")).check();
    await other.press("personal-data-erase");
    await other.page.getByText(other.t("flash-erased")).waitFor();
    await other.shot("erased");
    assert.equal((await statuses(clerk, [`/intake/${gone.number}`]))[0], 404);
  });
}
