/** Drivers add lines with the values of rows ("DETAIL: Key (email)=..."), which no message of ours holds. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0] as string;
}

/** The same of MySQL, which names values and SQL in the line itself: "Incorrect date value: 'x' for column ...". */
export function withoutValues(message: string): string {
  return firstLine(
    message.replace(/ near '.*' at line (\d+)$/s, " at line $1").replace(/( value): '.*'(?= for |$)/s, "$1"),
  );
}
