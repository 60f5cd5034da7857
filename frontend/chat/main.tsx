/** Entry of /chat: wires host, controller and view together. */
import "../shared/tokens.css";
import "../shared/controls.css";
import "../shared/cards.css";
import "./styles/frame.css";
import "./styles/header.css";
import "./styles/composer.css";
import "./styles/log.css";
import "./styles/messages.css";
import "./styles/choices.css";
import "./styles/pinned.css";
import "./styles/secure.css";
import "./styles/dialogs.css";
import "./styles/system.css";
import { createRoot } from "react-dom/client";
import { followVisibleArea } from "../shared/visibleArea";
import { App } from "./App";
import type { Channel } from "./api";
import { connectHost } from "./bridge";
import { ChatController } from "./controller";
import { HostQuestions } from "./questions";
import { UnreadCounter } from "./unread";

const channel: Channel =
  new URLSearchParams(location.search).get("channel") === "app" ? "app" : "web";
const controller = new ChatController(channel);
const questions = new HostQuestions(controller);
const unread = new UnreadCounter((count) => host.tell({ kefu: "unread", count }));
const host = connectHost(
  {
    onIdentity: (identity) => void controller.identify(identity),
    onShown: (visible) => unread.setVisible(visible),
    onAsk: (question) => questions.ask(question),
  },
  channel === "app",
);

controller.onIncoming = () => unread.add();
window.addEventListener("online", () => controller.wake());
window.addEventListener("offline", () => controller.lineLost());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") controller.wake();
});

followVisibleArea((area) => {
  const { style } = document.documentElement;
  if (area === undefined) style.removeProperty("--visible-height");
  else style.setProperty("--visible-height", `${area.height}px`);
  window.scrollTo(0, 0); // iOS has moved the page to show the field, which is in view anyway
});

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root element");
root.replaceChildren(); // the skeleton of index.html
createRoot(root).render(<App controller={controller} host={host} />);
void host.introduction.then(({ identity }) => controller.start(identity));
