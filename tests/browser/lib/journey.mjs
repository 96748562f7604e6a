// What can a journey do, and how is it counted?

import { join } from "node:path";

import { violations } from "./a11y.mjs";
import { Faults } from "./faults.mjs";

/** How long one move may take before it counts as failed, in milliseconds. */
const PATIENCE = 15_000;

const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const DESK = { viewport: { width: 1280, height: 900 } };
const LOCALES = { "zh-CN": "zh-CN", en: "en-GB" };

/** A step failed; what follows in this journey depends on it and is left out. */
class Ended extends Error {}

/** One way through the pages. Every `step` and every `check` is one test. */
export class Journey {
  passed = 0;
  failed = 0;
  #faults = new Faults();
  #contexts = [];
  #pictures = 0;

  constructor({ browser, baseUrl, name, shots }) {
    this.browser = browser;
    this.baseUrl = baseUrl;
    this.name = name;
    this.shots = shots;
  }

  /** Goes the way; whatever is open afterwards is closed. */
  async run(go) {
    try {
      await go(this);
      await this.check("nothing went wrong behind the pages", () => this.#faults.none());
    } catch (error) {
      if (!(error instanceof Ended)) {
        this.#count(false, "the journey itself", error);
      }
    } finally {
      for (const context of this.#contexts) {
        await context.close();
      }
    }
  }

  /** A person with a phone, 390 px wide. Gives a page. */
  async resident(lang = "zh-CN") {
    return this.#page(PHONE, lang);
  }

  /** A person at a desk, 1280 px wide. Gives a page. */
  async staff(lang = "zh-CN") {
    return this.#page(DESK, lang);
  }

  /** Another server that this journey has started may be asked, too. */
  allow(host) {
    this.#faults.allow(host);
  }

  /** A move of the journey, told as a sentence. If it fails, the journey ends. */
  async step(sentence, move) {
    if (!(await this.check(sentence, move))) {
      await this.#tellPages();
      throw new Ended(sentence);
    }
  }

  /** Something that must hold. If it does not, the journey goes on. */
  async check(sentence, hold) {
    try {
      await hold();
      this.#count(true, sentence);
      return true;
    } catch (error) {
      this.#count(false, sentence, error);
      return false;
    }
  }

  /** A picture of the whole page, if pictures are wanted (`--shots FOLDER`). */
  async shot(page, name) {
    if (this.shots) {
      this.#pictures += 1;
      const number = String(this.#pictures).padStart(2, "0");
      await page.screenshot({ path: join(this.shots, `${this.name}-${number}-${name}.png`), fullPage: true });
    }
  }

  /** Fails unless the page is accessible: WCAG 2.2 AA as far as a program can tell, and the rules of our pages. */
  async a11y(page) {
    const found = await violations(page);
    if (found.length > 0) {
      throw new Error(`not accessible: ${page.url()}\n${found.join("\n")}`);
    }
  }

  async #page(device, lang) {
    const context = await this.browser.newContext({
      ...device,
      baseURL: this.baseUrl,
      locale: LOCALES[lang],
      timezoneId: "Asia/Shanghai",
      reducedMotion: "reduce",
    });
    this.#contexts.push(context);
    await context.addCookies([{ name: "lang", value: lang, url: this.baseUrl }]);
    context.setDefaultTimeout(PATIENCE);
    this.#faults.watch(context, this.baseUrl);
    return context.newPage();
  }

  #count(passed, sentence, error) {
    console.log(`  ${passed ? "ok    " : "FAILED"} ${sentence}`);
    if (passed) {
      this.passed += 1;
    } else {
      this.failed += 1;
      const place = /journeys\/[\w-]+\.mjs:\d+/.exec(error?.stack ?? "")?.[0];
      console.log(indented(`${error?.message ?? error}${place ? `\nat ${place}` : ""}`));
    }
  }

  /** What each open page shows when something failed: its address and the beginning of its text. */
  async #tellPages() {
    for (const context of this.#contexts) {
      for (const page of context.pages()) {
        const text = await page.locator("body").innerText({ timeout: 1000 }).catch(() => "(no text)");
        console.log(indented(`page ${page.url()}\n${text.split("\n").filter(Boolean).slice(0, 25).join("\n")}`));
        await this.shot(page, "failed").catch(() => {});
      }
    }
  }
}

function indented(text) {
  return text.replace(/^/gm, "         ");
}
