// How does a resident file a request on a phone, and what does it bring home?

import assert from "node:assert/strict";

import { NUMBER } from "./person.mjs";
import { numbered } from "./words.mjs";

/** Goes through the five steps; `look` is called on each page before it is left. Gives number, code and receipt. */
export async function fileOnPhone(person, told, look = async () => {}) {
  const { t } = person;
  await person.open("/");
  await person.go("portal-start-file");
  await person.heading("intake-file-title");
  await person.fill([
    ["intake-file-kind", t(told.kind)],
    ["intake-file-what", told.what],
    ["intake-file-happened", told.happened],
  ]);
  await look("what");
  await next(person, 2);

  await person.fill([
    ["intake-file-community", told.place],
    ["intake-file-address", told.address],
  ]);
  for (const [place, other] of told.others.entries()) {
    if (place > 0) {
      await person.press("intake-other-add");
    }
    const row = person.page.getByRole("group", { name: numbered(t("intake-other-one"), place + 1) });
    await person.fill(
      [
        ["intake-other-kind", t(other.kind ?? "intake-party-kind-person")],
        ["intake-other-name", other.name],
        ["intake-other-known-as", other.knownAs],
        ["intake-other-phone", other.phone],
        ["intake-other-address", other.address],
      ],
      row,
    );
  }
  await look("where");
  await next(person, 3);

  await person.fill([
    ["intake-file-claims", told.claims],
    ["intake-file-amount", told.amount],
    ["intake-file-type", told.type],
    ["intake-file-files", told.files],
  ]);
  await look("wanted");
  await next(person, 4);

  const agree = person.page.getByRole("checkbox", { name: t("intake-file-notice") });
  await person.fill([
    ["intake-file-for-whom", t("intake-for-whom-self")],
    ["intake-file-me-kind", t("intake-party-kind-person")],
    ["intake-file-name", told.me.name],
    ["intake-file-phone", told.me.phone],
    ["intake-file-my-address", told.me.address],
    ["intake-file-needs", told.me.needs],
  ]);
  await agree.check();
  await look("you");
  await next(person, 5);

  await person.sees("intake-file-send-text");
  await look("check");
  await person.press("intake-file-send");
  await person.heading("intake-filed-title");
  const filed = await proof(person);
  await look("filed");
  return filed;
}

/** Number, code and receipt from the page after filing. */
export async function proof(person) {
  const number = await person.fact("intake-proof-number");
  assert.match(number, NUMBER);
  const secret = await person.fact("intake-proof-secret");
  const line = person.page.getByText(person.t("intake-proof-line"));
  await line.click();
  const text = await line.locator("xpath=ancestor::details[1]/p[1]").innerText();
  return { number, secret, receipt: text.trim() };
}

async function next(person, step) {
  await person.press("intake-file-next");
  const now = person.t("component-steps-now", { current: step, of: 5 });
  await person.page.getByText(now).waitFor();
}
