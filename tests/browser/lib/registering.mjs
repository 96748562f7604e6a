// How does a clerk register a request and open it as a case?

/** Registers a request that came in, and chooses its type by its code. */
export async function registerAtDesk(clerk, number, type) {
  await clerk.open(`/intake/${number}`);
  await clerk.go("choice-request-act-register");
  await clerk.fill([
    ["intake-act-identity", clerk.t("choice-identity-check-called-back")],
    ["intake-act-told", clerk.t("choice-manner-telephone")],
  ]);
  await clerk.press("choice-request-act-register");
  await clerk.page.waitForURL(`**/intake/${number}`);
  await chooseType(clerk, type);
}

/** Chooses the type from the whole list, on the page of a request. */
export async function chooseType(clerk, type) {
  await clerk.fill([["intake-page-type-other", clerk.t(`dispute-type-${type}`)]]);
  await clerk.press("intake-page-type-choose");
  await clerk.page.getByRole("status").waitFor();
}

/** Opens a registered request as a case for the committee whose name matches; the clerk is on its page then. */
export async function openAtDesk(clerk, number, committee) {
  await clerk.go("choice-request-act-open");
  const list = clerk.page.getByLabel(clerk.t("intake-act-committee"));
  await list.selectOption({ label: await list.locator("option").filter({ hasText: committee }).first().innerText() });
  await clerk.press("choice-request-act-open");
  await clerk.page.waitForURL(`**/${number}`);
  await clerk.case(number);
}
