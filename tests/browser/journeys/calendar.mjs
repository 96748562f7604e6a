// Another arrangement of the year is imported while the district works: which ends move is shown before and after, and
// the case says why.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { fileOnPhone } from "../lib/filing.mjs";
import { Person, day } from "../lib/person.mjs";
import { openAtDesk, registerAtDesk } from "../lib/registering.mjs";

export const title = "a new calendar is imported, and the days that it moves are explained";

const TABLE = new URL("../../../data/holidays-cn.csv", import.meta.url);

const TOLD = {
  kind: "intake-kind-dispute",
  what: "楼上空调滴水，把我家阳台的被子打湿了，说了几次都不改。",
  place: "新安街道 · 上川社区",
  address: "宝民花园8栋601",
  others: [{ knownAs: "楼上住户" }],
  claims: "接好排水管",
  me: { name: "钱进", phone: "13600136000" },
};

/** The first working day after today by the table that is shipped. */
function nextWorkday(table) {
  for (let ahead = 1; ; ahead += 1) {
    const one = day(ahead);
    const row = table.split("\n").find((line) => line.startsWith(`${one},`));
    const isWeekend = [0, 6].includes(new Date(`${one}T00:00:00Z`).getUTCDay());
    if (row ? row.split(",")[2] === "1" : !isWeekend) return one;
  }
}

/** The rows of the years that concern clocks of today, with a day off more. */
function withDayOff(table, off) {
  const [head, ...rows] = table.trim().split("\n");
  const years = rows.filter((row) => row.startsWith(off.slice(0, 4)) && !row.startsWith(off));
  return [head, ...years, `${off},调休,0,official`].sort((a, b) => (b === head) - (a === head) || a.localeCompare(b)).join("\n");
}

/** Looks at a table, puts it into force, and gives the address of the calendar. */
async function imports(admin, table, name) {
  await admin.open("/calendars/import");
  await admin.a11y();
  await admin.page.locator("textarea[name=text]").fill(table);
  await admin.page.locator("main form button.btn-primary").click();
  await admin.page.locator("#preview").waitFor();
  await admin.shot(`${name}-look`);
  await admin.page.locator("#preview form button.btn-primary").click();
  await admin.page.waitForURL((url) => /^\/calendars\/\d+$/.test(url.pathname));
  return new URL(admin.page.url()).pathname;
}

/** Opens the calendar again until the list of what it moved holds a number. */
async function lists(admin, path, number) {
  for (let tries = 0; tries < 60; tries += 1) {
    await admin.open(path);
    if ((await admin.page.locator("tbody tr", { hasText: number }).count()) > 0) return;
    await admin.page.waitForTimeout(1000);
  }
  assert.fail(`${path} does not list ${number}`);
}

export default async function go(journey) {
  const table = await readFile(TABLE, "utf8");
  const off = nextWorkday(table);
  let number;
  await journey.step("a dispute is accepted for consent, and its first periods run", async () => {
    const resident = await Person.withPhone(journey);
    ({ number } = await fileOnPhone(resident, TOLD));
    const clerk = await Person.atDesk(journey, "clerk");
    await registerAtDesk(clerk, number, "02");
    await openAtDesk(clerk, number, "新安街道");
  });

  const admin = await Person.atDesk(journey, "admin");
  let path;
  await journey.step(`${off} becomes a day off: the look says what moves, and the calendar lists it`, async () => {
    path = await imports(admin, withDayOff(table, off), "new");
    await lists(admin, path, number);
    await admin.a11y();
    await admin.shot("moved");
  });

  const head = await Person.atDesk(journey, "head");
  await journey.step("the case tells that the end moved, and the period is shown day by day with the day off", async () => {
    await head.open(`/cases/${number}`);
    await head.page.getByText(head.t("event-deadline-moved", { before: "|", after: "", reason_word: "" }).split("|")[0].trim()).first().waitFor();
    await head.shot("case");
    await head.open(`/cases/${number}/deadlines`);
    await head.page.locator(`main a[href^="/cases/${number}/deadlines/"]`).first().click();
    await head.page.waitForURL(`**/deadlines/**`);
    await head.page.locator(`time[datetime="${off}"], [data-day="${off}"]`).first().waitFor();
    await head.a11y();
    await head.shot("explained");
  });

  await journey.step("the arrangement is taken back in the same way, and the end moves back", async () => {
    const [heading, ...rows] = table.trim().split("\n");
    const back = await imports(admin, [heading, ...rows.filter((row) => row.startsWith(off.slice(0, 4)))].join("\n"), "back");
    assert.notEqual(back, path);
    await lists(admin, back, number);
  });
}
