// Which browser is it, and what may it reach?

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright-core";

/** Starts the machine's Chromium with a new profile. It can reach nothing but this machine. */
export async function launch() {
  return chromium.launch({
    executablePath: program(),
    chromiumSandbox: false,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A page that asks another machine for anything gets an answer at once: there is no such machine.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

/** `CHROMIUM` if it is set, else the first Chromium in `PATH`. */
function program() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      if (existsSync(join(folder, name))) {
        return join(folder, name);
      }
    }
  }
  throw new Error("there is no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM");
}
