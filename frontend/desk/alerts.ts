/**
 * Tells the agent of news outside the page's own picture: a sound, and a notification of the desktop
 * while the page is out of sight. Neither says who or what it is about: others see the screen too.
 */
import { slot } from "../shared/storage";
import type { News } from "./attention";

const WORDS: Record<News, string> = {
  message: "客户发来新消息",
  waiting: "有客户等待接入",
};
const TONES: Record<News, number[]> = { message: [880], waiting: [660, 880] };
const TONE_SECONDS = 0.12;
const LOUDNESS = 0.08;

/** Remembered for this browser; on unless it was turned off. */
const muted = slot("local", "kefu.desk.muted");

export function isMuted(): boolean {
  return muted.read() !== undefined;
}

export function mute(silent: boolean): void {
  if (silent) muted.write("yes");
  else muted.clear();
}

/** Whether the agent can still be asked about notifications. */
export function canAskForNotifications(): boolean {
  return "Notification" in window && Notification.permission === "default";
}

/** The browser asks the agent. */
export async function askForNotifications(): Promise<void> {
  await Notification.requestPermission();
}

export function alertOf(news: News): void {
  if (!isMuted()) play(TONES[news]);
  if (document.hasFocus() || !("Notification" in window)) return;
  if (Notification.permission !== "granted") return;
  const shown = new Notification("坐席工作台", { body: WORDS[news], tag: `kefu-${news}` });
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
}

let audio: AudioContext | undefined;

/** Silent where the browser wants a click on the page first. */
function play(tones: readonly number[]): void {
  audio ??= new AudioContext();
  void audio.resume();
  const start = audio.currentTime;
  for (const [index, frequency] of tones.entries()) {
    const at = start + index * TONE_SECONDS * 1.5;
    const oscillator = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: LOUDNESS });
    volume.gain.setTargetAtTime(0, at + TONE_SECONDS / 2, TONE_SECONDS / 4);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + TONE_SECONDS * 1.5);
  }
}
