/** Drivers add lines with the values of rows ("DETAIL: Key (email)=..."), which no message of ours holds. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0] as string;
}
