declare const message: unique symbol;

/**
 * What a wrong argument has for a type: nothing is assignable to it, so that the compiler prints the sentence.
 * "Type 'string' is not assignable to type 'Invalid<...>'".
 */
export interface Invalid<Message extends string> {
  readonly [message]: Message;
}

/** The same with what could have stood there: `InvalidName<"catalog.Book has no field or relation 'titel'", "id" | "title">`. */
export interface InvalidName<Message extends string, Choices> {
  readonly [message]: readonly [Message, Choices];
}
