// Reads the page aloud with the voice of the device. Nothing is sent anywhere by us.

import { text } from "./text";

export function readAloud(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-read-aloud]")) {
    if (!("speechSynthesis" in window)) {
      button.hidden = true;
      continue;
    }
    const label = button.querySelector("span");
    const start = label?.textContent ?? "";
    const stop = (): void => {
      speechSynthesis.cancel();
      button.ariaPressed = "false";
      if (label !== null) label.textContent = start;
    };
    button.addEventListener("click", () => {
      if (speechSynthesis.speaking) {
        stop();
        return;
      }
      const parts = sentences();
      parts.forEach((part, place) => {
        const speech = new SpeechSynthesisUtterance(part);
        speech.lang = document.documentElement.lang;
        speech.rate = 0.9;
        if (place === parts.length - 1) speech.addEventListener("end", stop);
        speechSynthesis.speak(speech);
      });
      button.ariaPressed = "true";
      if (label !== null) label.textContent = text("Stop");
    });
    window.addEventListener("pagehide", stop);
  }
}

/** The page block by block: long texts in one piece are cut off by some voices. */
function sentences(): string[] {
  const main = document.querySelector<HTMLElement>("main");
  if (main === null) return [];
  return main.innerText
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
