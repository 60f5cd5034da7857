/**
 * Puts a page's stylesheet into the page: what is drawn before any script has come needs no second
 * request. The gateway names the style's hash in the content security policy (kefu/gateway/pages.py).
 */
import type { Plugin } from "vite";

const LINK = /<link rel="stylesheet"[^>]* href="\/static\/([^"]+)"[^>]*>/g;

export const styleWithin: Plugin = {
  name: "style-within",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      if (bundle === undefined) return html; // a development server
      return html.replace(LINK, (_link, name: string) => {
        const file = bundle[name];
        if (file?.type !== "asset") throw new Error(`${name} is not part of the build`);
        delete bundle[name];
        return `<style>${String(file.source).trim()}</style>`;
      });
    },
  },
};
