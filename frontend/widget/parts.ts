/** The widget's elements in a shadow root, out of reach of the host's styles and it of ours. */

export interface Parts {
  root: HTMLElement;
  button: HTMLButtonElement;
  /** Holds the chat frame. */
  panel: HTMLElement;
  show(visible: boolean): void;
  /** Shows the number of unseen messages on the button; none for zero. */
  badge(count: number): void;
}

const STYLES = `
:host { all: initial; }
.button {
  position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right));
  bottom: max(20px, env(safe-area-inset-bottom)); width: 56px; height: 56px; padding: 0;
  display: grid; place-items: center; border: 0; border-radius: 50%; background: #0b6e5d;
  color: #fff; cursor: pointer; box-shadow: 0 6px 24px rgb(7 60 50 / 35%);
  transition: transform .15s;
}
.button:hover { transform: scale(1.05); }
.button:focus-visible { outline: 3px solid #f0a92e; outline-offset: 2px; }
.badge {
  position: absolute; top: -4px; right: -4px; min-width: 20px; height: 20px; padding: 0 5px;
  box-sizing: border-box; border-radius: 10px; background: #c9302c; color: #fff;
  font: 600 12px/20px system-ui, sans-serif; text-align: center;
}
.panel {
  position: fixed; z-index: 2147483001; right: 20px; bottom: 88px; width: 400px;
  height: min(680px, calc(100vh - 112px)); border-radius: 16px; overflow: hidden;
  background: #f2f5f4; box-shadow: 0 12px 48px rgb(7 40 34 / 28%);
}
[hidden] { display: none !important; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (prefers-color-scheme: dark) { .panel { background: #0f1513; } }
@media (prefers-reduced-motion: reduce) { .button { transition: none; } }
@media (max-width: 480px) {
  .panel { inset: 0; width: auto; height: auto; border-radius: 0; }
  .button[aria-expanded="true"] { display: none; }
}`;

const CHAT_SHAPE =
  "M12 4c-4.7 0-8.5 3.1-8.5 7 0 2.1 1.1 4 2.9 5.3L6 20l3.7-2.2c.7.2 1.5.2 2.3.2 4.7 0 8.5-3.1 8.5-7S16.7 4 12 4z";
const FOLD_SHAPE = "m6 9 6 6 6-6";

/** Builds everything, hidden except for the button. @param label the button's accessible name */
export function build(label: string): Parts {
  const root = document.createElement("div");
  const shadow = root.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // not a <style> element: those need style-src 'unsafe-inline'
  sheet.replaceSync(STYLES);
  shadow.adoptedStyleSheets = [sheet];

  const panel = document.createElement("div");
  panel.className = "panel";
  panel.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.ariaLabel = label;
  button.ariaExpanded = "false";
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const count = document.createElement("span");
  count.className = "badge";
  count.hidden = true;
  button.append(icon(shape), count);
  shape.setAttribute("d", CHAT_SHAPE);
  shadow.append(panel, button);

  return {
    root,
    button,
    panel,
    show(visible) {
      panel.hidden = !visible;
      button.ariaExpanded = String(visible);
      shape.setAttribute("d", visible ? FOLD_SHAPE : CHAT_SHAPE);
    },
    badge(unseen) {
      count.hidden = unseen === 0;
      count.textContent = unseen > 99 ? "99+" : String(unseen);
      button.ariaLabel = unseen === 0 ? label : `${label}，${unseen} 条未读消息`;
    },
  };
}

function icon(shape: SVGPathElement): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    width: "28",
    height: "28",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.8",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.append(shape);
  return svg;
}
