declare const problem: unique symbol;

/** A type that nothing can have: what stands where a use is wrong, so that the compiler shows `Message`. */
export interface TypeError<Message extends string> {
  readonly [problem]: Message;
}
