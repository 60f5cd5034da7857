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
