import { expect, it } from "vitest";
import { otherGroups, skillGroupLabel } from "./labels";

it("offers every group but the one that has the conversation, by its title", () => {
  expect(otherGroups("service").map(skillGroupLabel)).toEqual(["安全组"]);
  expect(otherGroups("security").map(skillGroupLabel)).toEqual(["客服组"]);
});
