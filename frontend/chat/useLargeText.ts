/** The 大字 switch: enlarges the root font, from which all sizes follow; remembered on this device. */
import { useEffect, useState } from "react";

const KEY = "kefu.large";

/** Whether large text is on, and how to switch it. */
export function useLargeText(): [boolean, () => void] {
  const [large, setLarge] = useState(remembered);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-large", large);
    try {
      localStorage.setItem(KEY, String(large));
    } catch {
      // Storage may be forbidden in a frame; the switch then lasts as long as the page.
    }
  }, [large]);
  return [large, () => setLarge((on) => !on)];
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === "true";
  } catch {
    return false;
  }
}
