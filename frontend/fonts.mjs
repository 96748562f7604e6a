// Copies the fonts of documents from their packages into fonts/, from where the program embeds them. They stay apart
// from dist/, which browsers are served from. A font that is there already is left alone, so that nothing is compiled
// anew for it.

import { constants } from "node:fs";
import { copyFile, mkdir, stat } from "node:fs/promises";

const FONTS = [
  ["noto-serif-sc", "400Regular/NotoSerifSC_400Regular.ttf"],
  ["noto-serif-sc", "700Bold/NotoSerifSC_700Bold.ttf"],
  ["noto-sans-sc", "500Medium/NotoSansSC_500Medium.ttf"],
];

const size = async (file) => (await stat(file).catch(() => ({ size: -1 }))).size;

/** `path` finds a name beside this file. */
export async function fonts(path) {
  await mkdir(path("fonts"), { recursive: true });
  for (const [family, file] of FONTS) {
    const from = path(`node_modules/@expo-google-fonts/${family}/${file}`);
    const to = path(`fonts/${file.split("/").at(-1)}`);
    if ((await size(from)) !== (await size(to))) await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}
