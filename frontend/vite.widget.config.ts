/** Builds dist/widget.js: one classic script without dependencies, under a name that never changes. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { prepared } from "./prepared.ts";

export default defineConfig({
  publicDir: false,
  plugins: [prepared],
  build: {
    target: "es2020",
    emptyOutDir: false, // the pages were built into the same folder before
    lib: {
      entry: fileURLToPath(new URL("widget/widget.ts", import.meta.url)),
      name: "kefuWidget",
      formats: ["iife"],
      fileName: () => "widget.js",
    },
  },
});
