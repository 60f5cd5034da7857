import { expect, it } from "vitest";
import { protectedParts } from "./protectedParts";

it.each([
  ["手机号", "138****0001"],
  ["身份证号", "110***********123X"],
  ["证件号", "110***********1234"],
  ["银行卡", "6222****8888"],
  ["银行卡号", "6222****8888"],
  ["邮箱", "wu***@example.com"],
  ["港澳通行证", "H0****12"],
])("shows a hidden %s without brackets", (kind, mask) => {
  expect(protectedParts(`我的是[${kind}:${mask}]，对吗`)).toEqual([
    { text: "我的是" },
    { text: mask, kind },
    { text: "，对吗" },
  ]);
});

it("finds several, also within quotes and side by side", () => {
  const parts = protectedParts("您说的“[手机号:138****0001]”和[手机号:138****0001·2]******");
  expect(parts.map(({ text }) => text).join("|")).toBe(
    "您说的“|138****0001|”和|138****0001（2）|******",
  );
  expect(parts.filter(({ kind }) => kind !== undefined)).toHaveLength(3);
  expect(parts.at(-1)?.kind).toBe("密码或验证码");
});

it.each(["[图片]", "[备注:没有星号]", "5*3=15", "138****0001", "[a:b*c]"])(
  "leaves %s as it was said",
  (text) => {
    expect(protectedParts(text)).toEqual([{ text }]);
  },
);
