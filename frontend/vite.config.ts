/**
 * Builds the pages of the house (desk, site) into dist/; the gateway serves dist/ at /static/.
 * Customers' own have their own builds: the chat because it must be small (vite.chat.config.ts),
 * the widget because hosts embed it by a stable name (vite.widget.config.ts).
 */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { prepared } from "./prepared.ts";
import { proxy } from "./proxy.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [react(), prepared],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // no data: URLs, the content security policy stays at 'self'
    rolldownOptions: {
      input: {
        desk: here("desk/index.html"),
        site: here("site/index.html"),
      },
    },
  },
  server: { proxy },
  test: { include: ["{shared,chat,desk,site,widget}/**/*.test.ts"], environment: "node" },
});
