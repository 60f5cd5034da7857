/** What the desk remembers across a reload: never more than ids. The session is an HttpOnly cookie. */
import { slot } from "../shared/storage";

/** The conversation that is open in this tab. */
export const openConversation = slot("session", "kefu.desk.open");

const loggedIn = slot("local", "kefu.desk.logged-in");

/** Whether somebody logged in here and has not logged out: only then is it worth asking who it is. */
export function mayBeLoggedIn(): boolean {
  return loggedIn.read() !== undefined;
}

export function rememberLogin(): void {
  loggedIn.write("yes");
}

/** Forgets the login; what was open stays for the same agent's next one. */
export function forgetLogin(): void {
  loggedIn.clear();
}
