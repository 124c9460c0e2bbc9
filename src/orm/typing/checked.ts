/**
 * A type that is computed only when `Argument` is known. The compiler does not look for inferences in it (an indexed
 * access, not a conditional whose every branch it would go through: that is most of the cost of a call), and unlike
 * `NoInfer` it leaves editors the literals to complete.
 */
export type Checked<Argument, Type> = { known: Type; none: never }[[Argument] extends [never]
  ? "none"
  : "known"];
