/**
 * Whether words look like a password, a code or a key, so that they are not kept in the browser's
 * storage while they wait to be sent. Errs on the safe side; the server has the last word on what is
 * hidden. Pure.
 */

const NAMED =
  /密[码碼]|口令|验证码|驗證碼|校验码|动态码|助记词|私钥|cvv|cvn|\bpin\b|\bpw\b|pwd|pass(?:word|wd|code)?\b|seed|mnemonic|private key/i;
/** What could be the secret that was named: letters and digits, or digits as words. */
const VALUE = /[A-Za-z0-9!@#$%^&*_.-]{4,}|[零〇一二三四五六七八九幺两]{4,}/;
const SHAPES = [
  /^\s*\d{4,8}\s*$/, // a code, a payment password
  /(?<![\w@.])(?=[^\s@]*[a-z])(?=[^\s@]*\d)(?=[^\s@]*[A-Z!#$%^&*?~_+-])[!-~]{8,}/, // a password
  /\b[0-9a-fA-F]{64}\b/, // a key
  /\b(?:xprv|[5KL])[1-9A-HJ-NP-Za-km-z]{50,}\b/,
  /^\s*(?:[a-z]{3,8}\s+){11,}[a-z]{3,8}\s*$/, // the words of a wallet
];

/** What comes next is the secret. */
const ANNOUNCED =
  /(?:密[码碼]|口令|验证码|驗證碼|助记词|私钥|password|pass|pwd|pw|pin)\s*(?:就?是|为|如下|[:：=])\s*$/i;

/** @param before what was said just before it */
export function looksSecret(text: string, before = ""): boolean {
  if (ANNOUNCED.test(before)) return true;
  const named = NAMED.test(text) && VALUE.test(text.replace(new RegExp(NAMED, "gi"), " "));
  return named || SHAPES.some((shape) => shape.test(text));
}
