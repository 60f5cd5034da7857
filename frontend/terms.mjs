/**
 * Writes the words for kinds, statuses and reasons from `data/phrases/terms.yml`: `npm run terms`.
 * With `--check` it writes nothing and fails when the committed file differs.
 */
import { readFile, writeFile } from "node:fs/promises";
import { load } from "js-yaml";

const WORDS = new URL("../data/phrases/terms.yml", import.meta.url);
const TERMS = new URL("shared/terms.json", import.meta.url);

const terms = `${JSON.stringify(load(await readFile(WORDS, "utf8")), null, 2)}\n`;
if (process.argv.includes("--check")) {
  if (terms !== (await readFile(TERMS, "utf8"))) {
    throw new Error("shared/terms.json is not what data/phrases/terms.yml says: make generate");
  }
} else {
  await writeFile(TERMS, terms);
}
