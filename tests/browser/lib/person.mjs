// What can somebody do on the pages: sign in, follow a number, take a step on a case, and see where it stands?

import assert from "node:assert/strict";

import { complaints, fill } from "./forms.mjs";
import { beginning, code, exactly, numbered, words } from "./words.mjs";

/** The password of every account of the demonstration. */
const PASSWORD = "fengqiao-2026";

/** The look of a number on a receipt. */
export const NUMBER = /\d{6}-\d{4}-\d{6}/;

/** The day in China, `days` from today. */
export function day(days = 0) {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
  return format.format(new Date(Date.now() + days * 86_400_000));
}

/** Somebody with a page, who reads one language. */
export class Person {
  constructor(journey, page, lang) {
    this.journey = journey;
    this.page = page;
    this.lang = lang;
    this.t = words(lang);
  }

  /** Somebody new with a phone. */
  static async withPhone(journey, lang = "zh-CN") {
    return new Person(journey, await journey.resident(lang), lang);
  }

  /** Somebody new at a large screen. */
  static async withScreen(journey, lang = "zh-CN") {
    return new Person(journey, await journey.staff(lang), lang);
  }

  /** Somebody new at a desk, signed in. */
  static async atDesk(journey, login, lang = "zh-CN") {
    const person = await Person.withScreen(journey, lang);
    await person.signIn(login);
    return person;
  }

  /** Opens an address; it must answer. */
  async open(address) {
    const answer = await this.page.goto(address);
    assert.equal(answer.status(), 200, `${address} answers ${answer.status()}`);
    return answer;
  }

  /** Signs in as staff. */
  async signIn(login) {
    await this.open("/sign-in");
    await this.fill([
      ["account-sign-in-login", login],
      ["account-sign-in-password", PASSWORD],
    ]);
    await this.press("account-sign-in-submit");
    // Where somebody lands is the first page that is open to her.
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
  }

  /** Follows a number with a code, as a resident. */
  async follow(number, secret) {
    await this.open("/follow");
    await this.fill([
      ["intake-follow-number", number],
      ["intake-follow-secret", secret],
    ]);
    await this.press("intake-follow-send");
    await this.page.waitForURL("**/follow/**");
  }

  /** Answers questions: pairs of a label's key and an answer. */
  async fill(answers, scope = this.page) {
    await fill(scope, answers.map(([key, answer]) => [this.t(key), answer]));
  }

  /** Presses the button with these words. */
  async press(key, scope = this.page) {
    await scope.getByRole("button", { name: this.t(key), exact: true }).click();
  }

  /** Follows the link with these words. */
  async go(key, scope = this.page) {
    await scope.getByRole("link", { name: this.t(key), exact: true }).first().click();
  }

  /** Waits for the page with this heading. */
  async heading(key, values) {
    await this.page.getByRole("heading", { level: 1, name: beginning(this.t(key, values)) }).waitFor();
  }

  /** Waits until the page says this, somewhere. */
  async sees(key, values) {
    await this.page.getByText(this.t(key, values)).first().waitFor();
  }

  /** What stands beside a name in a list of facts. */
  async fact(key, scope = this.page) {
    const term = scope.locator("dt").filter({ hasText: exactly(this.t(key)) });
    return (await term.first().locator("xpath=following-sibling::dd[1]").innerText()).trim();
  }

  /** The part of the page with this heading. */
  part(key, values) {
    const heading = this.page.getByRole("heading", { name: beginning(this.t(key, values)) });
    return this.page.locator("section").filter({ has: heading });
  }

  /** The page of the case: as staff by its number, as a party its own. */
  async case(number) {
    this.place = number ? `/cases/${number}` : "/follow/case";
    await this.open(this.place);
  }

  /** Opens the form of an act from the page of the case. */
  async begin(act) {
    const label = this.actLabel(act);
    await this.open(this.place);
    await this.part("component-act-title").getByRole("link", { name: label, exact: true }).click();
    await this.page.waitForURL(`**/acts/${act}`);
    await this.page.getByRole("heading", { level: 1, name: beginning(label) }).waitFor();
  }

  /** Opens the act that the page at `path` offers, answers its questions with `answers`, and comes back to it. */
  async does(path, act, answers = async () => {}) {
    await this.open(path);
    await this.page.locator(`main a[href*="/acts/${act}"]`).first().click();
    await answers(this.page);
    await this.page.locator("main form button.btn-primary").click();
    await this.page.waitForURL((url) => url.pathname === path);
  }

  /** Takes a step on a case; `answers` by the names of its fields, `items` for an agreement. It must be taken. */
  async act(act, answers = {}, items = []) {
    await this.begin(act);
    await this.answer(act, answers, items);
    await this.press("case-act-send");
    await this.page.waitForURL((url) => url.pathname === this.place).catch(async (error) => {
      throw new Error(`${act} was not taken: ${await complaints(this.page)}`, { cause: error });
    });
    await this.page.getByRole("status").filter({ hasText: this.told(act, "done") }).waitFor();
  }

  /** Takes a step that the rules refuse, and gives what the page says. */
  async refused(act, answers = {}, items = []) {
    await this.begin(act);
    await this.answer(act, answers, items);
    await this.press("case-act-send");
    await this.page.getByRole("alert").waitFor();
    return complaints(this.page);
  }

  /** Fills the form of an act that is open. */
  async answer(act, answers, items = []) {
    const named = Object.entries(answers).map(([name, answer]) => [code(`act-${act}`, name), answer]);
    await this.fill(named);
    for (const [place, item] of items.entries()) {
      if (place > 0) {
        await this.press("case-act-item-add");
      }
      const row = this.page.getByRole("group", { name: numbered(this.t("case-act-item"), place + 1) });
      await this.fill(Object.entries(item).map(([name, answer]) => [code("case-act-item", name), answer]), row);
    }
  }

  /** Whether the rules offer a step now. */
  async isOffered(act) {
    const link = this.part("component-act-title").getByRole("link", { name: this.actLabel(act), exact: true });
    return (await link.count()) > 0;
  }

  /** Where the case stands, and that its page shows the ways to court, to arbitration and to a petition. */
  async stands(stage) {
    await this.open(this.place);
    const shown = this.page.getByRole("heading", { level: 1 }).locator("xpath=../..");
    await shown.getByText(this.t(`stage-${stage.toLowerCase()}`), { exact: true }).waitFor();
    await this.seesOtherWays();
  }

  /** The other ways, on the page of a request or a case. */
  async seesOtherWays() {
    for (const route of ["route-court", "route-arbitration", "route-petition"]) {
      const name = this.page.locator("dt").getByText(this.t(route), { exact: true });
      await name.first().waitFor();
    }
  }

  /** A picture of the page. */
  async shot(name) {
    await this.journey.shot(this.page, name);
  }

  /** Nothing on the page keeps anybody out. */
  async a11y() {
    await this.journey.a11y(this.page);
  }

  /** How an act is called by whoever does it. */
  actLabel(act) {
    return this.told(act);
  }

  /** A sentence of an act, in the words for a party where it has such. */
  told(act, what) {
    const key = code("act", act);
    const plain = what ? `${key}.${what}` : key;
    if (this.place === "/follow/case") {
      try {
        return this.t(what ? `${key}.own-${what}` : `${key}.own`);
      } catch {
        return this.t(plain);
      }
    }
    return this.t(plain);
  }
}
