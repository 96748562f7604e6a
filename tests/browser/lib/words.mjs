// Which words does the page use, in the reader's language?
//
// Journeys name what people read by the key of its sentence, so that they hold in both languages and do not break
// when somebody finds a better word.

import { readFileSync, readdirSync } from "node:fs";

const FOLDER = new URL("../../../translations/", import.meta.url);
const read = new Map();

/** The sentences of a language: `t("act-accept")`, `t("act-accept.done")`, `t("case-page-agreement-nth", { nth: 1 })`. */
export function words(lang) {
  if (!read.has(lang)) {
    const sentences = sentencesOf(lang);
    read.set(lang, (key, values = {}) => filled(sentences, key, values));
  }
  return read.get(lang);
}

/** The key of a code: `code("stage", "S4")` is `stage-s4`, `code("choice-manner", "in_person")` `choice-manner-in-person`. */
export function code(prefix, value) {
  return `${prefix}-${value}`.replaceAll("_", "-").toLowerCase();
}

/** A name that begins with this text: names of choices go on with their hint. */
export function beginning(text) {
  return new RegExp(`^\\s*${escaped(text)}`);
}

/** A name that is this text, or this text and one of the endings. */
export function exactly(text, endings = []) {
  const last = endings.length > 0 ? `(${endings.map(escaped).join("|")})?\\s*` : "";
  return new RegExp(`^\\s*${escaped(text)}\\s*${last}$`);
}

/** The name of a row: this text and its number. */
export function numbered(text, number) {
  return new RegExp(`^\\s*${escaped(text)}\\s*${number}\\s*$`);
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Only plain sentences are read: what chooses among forms by a number belongs to its own tests. */
function sentencesOf(lang) {
  const sentences = new Map();
  const folder = new URL(`${lang}/`, FOLDER);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
    let key = "";
    let attribute = "";
    for (const line of readFileSync(new URL(file, folder), "utf8").split("\n")) {
      const message = /^([a-zA-Z][\w-]*)\s*=\s?(.*)$/.exec(line);
      const part = /^\s+\.([a-z][\w-]*)\s*=\s?(.*)$/.exec(line);
      if (message) {
        [, key] = message;
        attribute = "";
        sentences.set(key, message[2].trim());
      } else if (part) {
        attribute = `.${part[1]}`;
        sentences.set(key + attribute, part[2].trim());
      } else if (/^\s+\S/.test(line) && key) {
        const whole = key + attribute;
        sentences.set(whole, `${sentences.get(whole)}\n${line.trim()}`.trim());
      }
    }
  }
  return sentences;
}

function filled(sentences, key, values) {
  const sentence = sentences.get(key);
  if (!sentence) {
    throw new Error(`there is no sentence ${key}`);
  }
  return sentence.replace(/\{\s*(?:\$([\w-]+)|"([^"]*)")\s*\}/g, (_, name, text) => {
    if (text !== undefined) {
      return text;
    }
    if (!(name in values)) {
      throw new Error(`the sentence ${key} needs { $${name} }`);
    }
    return String(values[name]);
  });
}
