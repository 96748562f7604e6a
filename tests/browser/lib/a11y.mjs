// Can everybody use this page?

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What is wrong with the page as it is now, one line each; empty when nothing is. */
export async function violations(page) {
  // Playwright runs this beside the page's own scripts, so the page's content policy stays as it is.
  await page.evaluate(axe);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(globalThis.document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
    TAGS,
  );
  const found = result.violations
    .filter(({ impact, tags }) => !tags.includes("best-practice") || impact === "serious" || impact === "critical")
    .flatMap(({ id, impact, help, nodes }) =>
      nodes.map(({ target, any }) => `${impact} ${id}: ${help}; ${target.join(" ")} ${any[0]?.message ?? ""}`.trim()),
    );
  return [...found, ...(await page.evaluate(ownRules, page.viewportSize().width))];
}

/** Runs in the page: what our own pages promise beyond the standard. `room`: the width of the screen in px. */
function ownRules(room) {
  const { document } = globalThis;
  const found = [];
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) {
    found.push(`${headings} headings of the first level; there must be one`);
  }
  if (document.title.trim() === "") {
    found.push("the page has no title");
  }
  const width = document.documentElement.scrollWidth;
  if (width > room) {
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > room + 1)
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    found.push(`${width} px wide on a screen of ${room} px: ${wide.join(", ")}`);
  }
  return found;
}
