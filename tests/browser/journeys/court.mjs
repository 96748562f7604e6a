// A court sends a dispute before docketing; it is signed for, mediated with another body's help, and reported back.

import assert from "node:assert/strict";

import { Person } from "../lib/person.mjs";
import { openAtDesk, registerAtDesk } from "../lib/registering.mjs";

export const title = "a dispute that a court sends before docketing, to the reply it reads";

const ONE = "周国华";
const OTHER = "吴秀兰";
const LABOUR = "人力资源局劳动监察与仲裁岗";
const TASK = "核实用工登记，说明应付工资数额。";
const FACTS = "双方确认工作两个月，已经支付一半工资。";
const CONCEDED = "愿意再少收五百元";

export default async function go(journey) {
  const judge = await Person.atDesk(journey, "judge");
  let number;
  await journey.step("the court sends it with its reference and what it asks", async () => {
    await judge.open("/linked/sent");
    await judge.a11y();
    await judge.go("linked-appoint");
    await judge.a11y();
    await judge.shot("appoint");
    await judge.fill([
      ["linked-appoint-reference", `（2026）粤0306诉前调${Date.now() % 100000}号`],
      ["linked-appoint-terms", "请在三十日内调解，书面告知结果。"],
      ["intake-new-what", "在餐馆帮工两个月，还有一半工钱没有结清。"],
      ["intake-file-community", "新安街道 · 宝民社区"],
      ["intake-file-claims", "结清工钱"],
    ]);
    await judge.page.locator("input[name=me-name]").fill(ONE);
    await judge.page.locator("input[name=me-phone]").fill("13900000083");
    await judge.page.locator("input[name=others-0-name]").fill(OTHER);
    await judge.press("linked-appoint-send");
    await judge.page.waitForURL((url) => /^\/linked\/sent\/\d/.test(url.pathname));
    number = new URL(judge.page.url()).pathname.split("/").pop();
    await judge.sees("linked-not-signed");
    await judge.a11y();
    await judge.shot("sent");
  });

  const clerk = await Person.atDesk(journey, "clerk");
  const head = await Person.atDesk(journey, "head");
  await journey.step("it is registered, opened and signed for, and both sides agree", async () => {
    await registerAtDesk(clerk, number, "02");
    await openAtDesk(clerk, number, /新安街道/);
    await head.case(number);
    await head.shot("to-sign");
    await head.act("sign_for_material");
    for (const party of [ONE, OTHER]) {
      const [agree, called] = [clerk.t("choice-answer-agree"), clerk.t("choice-manner-telephone")];
      await clerk.act("record_consent", { party, answer: agree, manner: called });
      await clerk.act("tell_rights", { party, manner: called });
    }
    await head.act("accept");
    await head.act("appoint_mediator", { mediator: "王志强" });
  });

  const department = await Person.atDesk(journey, "department");
  await journey.step("another body is asked, takes its task on and finishes it, and reads nothing else", async () => {
    await head.act("assign_task", {
      body: LABOUR,
      mediation: head.t("choice-mediation-administrative"),
      text: TASK,
    });
    await head.a11y();
    await head.shot("asked");
    await department.open("/linked");
    await department.a11y();
    await department.shot("tasks");
    await department.page.getByRole("link", { name: number }).click();
    await department.page.getByText(TASK).waitFor();
    await department.a11y();
    await department.shot("task");
    assert.ok(!(await department.page.content()).includes(ONE), "nobody is named to the body");
    for (const [act, record] of [["accept-task"], ["finish-task", "应付工资六千元，已付三千元。"]]) {
      await department.go(`act-${act}`);
      if (record) {
        await department.fill([[`act-${act}-record`, record]]);
      }
      await department.press("case-act-send");
      await department.page.waitForURL((url) => /^\/linked\/[0-9a-f-]{36}$/.test(url.pathname));
    }
    await department.shot("done");
    await head.open(`/cases/${number}`);
    await head.sees("linked-all-done");
    await head.shot("all-done");
  });

  const mediator = await Person.atDesk(journey, "mediator");
  await journey.step("the mediator holds a session, records what nobody disputes, and ends it without agreement", async () => {
    await mediator.case(number);
    await mediator.act("hold_session", {
      place: "宝民社区调解室",
      manner: mediator.t("choice-session-manner-on-site"),
      record: "双方陈述了经过。",
      concessions: CONCEDED,
    });
    await mediator.act("record_undisputed_facts", { facts: FACTS, signed: [ONE, OTHER] });
    await mediator.act("terminate", {
      ground: mediator.t("choice-termination-ground-too-far-apart"),
      reason: "双方意见差距过大。",
    });
    await mediator.shot("to-report");
    await mediator.act("report_back", { facts: true });
  });

  await journey.step("the court reads the reply, and nothing that was conceded", async () => {
    await judge.open(`/linked/sent/${number}`);
    await judge.page.getByText(FACTS).waitFor();
    await judge.sees("outcome-failed");
    const text = await judge.page.content();
    assert.ok(!text.includes(CONCEDED) && !text.includes(ONE), "no concession, no name");
    await judge.a11y();
    await judge.shot("reply");
  });
}
