/** The widget's elements in a shadow root, out of reach of the host's styles and it of ours. */
import { STYLES } from "./styles";

export interface Parts {
  root: HTMLElement;
  button: HTMLButtonElement;
  /** Holds the chat frame, and in front of it what stands there until the chat has come. */
  panel: HTMLElement;
  fold: HTMLButtonElement;
  again: HTMLButtonElement;
  show(visible: boolean): void;
  /** What stands in front of the frame: that it is on its way, that it has not come, or nothing. */
  tell(state: "coming" | "missing" | "here"): void;
  /** Shows the number of unseen messages on the button; none for zero. */
  badge(count: number): void;
}

const CHAT_SHAPE =
  "M12 4c-4.7 0-8.5 3.1-8.5 7 0 2.1 1.1 4 2.9 5.3L6 20l3.7-2.2c.7.2 1.5.2 2.3.2 4.7 0 8.5-3.1 8.5-7S16.7 4 12 4z";
const FOLD_SHAPE = "m6 9 6 6 6-6";
const STATUS = { coming: "正在连接…", missing: "还没有连上", here: "" };

/** Builds everything, hidden except for the button. @param brand whose service it is */
export function build(brand: string): Parts {
  const root = make("div");
  const shadow = root.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // not a <style> element: those need style-src 'unsafe-inline'
  sheet.replaceSync(STYLES);
  shadow.adoptedStyleSheets = [sheet];

  const label = `联系${brand}客服`;
  const button = make("button", { className: "button", type: "button", ariaLabel: label });
  button.ariaExpanded = "false";
  const { svg, shape } = icon(CHAT_SHAPE, 28);
  const count = make("span", { className: "badge", hidden: true });
  button.append(svg, count);

  const title = make("h2");
  title.append(brand, make("wbr"), "在线客服");
  const status = make("p", { role: "status" });
  const fold = make("button", { className: "fold", type: "button", ariaLabel: "收起" });
  fold.append(icon(FOLD_SHAPE, 20).svg);
  const bones = make("div", { className: "bones" });
  bones.append(make("i"), make("i"), make("i"));
  const again = make("button", { className: "again", type: "button", textContent: "重试" });
  const trouble = make("div", { className: "trouble", role: "alert", hidden: true });
  const waiting = make("div", { className: "waiting" });
  waiting.append(
    within(
      make("div", { className: "bar" }),
      within(make("div", { className: "words" }), title, status),
      fold,
    ),
    bones,
    within(trouble, make("p", { textContent: "客服窗口还没有打开，请检查网络后重试。" }), again),
  );
  const panel = make("div", { className: "panel", role: "dialog", hidden: true });
  panel.ariaLabel = `${brand}在线客服`;
  panel.append(waiting);
  shadow.append(panel, button);

  return {
    root,
    button,
    panel,
    fold,
    again,
    show(visible) {
      panel.hidden = !visible;
      button.ariaExpanded = String(visible);
      shape.setAttribute("d", visible ? FOLD_SHAPE : CHAT_SHAPE);
    },
    tell(state) {
      waiting.hidden = state === "here";
      status.textContent = STATUS[state];
      bones.hidden = state === "missing";
      trouble.hidden = state !== "missing";
    },
    badge(unseen) {
      count.hidden = unseen === 0;
      count.textContent = unseen > 99 ? "99+" : String(unseen);
      button.ariaLabel = unseen === 0 ? label : `${label}，${unseen} 条未读消息`;
    },
  };
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), properties);
}

function within<T extends HTMLElement>(parent: T, ...children: Node[]): T {
  parent.append(...children);
  return parent;
}

function icon(path: string, size: number): { svg: SVGSVGElement; shape: SVGPathElement } {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const attributes = {
    viewBox: "0 0 24 24",
    width: String(size),
    height: String(size),
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.8",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  shape.setAttribute("d", path);
  svg.append(shape);
  return { svg, shape };
}
