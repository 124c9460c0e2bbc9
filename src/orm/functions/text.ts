import { named, namedWithOptions } from "./signatures.ts";
import type {
  ManyArgumentsWithOptions,
  OneArgument,
  ThreeArguments,
  TwoArguments,
  TwoOrThreeArguments,
  WithNumber,
} from "./signatures.ts";

/* django/db/models/functions/text.py. A text among arguments is a name; a text itself is `Value("...")`. */

export const Lower = named<OneArgument<"text">>("Lower");
export const Upper = named<OneArgument<"text">>("Upper");
/** How many characters. */
export const Length = named<OneArgument<"integer">>("Length");
export const Trim = named<OneArgument<"text">>("Trim");
export const LTrim = named<OneArgument<"text">>("LTrim");
export const RTrim = named<OneArgument<"text">>("RTrim");
export const Reverse = named<OneArgument<"text">>("Reverse");
export const MD5 = named<OneArgument<"text">>("MD5");
export const SHA1 = named<OneArgument<"text">>("SHA1");
export const SHA224 = named<OneArgument<"text">>("SHA224");
export const SHA256 = named<OneArgument<"text">>("SHA256");
export const SHA384 = named<OneArgument<"text">>("SHA384");
export const SHA512 = named<OneArgument<"text">>("SHA512");
/** The character of a code point. */
export const Chr = named<OneArgument<"text">>("Chr");
/** The code point of the first character. */
export const Ord = named<OneArgument<"integer">>("Ord");

/** Texts put together; NULL counts as no text: `Concat("name", Value(", "), "country")`. */
export const Concat = namedWithOptions<ManyArgumentsWithOptions<"concat">>("Concat");

/** The first characters: `Left("title", 1)`. */
export const Left = named<WithNumber<"text">>("Left");
/** The last characters. */
export const Right = named<WithNumber<"text">>("Right");
export const Repeat = named<TwoArguments<"text">>("Repeat");

/** A text with every occurrence of another replaced, by nothing unless told. */
export const Replace = named<TwoOrThreeArguments<"text">>("Replace");
/** From a position (1 is the first) on, so many characters: `Substr("title", 1, 5)`. */
export const Substr = named<TwoOrThreeArguments<"text">>("Substr");
/** Where the second text begins in the first; 0: nowhere. */
export const StrIndex = named<TwoArguments<"integer">>("StrIndex");

/** Filled up on the left to a length: `LPad("number", 8, Value("0"))`. */
export const LPad = named<ThreeArguments<"text">>("LPad");
export const RPad = named<ThreeArguments<"text">>("RPad");
