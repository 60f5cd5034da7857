/**
 * The demo wallet's site: buttons that open the support widget and, in development mode, a panel
 * that logs a demo customer in. Stands in for a wallet's own site, so it uses only `window.kefu`.
 */
import "../shared/tokens.css";
import "../shared/controls.css";
import "./site.css";
import { explain, request, send } from "../shared/http";
import { slot } from "../shared/storage";
import type {} from "../widget/api";
import { DEMO_ACCOUNTS, type DemoAccount } from "./accounts";
import { greeting } from "./greeting";

/** The phone number of the demo customer who is logged in in this tab. */
const loggedIn = slot("session", "kefu.demo.phone");

for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => window.kefu?.open());
}
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => window.kefu?.ask(button.textContent ?? ""));
}
const greetingPlace = document.getElementById("greeting");
if (greetingPlace !== null) greetingPlace.textContent = greeting(new Date().getHours());
void showDemoPanel();

/** Only development mode has the /dev endpoints; anywhere else the panel stays hidden. */
async function showDemoPanel(): Promise<void> {
  const panel = document.getElementById("demo");
  const list = document.getElementById("accounts");
  if (panel === null || list === null) return;
  try {
    await send("GET", "/dev/outbox");
  } catch {
    return;
  }
  list.append(...DEMO_ACCOUNTS.map(accountItem));
  highlight(loggedIn.read());
  panel.hidden = false;
}

function accountItem(account: DemoAccount): HTMLLIElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.phone = account.phone;
  for (const [tag, text] of [
    ["strong", account.name],
    ["span", account.phone],
    ["em", account.state],
  ] as const) {
    const part = document.createElement(tag);
    part.textContent = text;
    button.append(part);
  }
  button.addEventListener("click", () => void logIn(account, button));
  item.append(button);
  return item;
}

async function logIn(account: DemoAccount, button: HTMLButtonElement): Promise<void> {
  const problem = document.getElementById("demo-problem");
  button.disabled = true;
  try {
    const { identity } = await request<{ identity: string }>("POST", "/dev/identity", {
      json: { phone: account.phone },
    });
    window.kefu?.identify(identity);
    window.kefu?.open();
    loggedIn.write(account.phone);
    highlight(account.phone);
    if (problem !== null) problem.textContent = "";
  } catch (error) {
    if (problem !== null) problem.textContent = explain(error);
  } finally {
    button.disabled = false;
  }
}

function highlight(phone: string | undefined): void {
  for (const button of document.querySelectorAll<HTMLElement>("#accounts button")) {
    button.setAttribute("aria-pressed", String(button.dataset.phone === phone));
  }
}
