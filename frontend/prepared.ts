/**
 * Writes each text of a build a second and third time, compressed as far as it goes: `x.js.br` and
 * `x.js.gz` beside `x.js`. The gateway sends them as they are, so no request waits for compression.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const TEXTS = /\.(html|js|css|svg|json)$/;

const compressions: [string, (content: Buffer) => Promise<Buffer>][] = [
  [
    ".br",
    (content) =>
      promisify(brotliCompress)(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
  ],
  [".gz", (content) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION })],
];

export const prepared: Plugin = {
  name: "prepared",
  async writeBundle({ dir = "" }, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (!TEXTS.test(name)) continue;
      const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
      for (const [ending, compress] of compressions) {
        const smaller = await compress(content);
        if (smaller.length < content.length) await writeFile(join(dir, name + ending), smaller);
      }
    }
  },
};
