// Does staff get in with passkey, authenticator, recovery code and identity provider, and a resident with the telephone?

import assert from "node:assert/strict";

import { code, withPasskeys } from "../lib/authenticator.mjs";
import { fileOnPhone } from "../lib/filing.mjs";
import { complaints } from "../lib/forms.mjs";
import { startProvider } from "../lib/identity.mjs";
import { Person, day } from "../lib/person.mjs";

export const title = "the ways in: passkey, authenticator, recovery code, identity provider, a resident's telephone";

/** Nobody else's journey needs this account. */
const LOGIN = "recorder-yanluo";
const PASSWORD = "fengqiao-2026";
const PHONE = "15400009917";

const PEOPLE = {
  "with a password": { claims: { preferred_username: LOGIN }, amr: ["pwd"] },
  "with two factors": { claims: { preferred_username: LOGIN }, amr: ["pwd", "otp"] },
  stranger: { claims: { preferred_username: "nobody-here" }, amr: ["otp"] },
  resident: { claims: { phone_number: `+86${PHONE}`, phone_number_verified: true } },
};

export default async function go(journey) {
  const provider = await startProvider(process.env.IDENTITY_PORT, journey.baseUrl, PEOPLE);
  journey.allow(provider.host);
  try {
    await staff(journey);
    await resident(journey);
  } finally {
    await provider.stop();
  }
}

async function staff(journey) {
  const recorder = await Person.withScreen(journey, "zh-CN");
  const device = await withPasskeys(recorder.page);
  let codes;
  await journey.step("somebody signs in with the password and makes a passkey", async () => {
    await device.touched(false);
    await recorder.signIn(LOGIN);
    // What an earlier journey left open is closed first.
    await recorder.open("/account");
    const others = recorder.page.getByRole("button", { name: recorder.t("account-own-end"), exact: true });
    if ((await others.count()) > 0) {
      await others.click();
    }
    await add(recorder);
    await recorder.a11y();
    await recorder.shot("factors");
    await device.touched(true);
    await recorder.press("account-factors-passkey-make");
    await recorder.heading("account-recovery-title");
    assert.equal((await device.keys()).length, 1);
    codes = await recorder.page.getByRole("listitem").filter({ hasText: /^[2-9A-Z]{5}-[2-9A-Z]{5}$/ }).allInnerTexts();
    assert.equal(codes.length, 10);
    await recorder.a11y();
    await recorder.shot("recovery");
    await recorder.press("account-recovery-kept");
    await recorder.page.waitForURL("**/account");
  });
  await journey.step("the passkey alone opens the desk", async () => {
    await device.touched(false);
    await leave(recorder);
    await recorder.open("/sign-in");
    await recorder.a11y();
    await device.touched(true);
    await recorder.press("account-passkey-use");
    await recorder.page.waitForURL("**/work");
  });
  await journey.step("a passkey whose owner the device does not recognise opens nothing", async () => {
    await device.touched(false);
    await leave(recorder);
    await recorder.open("/sign-in");
    await device.recognises(false);
    await device.touched(true);
    await recorder.press("account-passkey-use");
    await recorder.sees("account-passkey-failed");
    assert.equal(new URL(recorder.page.url()).pathname, "/sign-in");
    await device.recognises(true);
    await recorder.press("account-passkey-use");
    await recorder.page.waitForURL("**/work");
    await device.touched(false);
  });
  let secret;
  await journey.step("an authenticator is added as well", async () => {
    await add(recorder);
    await recorder.press("account-factors-totp-make");
    await recorder.heading("account-totp-title");
    secret = await recorder.page.locator("[data-secret]").innerText();
    await recorder.a11y();
    await recorder.shot("authenticator");
    await recorder.fill([
      ["account-totp-code", code(secret, -1)],
      ["account-factor-name", "值班手机"],
    ]);
    await recorder.press("account-totp-send");
    await recorder.page.waitForURL("**/account");
    await recorder.page.getByText("值班手机").first().waitFor();
    await recorder.a11y();
    await recorder.shot("account");
  });
  await journey.step("after the password a wrong code is refused and the right one opens the desk", async () => {
    await leave(recorder);
    await password(recorder);
    await recorder.a11y();
    await recorder.shot("second");
    await recorder.fill([["account-second-code", "000000"]]);
    await recorder.press("account-second-send");
    assert.ok((await complaints(recorder.page)).includes(recorder.t("refusal-second-wrong")));
    await recorder.fill([["account-second-code", code(secret)]]);
    await recorder.press("account-second-send");
    await recorder.page.waitForURL("**/work");
  });
  const elsewhere = await Person.withPhone(journey, "en");
  await journey.step("on another machine a recovery code opens the desk once", async () => {
    await password(elsewhere);
    await elsewhere.a11y();
    await elsewhere.shot("second-en");
    await elsewhere.fill([["account-second-code", codes[0]]]);
    await elsewhere.press("account-second-send");
    await elsewhere.page.waitForURL("**/work");
    await elsewhere.open("/account");
    await elsewhere.a11y();
    await elsewhere.shot("account-en");
    await leave(elsewhere);
    await password(elsewhere);
    await elsewhere.fill([["account-second-code", codes[0]]]);
    await elsewhere.press("account-second-send");
    assert.ok((await complaints(elsewhere.page)).includes(elsewhere.t("refusal-second-wrong")));
  });
  await journey.step("an identity provider speaks for the account, and the second factor is still asked", async () => {
    await byProvider(elsewhere, "with a password");
    await elsewhere.heading("account-second-title");
    await elsewhere.fill([["account-second-code", codes[1]]]);
    await elsewhere.press("account-second-send");
    await elsewhere.page.waitForURL("**/work");
    await leave(elsewhere, "/sign-in/left");
    await elsewhere.a11y();
    await elsewhere.shot("left");
    await elsewhere.page.getByRole("link", { name: elsewhere.t("account-left-leave", { name: "single sign-on" }) }).click();
    await elsewhere.page.getByRole("button", { name: "Yes, sign me out" }).click();
    await elsewhere.page.waitForURL(`${journey.baseUrl}/`);
  });
  await journey.step("whoever showed two factors there is asked for none here", async () => {
    await byProvider(elsewhere, "with two factors");
    await elsewhere.page.waitForURL("**/work");
  });
  await journey.step("one place sees the other and signs it out", async () => {
    await recorder.open("/account");
    await recorder.press("account-place-end");
    await recorder.sees("flash-session-ended");
    await elsewhere.page.goto("/work");
    await elsewhere.heading("account-sign-in-title");
  });
  await journey.step("whom the provider knows and the platform does not gets no further", async () => {
    const stranger = await Person.withScreen(journey, "en");
    await byProvider(stranger, "stranger");
    assert.ok((await complaints(stranger.page)).includes(stranger.t("refusal-provider-failed")));
  });
  await journey.step("what was added is removed, and the password is enough again", async () => {
    for (let left = 2; left > 0; left -= 1) {
      await recorder.open("/account");
      const one = recorder.part("account-own-factors").getByRole("listitem").first();
      await one.getByText(recorder.t("account-factor-remove"), { exact: true }).click();
      await one.getByLabel(recorder.t("account-own-confirm")).fill(PASSWORD);
      await recorder.press("account-factor-remove-sure", one);
      await recorder.sees("flash-factor-removed");
    }
    await leave(recorder);
    await recorder.signIn(LOGIN);
  });
}

