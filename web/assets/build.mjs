// Makes what the browser is given: bundles main.js, the scripts of single pages (*.entry.js) and what those
// load later (*.module.js), and minifies each style sheet into dist/, under names that carry a hash of
// their content, and lists them in dist/manifest.json.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

// What a page makes a browser fetch, all of its scripts together, in bytes gzipped.
const LIMITS = [
  { what: "the first view", limit: 20 * 1024, scripts: ["main.js"] },
  { what: "a draft", limit: 45 * 1024, scripts: ["main.js", "draft.entry.js"] },
  { what: "a draft with others' cursors", limit: 145 * 1024, scripts: ["main.js", "draft.entry.js", "draft-full.module.js"] },
];
// For scripts that hold a whole library: its inner names become short ones, and it does not talk to itself.
const SHORTER = { mangleProps: /^_[a-z]/, drop: ["console"] };
const assets = dirname(fileURLToPath(import.meta.url));
const source = join(assets, "src");
const target = join(assets, "dist");
const quiet = join(source, "draft", "quiet.js");

// What is made lands beside dist/ first: a server that is running meanwhile never sees half of it.
const fresh = join(assets, `dist-${process.pid}`);

async function entryPoints() {
  const names = (await readdir(source)).sort();
  return names.filter((name) => name === "main.js" || /\.(css|entry\.js|module\.js)$/.test(name));
}

async function bundle(name) {
  const made = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    minify: true,
    write: false,
    format: name.endsWith(".module.js") ? "esm" : name.endsWith(".js") ? "iife" : undefined,
    ...(name.endsWith(".entry.js") ? SHORTER : {}),
    alias: { "lib0/logging": quiet, "lib0/environment": quiet },
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    legalComments: "none",
    logLevel: "warning",
    nodePaths: [join(assets, "..", "..", "node_modules")],
    external: ["*.woff2"],
  });
  return Buffer.from(made.outputFiles[0].contents);
}

function hashedName(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

async function makeAll() {
  const manifest = {};
  const sizes = {};
  for (const name of await entryPoints()) {
    const bytes = await bundle(name);
    manifest[name] = hashedName(name, bytes);
    sizes[name] = gzipSync(bytes, { level: 9 }).length;
    await writeFile(join(fresh, manifest[name]), bytes);
  }
  await writeFile(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return sizes;
}

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
try {
  const sizes = await makeAll();
  for (const [name, size] of Object.entries(sizes)) console.error(`  ${name}: ${(size / 1024).toFixed(1)} KB gzipped`);
  for (const { what, limit, scripts } of LIMITS) {
    const size = scripts.reduce((sum, name) => sum + sizes[name], 0);
    if (size > limit) throw new Error(`The scripts of ${what} are ${size} bytes gzipped; they may have ${limit}.`);
  }
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
} catch (problem) {
  await rm(fresh, { recursive: true, force: true });
  console.error(problem.message);
  process.exitCode = 1;
}
