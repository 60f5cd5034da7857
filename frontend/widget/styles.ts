/** The stylesheet of the launcher, its panel, and what stands there until the chat has come. */
export const STYLES = `
:host { all: initial; }
.button {
  position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right));
  bottom: max(20px, env(safe-area-inset-bottom)); width: 56px; height: 56px; padding: 0;
  display: grid; place-items: center; box-sizing: border-box; border: 2px solid transparent;
  border-radius: 50%; background: #12796a; /* stands out (3:1) from light and dark pages alike */
  color: #fff; cursor: pointer; box-shadow: 0 6px 24px rgb(7 60 50 / 35%);
  transition: transform .15s;
}
.button:hover { transform: scale(1.05); }
.button:focus-visible { outline: 3px solid #f0a92e; outline-offset: 2px; }
.badge {
  position: absolute; top: -4px; right: -4px; min-width: 20px; height: 20px; padding: 0 5px;
  box-sizing: border-box; border-radius: 10px; background: #c9302c; color: #fff;
  outline: 2px solid #fff;
  font: 600 12px/20px system-ui, sans-serif; text-align: center;
}
.panel {
  --bg: #f2f5f4; --surface: #fff; --text: #17211f; --text-2: #4c5a55; --line: #dde5e2;
  --brand: #0b6e5d; --on-brand: #fff; color-scheme: light dark;
  position: fixed; z-index: 2147483001; right: 20px; bottom: 88px; width: 400px;
  height: min(680px, calc(100vh - 112px)); border-radius: 16px; overflow: hidden;
  background: var(--bg); color: var(--text); box-shadow: 0 12px 48px rgb(7 40 34 / 28%);
  outline: 1px solid transparent; /* an edge where colours are the system's */
  font: 15px/1.5 -apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "MiSans",
    "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
[hidden] { display: none !important; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
.waiting {
  position: absolute; inset: 0; display: flex; flex-direction: column; background: var(--bg);
}
.bar {
  display: flex; align-items: center; gap: 4px; border-bottom: 1px solid var(--line);
  padding: calc(8px + env(safe-area-inset-top)) 8px 8px 16px; background: var(--surface);
}
.words { flex: 1; min-width: 0; }
.words h2 { margin: 0; font-size: 17px; font-weight: 600; line-height: 1.4; word-break: keep-all; overflow-wrap: anywhere; }
.words p { margin: 0; color: var(--text-2); font-size: 13px; line-height: 1.4; }
.fold {
  flex: none; display: grid; place-items: center; width: 40px; height: 40px; padding: 0;
  border: 0; border-radius: 10px; background: none; color: var(--text-2); cursor: pointer;
}
.again {
  min-height: 44px; padding: 0 20px; border: 0; border-radius: 10px; background: var(--brand);
  color: var(--on-brand); font: inherit; font-weight: 600; cursor: pointer;
}
.fold:focus-visible, .again:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
.bones { display: grid; gap: 12px; padding: 20px 12px 20px 52px; }
.bones i {
  width: min(256px, 80%); height: 44px; border-radius: 4px 12px 12px; background: var(--surface);
  animation: bone 1.6s infinite;
}
.bones i:nth-of-type(2) { width: 100%; height: 72px; }
@keyframes bone { 50% { opacity: .4; } }
.trouble {
  display: grid; flex: 1; place-content: center; justify-items: center; gap: 12px; padding: 24px;
  color: var(--text-2); text-align: center;
}
.trouble p { margin: 0; }
@media (prefers-color-scheme: dark) {
  .panel {
    --bg: #0f1513; --surface: #1a2220; --text: #e8efec; --text-2: #b3c1bb; --line: #2d3935;
    --brand: #3dbba2; --on-brand: #04211b;
  }
}
@media (prefers-reduced-motion: reduce) {
  .button { transition: none; }
  .bones i { animation: none; }
}
@media (max-width: 480px), (max-height: 480px) {
  .panel { inset: 0; width: auto; height: auto; border-radius: 0; }
  .button[aria-expanded="true"] { display: none; }
}
@media (max-height: 480px) { .bar { padding-block: calc(4px + env(safe-area-inset-top)) 4px; } }`;

/** When the panel takes the whole window; a rule above says the same. */
export const FULL_SCREEN = "(max-width: 480px), (max-height: 480px)";
