// How does somebody fill in a form, by the words beside its fields?

import { beginning, exactly, words } from "./words.mjs";

/** Answers to the questions of a form: `[label, answer]`, each label as it is read. Skips answers that are undefined. */
export async function fill(scope, answers) {
  for (const [label, answer] of answers) {
    if (answer !== undefined) {
      await answerOne(scope, label, answer);
    }
  }
}

async function answerOne(scope, label, answer) {
  const named = whole(label);
  // A group of choices first: a choice within it may bear the same words.
  const group = scope.getByRole("group", { name: named });
  if ((await group.count()) > 0) {
    await choose(group.first(), answer);
    return;
  }
  const field = scope.getByLabel(named).first();
  const kind = await field.evaluate((element) => `${element.tagName} ${element.getAttribute("type") ?? ""}`.toLowerCase());
  if (kind.startsWith("select")) {
    await field.selectOption({ label: answer });
  } else if (kind === "input checkbox") {
    await field.setChecked(answer);
  } else if (kind === "input file") {
    await field.setInputFiles(answer);
  } else {
    await field.fill(String(answer));
  }
}

/** One of several (a text), or exactly these (a list of texts). */
async function choose(group, answer) {
  if (Array.isArray(answer)) {
    const boxes = group.getByRole("checkbox");
    for (const box of await boxes.all()) {
      await box.uncheck();
    }
    for (const text of answer) {
      await group.getByRole("checkbox", { name: beginning(text) }).check();
    }
  } else {
    await group.getByRole("radio", { name: beginning(answer) }).first().check();
  }
}

/** A label with nothing behind it but the word that it may be left out. */
function whole(label) {
  return exactly(label, ["zh-CN", "en"].map((lang) => words(lang)("component-field-optional")));
}

/** What a form complains about, in its summary; empty when it was taken. */
export async function complaints(page) {
  const summary = page.getByRole("alert");
  return (await summary.count()) > 0 ? (await summary.innerText()).trim() : "";
}