async function resident(journey) {
  const she = await Person.withPhone(journey, "zh-CN");
  let filed;
  await journey.step("a resident finds the own request with the telephone and the code that was sent there", async () => {
    filed = await fileOnPhone(she, {
      kind: "intake-kind-dispute",
      what: "隔壁装修砸墙，我家墙面裂了一条缝，多次协商没有结果。",
      happened: day(-5),
      place: "新安街道 · 海裕社区",
      address: "演示小区 7 栋 602",
      others: [{ name: "演示邻居", phone: "15400009918" }],
      claims: "把墙修好",
      me: { name: "演示住户", phone: PHONE },
    });
    await she.open("/follow");
    await she.go("intake-follow-by-phone");
    await she.heading("intake-phone-title");
    await she.fill([["intake-phone-number", PHONE]]);
    await she.press("intake-phone-send");
    await she.sees("intake-phone-sent");
    await she.a11y();
    await she.shot("phone");
    const spool = await she.page.context().newPage();
    await spool.goto("/demonstration/messages");
    const message = await spool.getByText(/\d{6}/).first().innerText();
    await spool.close();
    await she.fill([["intake-phone-code", /\d{6}/.exec(message)[0]]]);
    await she.press("intake-phone-enter");
    await lists(she, filed);
    await she.a11y();
    await she.shot("mine");
    await she.page.getByRole("button", { name: filed.number }).first().click();
    await she.page.waitForURL("**/follow/request");
    await she.page.getByText(filed.number).first().waitFor();
  });
  await journey.step("the city's citizen account shows the same", async () => {
    const other = await Person.withPhone(journey, "en");
    await other.open("/follow/phone");
    await other.page.getByRole("link", { name: other.t("account-provider-use", { name: "single sign-on" }) }).click();
    await atProvider(other, "resident");
    await lists(other, filed);
    await other.a11y();
    await other.shot("mine-en");
  });
}

/** From the own account to the page where a way is chosen. */
async function add(person) {
  await person.open("/account");
  const button = person.page.getByRole("button", { name: person.t("account-own-factor-go"), exact: true });
  await person.page.locator("form").filter({ has: button }).getByLabel(person.t("account-own-confirm")).fill(PASSWORD);
  await button.click();
  await person.heading("account-factors-title");
}

/** Types login and password; a second step follows. */
async function password(person) {
  await person.open("/sign-in");
  await person.fill([
    ["account-sign-in-login", LOGIN],
    ["account-sign-in-password", PASSWORD],
  ]);
  await person.press("account-sign-in-submit");
  await person.heading("account-second-title");
}

/** Signs out from the menu of the account. */
async function leave(person, home = "/") {
  await person.open("/account");
  await person.page.locator("summary").first().click();
  await person.press("layout-sign-out");
  await person.page.waitForURL((url) => url.pathname === home);
}

/** Signs in with the word of the identity provider. */
async function byProvider(person, name) {
  await person.open("/sign-in");
  const label = person.t("account-provider-use", { name: person.lang === "en" ? "single sign-on" : "统一身份认证" });
  await person.page.getByRole("link", { name: label }).click();
  await atProvider(person, name);
}

async function atProvider(person, name) {
  await person.page.getByLabel("Who are you?").fill(name);
  await person.page.getByRole("button", { name: "Go on" }).click();
}

async function lists(person, filed) {
  await person.heading("intake-mine-title");
  await person.page.getByRole("heading", { name: filed.number }).waitFor();
}
