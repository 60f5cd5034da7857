/**
 * Writes the types of the HTTP API from its published schema: `npm run contract`. With `--check` it
 * writes nothing and fails when the committed file differs.
 */
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const SCHEMA = new URL("../docs/openapi.json", import.meta.url);
const TYPES = new URL("shared/contract.ts", import.meta.url);
const BANNER =
  "/** Generated from docs/openapi.json by `npm run contract`: change the gateway, not this. */";

/** Titles would become types of their own, and beside a reference nothing counts but the reference. */
function plain(schema, isName = false) {
  if (Array.isArray(schema)) return schema.map((part) => plain(part));
  if (typeof schema !== "object" || schema === null) return schema;
  if (typeof schema.$ref === "string" && !isName) {
    return { $ref: schema.$ref.replace("#/components/schemas/", "#/$defs/") };
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => isName || !["title", "discriminator", "default"].includes(key))
      .map(([key, value]) => [key, plain(value, key === "properties" || key === "$defs")]),
  );
}

const { components } = JSON.parse(await readFile(SCHEMA, "utf8"));
const compiled = await compile(plain({ $defs: components.schemas }), "Contract", {
  additionalProperties: false,
  bannerComment: BANNER,
  format: true,
  style: { printWidth: 100 },
  unreachableDefinitions: true,
});
// What the compiler says about itself, and the document as a whole.
const types = compiled
  .replaceAll(/(?:\n \*)?\n \* This interface was referenced by .*\n \* via the .*/g, "")
  .replaceAll("/**\n */\n", "")
  .replace(/export interface Contract \{[^}]*\}\n/, "");
if (process.argv.includes("--check")) {
  if (types !== (await readFile(TYPES, "utf8"))) {
    throw new Error("shared/contract.ts is not what docs/openapi.json says: npm run contract");
  }
} else {
  await writeFile(TYPES, types);
}
