// Can a dispute be taken through its whole life, from a phone in a flat to the archive?

import assert from "node:assert/strict";

import { fileOnPhone } from "../lib/filing.mjs";
import { download, figures, paper } from "../lib/papers.mjs";
import { Person, day } from "../lib/person.mjs";

export const title = "the whole life of a dispute between neighbours";

const APPLICANT = "张三";
const RESPONDENT = "李四";
/** Who mediates first, and who after one side asked for somebody else. */
const FIRST = "李春梅";
const SECOND = "王志强";
const COURT = "深圳市宝安区人民法院";
/** What one settled, performed and confirmed case adds to the official table. */
const COUNTED = ["report-figure-cases", "report-figure-success", "report-figure-performed", "report-figure-confirmed"];

export default async function go(journey) {
  const applicant = await Person.withPhone(journey);
  const told = {
    kind: "intake-kind-dispute",
    what: "楼上卫生间漏水，我家客厅天花板和墙面都泡坏了。从上个月开始找过他三次，一直不肯修，还说不关他的事。",
    happened: day(-20),
    place: "新安街道 · 上川社区",
    address: "上川花园3栋502房",
    others: [{ name: RESPONDENT, phone: "13900000002", address: "上川花园3栋602房" }],
    claims: "修好卫生间漏水\n赔偿墙面修复费用3000元",
    amount: "3000",
    type: applicant.t("dispute-type-02"),
    me: { name: APPLICANT, phone: "13900000001", address: "上川花园3栋502房", needs: "听不太清，请大声一点" },
  };
  let number;
  let secret;
  let receipt;

  const head = await Person.atDesk(journey, "head", "en");
  let before;
  await journey.step("the head looks at this month's figures", async () => {
    before = await figures(head, COUNTED);
    await head.shot("statistics-before");
  });

  // 1. It comes in.
  await journey.step("a resident files it on a phone in five steps, with a picture", async () => {
    const picture = await applicant.page.screenshot();
    told.files = { name: "天花板.png", mimeType: "image/png", buffer: picture };
    ({ number, secret, receipt } = await fileOnPhone(applicant, told, async (step) => {
      await applicant.a11y();
      await applicant.shot(`file-${step}`);
    }));
    await applicant.seesOtherWays();
  });
  await journey.step("she follows it at once, sees what comes next and the file she sent", async () => {
    await applicant.press("intake-filed-follow");
    await applicant.heading("intake-followed-title");
    await applicant.page.getByRole("link", { name: "天花板.png" }).waitFor();
    await applicant.page.getByText(told.what).waitFor();
    await applicant.seesOtherWays();
    await applicant.a11y();
    await applicant.shot("followed");
  });
  await journey.check("the receipt can be printed again", async () => {
    await applicant.go("intake-followed-receipt");
    await applicant.heading("intake-receipt-title");
    assert.equal(await applicant.fact("intake-proof-number"), number);
    await applicant.shot("receipt");
  });
  await journey.check("a stranger finds the receipt genuine, and sees nobody's name", async () => {
    const stranger = await Person.withPhone(journey);
    await check(stranger, receipt);
    await stranger.sees("intake-check-genuine");
    assert.equal(await stranger.fact("intake-proof-number"), number);
    const text = await stranger.page.getByRole("main").innerText();
    assert.ok(!text.includes(APPLICANT) && !text.includes("漏水"), text);
    await stranger.a11y();
    await stranger.shot("receipt-genuine");
  });
  await journey.check("a receipt somebody changed is not genuine", async () => {
    const stranger = await Person.withPhone(journey, "en");
    await check(stranger, receipt.replace(number, number.replace(/\d$/, (last) => String((Number(last) + 1) % 10))));
    await stranger.sees("intake-check-unknown");
    await stranger.shot("receipt-unknown");
  });

  // 2. It becomes a case.
  const clerk = await Person.atDesk(journey, "clerk");
  await journey.step("a clerk finds it in the queue and registers it", async () => {
    await clerk.go("layout-nav-intake");
    await clerk.heading("intake-queue-title");
    await clerk.fill([["intake-queue-words", number]]);
    await clerk.press("common-search");
    await clerk.shot("queue");
    await clerk.page.getByRole("link", { name: number }).click();
    await clerk.page.getByText(told.what).waitFor();
    await clerk.shot("request");
    await clerk.go("choice-request-act-register");
    await clerk.fill([
      ["intake-act-identity", clerk.t("choice-identity-check-called-back")],
      ["intake-act-told", clerk.t("choice-manner-telephone")],
    ]);
    await clerk.shot("register");
    await clerk.press("choice-request-act-register");
    await clerk.sees("intake-stage-registered");
  });
  await journey.step("she chooses the type among what the words suggest", async () => {
    await clerk.fill([["intake-page-type-suggested", clerk.t("dispute-type-02")]]);
    await clerk.press("intake-page-type-choose");
    await clerk.sees("intake-turn-open");
    await clerk.a11y();
  });
  await journey.step("she opens it as a case for the committee of the street", async () => {
    await clerk.go("choice-request-act-open");
    const committee = clerk.page.getByLabel(clerk.t("intake-act-committee"));
    const first = await committee.locator("option").nth(1).innerText();
    assert.match(first, /新安街道/, "the committee of the street comes first");
    await committee.selectOption({ label: first });
    await clerk.shot("open");
    await clerk.press("choice-request-act-open");
    await clerk.case(number);
    await clerk.stands("S2");
    await clerk.a11y();
    await clerk.shot("now-consent");
  });
  let access;
  await journey.step("she gives the other side an access code of its own", async () => {
    await clerk.go("case-page-access");
    await clerk.fill([["case-access-party", RESPONDENT]]);
    await clerk.press("case-access-send");
    access = await clerk.page.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/).innerText();
    await clerk.a11y();
    await clerk.shot("access");
  });

  // 3. Both want it.
  await journey.step("the applicant agrees on her phone, and confirms that she knows her rights", async () => {
    await applicant.case();
    await applicant.stands("S2");
    await applicant.shot("party-consent");
    await applicant.act("record_consent", { answer: applicant.t("choice-answer-agree") });
    await applicant.act("tell_rights");
    await applicant.a11y();
  });
  const respondent = await Person.withPhone(journey);
  await journey.step("the respondent agrees on his own phone with his own code", async () => {
    await respondent.follow(number, access);
    await respondent.case();
    const text = await respondent.page.getByRole("main").innerText();
    assert.ok(!text.includes("13900000001"), "the other side's telephone is not shown");
    await respondent.begin("record_consent");
    await respondent.shot("respondent-consent");
    await respondent.act("record_consent", { answer: respondent.t("choice-answer-agree") });
    await respondent.act("tell_rights");
    await respondent.shot("respondent-agreed");
  });
  await journey.step("the head accepts it", async () => {
    await head.open("/work");
    await head.shot("head-work");
    await head.case(number);
    await head.shot("head-case");
    await head.act("accept");
    await head.stands("S4");
  });

  // 4. Who mediates.
  await journey.step("both sides choose the same mediator, and she has the case", async () => {
    await applicant.act("choose_mediator", { mediator: FIRST });
    await applicant.stands("S4");
    await respondent.act("choose_mediator", { mediator: FIRST });
    await respondent.stands("S5");
  });
  await journey.step("one side's word is enough for another mediator, whom the head appoints", async () => {
    await respondent.begin("request_replacement");
    await respondent.shot("replacement");
    await respondent.act("request_replacement", { mediator: FIRST });
    await respondent.stands("S4");
    await head.begin("appoint_mediator");
    assert.equal(await head.page.getByRole("radio", { name: FIRST }).count(), 0, "she does not come back to the case");
    await head.shot("appoint");
    await head.act("appoint_mediator", { mediator: SECOND });
    await head.stands("S5");
  });
  const mediator = await Person.atDesk(journey, "mediator");
  await journey.step("the mediator looks into it and takes down evidence", async () => {
    await mediator.case(number);
    await mediator.act("investigate", {
      place: "上川花园3栋602房",
      heard: RESPONDENT,
      record: "现场查看：602房卫生间地漏周围防水层破损，502房天花板有水渍约两平方米。",
    });
    await mediator.stands("S6");
    await applicant.act("add_evidence", {
      attachment: { name: "维修报价.png", mimeType: "image/png", buffer: await applicant.page.screenshot() },
      title: "墙面维修报价单",
      pages: "1",
    });
  });

  // 5. Sessions, and agreements in two steps.
  await journey.step("a first session leaves one thing open", async () => {
    await mediator.begin("hold_session");
    await mediator.a11y();
    await mediator.act("hold_session", {
      place: "新安街道调解室一",
      manner: mediator.t("choice-session-manner-on-site"),
      present: [APPLICANT, RESPONDENT],
      record: "双方确认漏水原因是602房卫生间防水层破损。李四同意维修，对赔偿金额没有谈妥。",
      concessions: "张三愿意在三千元基础上再让一些。",
    });
    await mediator.stands("S7");
  });
  await journey.step("they agree on a part: the repair", async () => {
    await mediator.begin("reach_agreement");
    await mediator.a11y();
    const facts = {
      scope: mediator.t("choice-agreement-scope-partial"),
      form: mediator.t("choice-agreement-form-written"),
      facts: "602房卫生间防水层破损，致502房天花板和墙面受损。",
      responsibilities: "漏水由602房引起，李四负责维修。",
      terms: "李四请有资质的单位重做卫生间防水，费用自理。",
    };
    const items = [
      {
        what: "重做602房卫生间防水",
        performer: RESPONDENT,
        beneficiary: APPLICANT,
        due: day(),
        manner: "请有资质的单位施工，做闭水试验",
        place: "上川花园3栋602房",
      },
    ];
    // What is open must be named: the form comes back with everything typed.
    const refusal = await mediator.refused("reach_agreement", facts, items);
    assert.ok(refusal.includes(mediator.t("refusal-open-points-missing")), refusal);
    await mediator.shot("refused-agreement");
    await mediator.fill([["act-reach-agreement-left-open", "墙面修复费用的金额"]]);
    await mediator.press("case-act-send");
    await mediator.page.waitForURL(`**/cases/${number}`);
    await mediator.stands("S9");
  });
  await journey.step("it is signed on the phone, on paper, by the mediator and under seal, and holds", async () => {
    await sign({ applicant, respondent, mediator, head, number });
    await mediator.case(number);
    await mediator.stands("S7");
    await mediator.sees("agreement-state-effective");
  });
  await journey.step("a second session and a whole agreement follow", async () => {
    await mediator.act("hold_session", {
      place: "新安街道调解室一",
      manner: mediator.t("choice-session-manner-on-site"),
      present: [APPLICANT, RESPONDENT],
      record: "双方就墙面修复费用继续协商，同意由李四支付二千八百元。",
    });
    await mediator.act(
      "reach_agreement",
      {
        scope: mediator.t("choice-agreement-scope-whole"),
        form: mediator.t("choice-agreement-form-written"),
        facts: "双方对墙面修复费用的金额有争议。",
        terms: "李四向张三支付墙面修复费用二千八百元，双方就此没有其他争议。",
      },
      [
        {
          what: "支付墙面修复费用",
          performer: RESPONDENT,
          beneficiary: APPLICANT,
          amount: "2800",
          due: day(),
          manner: "银行转账",
        },
      ],
    );
    await mediator.stands("S9");
    await applicant.case();
    await applicant.shot("party-to-sign");
    await applicant.begin("sign_agreement");
    await applicant.a11y();
    await applicant.shot("party-sign");
    await sign({ applicant, respondent, mediator, head, number });
    await mediator.case(number);
    await mediator.stands("S10");
    await mediator.a11y();
    await mediator.shot("now-effective");
  });

  // 6. It is kept, late or not.
  await journey.step("nobody is called late before the day is over; he is urged, and pays in two parts", async () => {
    const early = await mediator.refused("record_performance", {
      item: "支付墙面修复费用",
      result: mediator.t("choice-performance-result-overdue"),
    });
    assert.ok(early.includes(mediator.t("refusal-not-due-yet")), early);
    await mediator.act("urge", {
      item: "支付墙面修复费用",
      manner: mediator.t("choice-manner-telephone"),
      record: "电话提醒李四今天到期，他说下午转账。",
    });
    await mediator.stands("S11");
    await applicant.act("record_performance", {
      item: "支付墙面修复费用",
      result: applicant.t("choice-performance-result-part"),
      received_fen: "1000",
    });
    await applicant.act("record_performance", {
      item: "支付墙面修复费用",
      result: applicant.t("choice-performance-result-done"),
    });
    await applicant.stands("S11");
  });

  // 7. The court confirms it.
  await journey.step("both sides ask the court to confirm the agreement, and it does", async () => {
    const agreement = mediator.t("case-page-agreement-nth", { nth: 2 });
    await applicant.act("agree_to_confirm", { agreement });
    await mediator.case(number);
    assert.equal(await mediator.isOffered("file_confirmation"), false, "one side alone cannot apply");
    await respondent.case();
    await respondent.act("agree_to_confirm", { agreement });
    await mediator.case(number);
    await mediator.act("file_confirmation", {
      agreement,
      competence: mediator.t("choice-competent-court-organisation"),
      court: COURT,
      on: day(),
    });
    await mediator.act("docket_confirmation", { agreement, reference: "（2026）粤0306诉前调确1号", on: day() });
    await mediator.act("rule_confirmation", {
      agreement,
      ruling: mediator.t("choice-confirmation-ruling-valid"),
      reference: "（2026）粤0306民特1号",
      on: day(),
    });
    await mediator.sees("confirmation-state-j4");
    await mediator.shot("now-confirmed");
  });
  await journey.step("the repair is done, and everything is performed", async () => {
    await mediator.act("record_performance", {
      item: "重做602房卫生间防水",
      result: mediator.t("choice-performance-result-done"),
      proof: { name: "闭水试验.png", mimeType: "image/png", buffer: await mediator.page.screenshot() },
    });
    await mediator.stands("S14");
  });

  // 8. After.
  await journey.step("the mediator cannot close it, and nobody can before somebody asked how it went", async () => {
    assert.equal(await mediator.isOffered("close"), false);
    await head.case(number);
    assert.equal(await head.isOffered("close"), false);
  });
  const visitor = await Person.atDesk(journey, "visitor", "en");
  await journey.step("a visitor asks both sides", async () => {
    await visitor.go("layout-nav-visits");
    await visitor.heading("desk-visits-title");
    await visitor.shot("visits");
    await visitor.case(number);
    await visitor.begin("return_visit");
    await visitor.a11y();
    await visitor.shot("visit");
    await visitor.act("return_visit", {
      visited: [APPLICANT, RESPONDENT],
      manner: visitor.t("choice-manner-telephone"),
      satisfaction: visitor.t("choice-satisfaction-content"),
      performance: visitor.t("choice-found-performed"),
      record: "双方都说已经解决，不再漏水，楼上楼下见面打招呼。",
    });
    await visitor.stands("S15");
  });
  await journey.step("the head closes it", async () => {
    await head.act("close", { report: "邻里漏水纠纷，经调解达成协议并已履行，法院裁定协议有效。" });
    await head.stands("S16");
    await head.shot("closed");
  });
  const archivist = await Person.atDesk(journey, "archivist", "en");
  await journey.step("the archivist binds the papers into one dossier", async () => {
    await archivist.go("layout-nav-archive");
    await archivist.heading("desk-archive-title");
    await archivist.shot("archive");
    await archivist.case(number);
    await archivist.go("document-list-dossier");
    await archivist.heading("document-dossier-title");
    await archivist.a11y();
    await archivist.press("document-dossier-bind");
    await archivist.page.getByRole("status").filter({ hasText: archivist.t("flash-dossier-bound") }).waitFor();
    await archivist.shot("dossier");
    const whole = archivist.page.getByRole("link", { name: archivist.t("document-dossier-read") });
    assert.ok((await download(archivist, await whole.getAttribute("href"))) > 100_000);
  });
  await journey.step("and puts it away with its pages and its digest", async () => {
    const digest = await archivist.fact("document-dossier-digest");
    await archivist.go("document-dossier-archive");
    assert.equal(await archivist.page.getByLabel(archivist.t("act-archive-digest")).inputValue(), digest);
    await archivist.fill([["act-archive-retention", archivist.t("choice-retention-long")]]);
    await archivist.shot("archive-act");
    await archivist.press("case-act-send");
    await archivist.page.waitForURL(`**/cases/${number}`);
    await archivist.stands("S17");
    await archivist.a11y();
    await archivist.shot("archived");
  });
  await journey.check("the papers of every step are listed", async () => {
    await head.open(`/cases/${number}/documents`);
    for (const form of ["application", "session-record", "agreement", "visit-record", "closing-report"]) {
      await paper(head, head.t(`form-${form}`));
    }
    await head.a11y();
    await head.shot("documents");
  });
  await journey.check("this month's figures have moved by exactly this case", async () => {
    const after = await figures(head, COUNTED);
    assert.deepEqual(after, Object.fromEntries(COUNTED.map((key) => [key, before[key] + 1])));
    await head.a11y();
    await head.shot("statistics-after");
  });
  await journey.check("the applicant sees the end of it, and every step on the way", async () => {
    await applicant.case();
    await applicant.stands("S17");
    await applicant.a11y();
    await applicant.shot("party-archived");
  });
  await journey.check("she downloads the agreement, and nobody else does", async () => {
    const href = await paper(applicant, applicant.t("form-agreement"));
    await download(applicant, href);
    const stranger = await Person.withPhone(journey);
    const answer = await stranger.page.context().request.get(href, { maxRedirects: 0 });
    assert.notEqual(answer.status(), 200);
  });
}

/** Everybody signs: the applicant on her phone, the respondent on paper, the mediator; then the seal. */
async function sign({ applicant, respondent, mediator, head, number }) {
  await applicant.case();
  await applicant.act("sign_agreement");
  await mediator.case(number);
  await mediator.act("sign_agreement", {
    party: RESPONDENT,
    manner: mediator.t("choice-signature-manner-handwritten"),
  });
  await mediator.act("sign_as_mediator");
  await head.case(number);
  await head.act("affix_seal");
  await respondent.case();
}

/** Asks whether a receipt is genuine. */
async function check(person, receipt) {
  await person.open("/receipts/check");
  await person.fill([["intake-check-code", receipt]]);
  await person.press("intake-check-send");
}
