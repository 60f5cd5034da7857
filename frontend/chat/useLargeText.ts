/** The 大字 switch: enlarges the root font, from which all sizes follow; remembered on this device. */
import { useEffect, useState } from "react";
import { slot } from "../shared/storage";

const choice = slot("local", "kefu.large");

/** Whether large text is on, and how to switch it. */
export function useLargeText(): [boolean, () => void] {
  const [large, setLarge] = useState(() => choice.read() === "true");
  useEffect(() => {
    document.documentElement.toggleAttribute("data-large", large);
    choice.write(String(large));
  }, [large]);
  return [large, () => setLarge((on) => !on)];
}
