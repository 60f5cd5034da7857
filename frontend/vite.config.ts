/**
 * Builds the three pages (chat, desk, site) into dist/; the gateway serves dist/ at /static/.
 * The widget has its own build (vite.widget.config.ts) because hosts embed it by a stable name.
 */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { prepared } from "./prepared.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const gateway = `http://127.0.0.1:${process.env.PORT ?? "8000"}`;

/** ChatUI's stylesheet names web fonts on a CDN; the pages may load nothing from other hosts. */
const withoutRemoteFonts: Plugin = {
  name: "without-remote-fonts",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("@chatui/core/dist/index.css")) return null;
    return { code: code.replace(/@font-face\s*\{[^}]*\}/g, ""), map: null };
  },
};

export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [withoutRemoteFonts, react(), prepared],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // no data: URLs, the content security policy stays at 'self'
    rolldownOptions: {
      input: {
        chat: here("chat/index.html"),
        desk: here("desk/index.html"),
        site: here("site/index.html"),
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: gateway, ws: true },
      "/dev": gateway,
      "/widget.js": gateway,
    },
  },
  test: { include: ["{shared,chat,desk,site,widget}/**/*.test.ts"], environment: "node" },
});
