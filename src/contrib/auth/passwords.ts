import { auth } from "../../auth/runtime.ts";

/**
 * A password as the database stores it, by the first of PASSWORD_HASHERS; null makes one that never matches
 * (`django.contrib.auth.hashers.make_password`).
 */
export function makePassword(password: string | null): Promise<string> {
  return auth().passwords.make(password);
}

/** Whether a password is the stored one (`django.contrib.auth.hashers.check_password`). */
export async function checkPassword(password: string, encoded: string): Promise<boolean> {
  return (await auth().passwords.verify(password, encoded)).correct;
}
