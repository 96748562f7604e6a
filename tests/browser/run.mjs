// Which journeys hold, in a real browser, against a running server?
//
//   BASE_URL=http://127.0.0.1:8080 node run.mjs [--journey NAME] [--shots FOLDER]
//
// `cargo xtask test --only browser` starts a seeded server and calls this. Every step of a journey and every
// check is one test; the last line is `N passed, N failed`.

import { mkdir, readdir } from "node:fs/promises";
import { parseArgs } from "node:util";

import { launch } from "./lib/browser.mjs";
import { Journey } from "./lib/journey.mjs";

const { values: options } = parseArgs({
  options: {
    journey: { type: "string", multiple: true },
    shots: { type: "string" },
  },
});
const baseUrl = process.env.BASE_URL;
if (!baseUrl) {
  console.error("BASE_URL must name a running server, such as http://127.0.0.1:8080");
  process.exit(2);
}
if (options.shots) {
  await mkdir(options.shots, { recursive: true });
}

const folder = new URL("./journeys/", import.meta.url);
const all = (await readdir(folder)).filter((file) => file.endsWith(".mjs")).map((file) => file.slice(0, -4));
const unknown = (options.journey ?? []).filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no such journey: ${unknown.join(", ")}; there are: ${all.join(", ")}`);
  process.exit(2);
}
const names = all.filter((name) => !options.journey || options.journey.includes(name)).sort();

const browser = await launch();
const total = { passed: 0, failed: 0 };
try {
  for (const name of names) {
    const { title, default: go } = await import(new URL(`${name}.mjs`, folder));
    console.log(`\n${name}: ${title}`);
    const journey = new Journey({ browser, baseUrl, name, shots: options.shots });
    await journey.run(go);
    total.passed += journey.passed;
    total.failed += journey.failed;
  }
} finally {
  await browser.close();
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
