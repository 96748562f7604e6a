// Builds style, script and pictures into dist/, from where the program embeds them.
//   node build.mjs            once, minified
//   node build.mjs --watch    again on every change, readable

import { mkdir, readFile, readdir, rm, writeFile, copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { fonts } from "./fonts.mjs";

const here = new URL(".", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, here));
const watching = process.argv.includes("--watch");

/** Lets CSS import `tabler`: the part of Tabler we use, compiled from its sources. */
const tabler = {
  name: "tabler",
  setup(build) {
    build.onResolve({ filter: /^tabler$/ }, () => ({ path: path("styles/tabler.scss"), namespace: "sass" }));
    build.onLoad({ filter: /.*/, namespace: "sass" }, ({ path: file }) => {
      const { css } = sass.compile(file, { loadPaths: [path("node_modules")], quietDeps: true, charset: false });
      return { contents: css, loader: "css", resolveDir: path("styles") };
    });
  },
};

/** One file of symbols from the icons named in icons.json; a page shows one with <use href="icons.svg#name">. */
async function sprite() {
  const names = JSON.parse(await readFile(path("icons.json"), "utf8"));
  const folder = path("node_modules/@tabler/icons/icons/outline/");
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(`${folder}${name}.svg`, "utf8");
      const shapes = [...svg.matchAll(/<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*\/>/g)]
        .map(([shape]) => shape)
        .filter((shape) => !shape.includes('stroke="none"'));
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
    }),
  );
  await writeFile(path("dist/icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

/** The licences of what is shipped inside the built files: their comments are taken out of them. */
async function licences() {
  const texts = ["@tabler/core", "@tabler/icons", "htmx.org"].map(async (name) => {
    const folder = `node_modules/${name}/`;
    const { version, license } = JSON.parse(await readFile(path(`${folder}package.json`), "utf8"));
    const own = readFile(path(`${folder}LICENSE`), "utf8");
    // Tabler's core carries its notice at the head of its style sheet.
    const text = await own.catch(async () => (await readFile(path(`${folder}dist/css/tabler.css`), "utf8")).match(/\/\*![^]*?\*\//)[0]);
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  for (const family of ["noto-serif-sc", "noto-sans-sc"]) {
    const text = await readFile(path(`node_modules/@expo-google-fonts/${family}/LICENSE_FONT`), "utf8");
    texts.push(`The font ${family}, in documents (OFL-1.1)\n\n${text.trim()}\n`);
  }
  await writeFile(path("dist/licences.txt"), (await Promise.all(texts)).join("\n----\n\n"));
}

await rm(path("dist"), { recursive: true, force: true });
await mkdir(path("dist"), { recursive: true });
await sprite();
await licences();
await fonts(path);
for (const name of await readdir(path("static"))) {
  await copyFile(path(`static/${name}`), path(`dist/${name}`));
}

const options = {
  entryPoints: [path("scripts/app.ts"), path("scripts/worker.ts"), path("styles/app.css")],
  entryNames: "[name]",
  outdir: path("dist"),
  bundle: true,
  format: "esm",
  minify: !watching,
  legalComments: "none",
  target: ["chrome100", "firefox100", "safari15.4"],
  plugins: [tabler],
  logLevel: "info",
};
if (watching) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
