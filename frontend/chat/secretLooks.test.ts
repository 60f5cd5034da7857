import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { looksSecret } from "./secretLooks";

it.each([
  "我的密码是Sunny2024",
  "登录密码 73951846",
  "密码七三九五一八四六",
  "pw:moonriver9",
  "验证码583920",
  "CVN2 是 4821",
  "583920",
  "Qinghai-9!lake",
  "legal winner thank year wave sausage worth useful legal winner thank yellow",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
])("takes %s for a secret", (text) => {
  expect(looksSecret(text)).toBe(true);
});

it("takes for a secret what was announced just before, whatever it is", () => {
  expect(looksSecret("床前明月光", "我的密码是")).toBe(true);
  expect(looksSecret("moonlight", "password:")).toBe(true);
  expect(looksSecret("13900001111", "我忘记密码了")).toBe(false);
});

it.each([
  "我忘记密码了",
  "收不到验证码",
  "昨天给美团付款200没成功",
  "13900001111",
  "我的邮箱是lihua@example.com",
  "充值1000块，三天了还没到",
  "转人工",
  "订单号 88213401",
])("takes %s for an ordinary message", (text) => {
  expect(looksSecret(text)).toBe(false);
});

/** The lines by which the server's masking is judged, with what is secret in them marked. */
const FOLDER = new URL("../../tests/core/masking/", import.meta.url);
const FILES = ["secrets", "strangers", "other_voices", "innocent", "everyday", "personal"];

interface Line {
  before: string;
  text: string;
  secret: boolean;
}

/** All but those that stand for an answer to an open field: those never wait as messages. */
const LINES: Line[] = FILES.flatMap((name) =>
  readFileSync(new URL(`${name}.tsv`, FOLDER), "utf8").split("\n"),
)
  .filter((line) => /^(?:-|after:[^\t]*)\t/.test(line))
  .map((line) => {
    const [context = "", spelt = ""] = line.split("\t");
    const text = spelt
      .replace(/⟦[pibes]:(.*?)⟧/g, "$1")
      .replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
    return { before: context.replace(/^-|^after:/, ""), text, secret: spelt.includes("⟦s:") };
  });

it("takes for a secret what the server takes for one", () => {
  const secrets = LINES.filter((line) => line.secret);
  const missed = secrets.filter((line) => !looksSecret(line.text, line.before));
  expect(secrets.length).toBeGreaterThan(400);
  expect(missed.length / secrets.length, JSON.stringify(missed)).toBeLessThan(0.03);
});

it("lets most others wait in the storage, though many speak of passwords", () => {
  const others = LINES.filter((line) => !line.secret);
  const taken = others.filter((line) => looksSecret(line.text, line.before));
  expect(taken.length / others.length, JSON.stringify(taken)).toBeLessThan(0.15);
});
