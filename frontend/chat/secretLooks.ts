/**
 * Whether words look like a password, a code or a key, so that they are not kept in the browser's
 * storage while they wait to be sent. Errs on the safe side; the server has the last word on what is
 * hidden. Pure. `kefu/core/secret_name_words.py` is the longer list of names.
 */

/** Of a password, a code, what is on a card, the words of a wallet; by a plain spelling. */
const NAMED =
  /[密秘蜜][码碼马令]|口令|(?:[验驗][证證]|校验|动态|短信|确认|安全)[码碼]|(?:密保|安全问题).{0,4}答案|手势|图案|助[记記]|恢复词|种子|备份词|私钥|(?:背面|背后|反面|后面|签名).{0,4}(?:[三3][位个码碼]|[数數])|卡(?:后|末).{0,4}[三3]|末[三3]|有效期|短信|(?:收到|发我|发给我|弹出来?|跳出来?).{0,5}(?:[六6]位|数字?|码|内容)|(?<=^|\s)码(?=是)|cv[vcn]2?|csc|(?<![a-z])(?:pin|otp|yzm|mima|mm|code|seed|p\/?w|psw|pwd|pass(?!port))|password|passcode|mnemonic|recovery|(?:private|secret) ?key/gi;
const NUMERAL = "[\\d零〇洞一幺壹二两贰三叁四肆五伍六陆七柒拐八捌九玖勾]";
/** What could be the secret that was named: letters and digits, or digits as people say them. */
const VALUE = new RegExp(
  `[!-~]*[A-Za-z0-9][!-~]{2,}|${NUMERAL}(?:[ ,、.-]{0,2}个?${NUMERAL}){2,}|[\\d一二三四五六七八九]个${NUMERAL}`,
);
/** Words that are the secret: a line of a poem. */
const LED =
  /[码碼令案](?:用的|设的|的)?(?:是|就是|应该是|为(?!了|什么)|叫|[设改换][成为]|[:=])[\s:]*["'“‘「『《]?(?![不没错对啥几哪谁否什多怎空由]|我的)[\u4e00-\u9fff]{2,}|助[记記][词詞语]\S?[\u4e00-\u9fff]{12}/;
const SHAPES = [
  /^\s*\d{4,8}\s*$/, // a code, a payment password
  /(?<![\w@.])(?=[^\s@]*[a-z])(?=[^\s@]*\d)(?=[^\s@]*[A-Z!#$%^&*?~_+-])[!-~]{8,}/, // a password
  /(?=[!-~]*[a-z])(?=[!-~]*[A-Z])(?=[!-~]*[!@#$%^&*?~_+=])[!-~]{8,}/, // one without digits
  /\b(?:0x)?[0-9a-fA-F]{64}\b|\b(?:[0-9a-fA-F]{4,32}[ :-]){7}/, // a key
  /\b(?:[xyz]pr[vr]|[5KLc9]|6P)[1-9A-HJ-NP-Za-km-z]{40,}\b|\bnsec1|PRIVATE KEY|"kdf|ciphertext/i,
  /(?:\b[a-z]{3,8}\b[^A-Za-z]{1,8}){11}[a-z]{3,8}/i, // the words of a wallet
  /(?:[\u4e00-\u9fff][\s,，、.]+){11}[\u4e00-\u9fff]/,
];

/** What comes next is the secret, whatever it is. */
const ANNOUNCED =
  /(?:[密秘蜜][码碼]|口令|[验驗]证码|驗證碼|助[记記][词詞]|私钥|password|pass|pwd|pw|pin)\s*(?:就?是|係|为|如下|is|[:=])?\s*$/i;
/** What is said of a secret that does not follow. */
const OF_TROUBLE = /[?吗么怎忘没不错误锁改换哪]|收唔|forg|reset|how/i;

/** Full width made narrow, what cannot be seen taken out, blanks between Chinese signs too. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/(?<=[\u4e00-\u9fff])[\s_·.*-]+(?=[\u4e00-\u9fff])/g, "");
}

function isNamedIn(text: string): boolean {
  return text.replace(NAMED, "") !== text;
}

/** @param before what was said just before it */
export function looksSecret(text: string, before = ""): boolean {
  const earlier = plain(before);
  if (ANNOUNCED.test(earlier)) return true;
  const spelt = plain(text);
  const follows = isNamedIn(earlier) && !OF_TROUBLE.test(earlier);
  const named = isNamedIn(spelt) || follows;
  if (named && (VALUE.test(spelt.replace(NAMED, " ")) || LED.test(spelt))) return true;
  return [text, spelt].some((each) => SHAPES.some((shape) => shape.test(each)));
}
