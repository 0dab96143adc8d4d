// Makes what the browser is given: bundles main.js and minifies each style sheet into dist/, under
// names that carry a hash of their content, and lists them in dist/manifest.json.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const FIRST_VIEW_LIMIT = 20 * 1024;
const assets = dirname(fileURLToPath(import.meta.url));
const source = join(assets, "src");
const target = join(assets, "dist");

// What is made lands beside dist/ first: a server that is running meanwhile never sees half of it.
const fresh = join(assets, `dist-${process.pid}`);

async function entryPoints() {
  const names = (await readdir(source)).sort();
  return names.filter((name) => name === "main.js" || name.endsWith(".css") || name.endsWith(".entry.js"));
}

async function bundle(name) {
  const made = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    minify: true,
    write: false,
    format: name.endsWith(".js") ? "iife" : undefined,
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
  if (sizes["main.js"] > FIRST_VIEW_LIMIT) {
    throw new Error(`main.js is ${sizes["main.js"]} bytes gzipped; the first view may have ${FIRST_VIEW_LIMIT}.`);
  }
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
} catch (problem) {
  await rm(fresh, { recursive: true, force: true });
  console.error(problem.message);
  process.exitCode = 1;
}
