const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether arrays and objects of a JSON text stand in each other more than `limit` deep. `JSON.parse` takes any depth; what
 * goes through the value afterwards calls itself, and ends at the end of the stack.
 */
export function nestsDeeper(json: Uint8Array, limit: number): boolean {
  // Each level takes two bytes: most bodies are not looked at.
  if (json.length < 2 * limit) return false;
  let depth = 0;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (byte === QUOTE) index = endOfString(json, index);
    else if (byte === OPENING_BRACKET || byte === OPENING_BRACE) {
      if (++depth > limit) return true;
    } else if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) depth--;
  }
  return false;
}

/** The index of the quote that ends a string, or of the end of the text. */
function endOfString(json: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== QUOTE) index += json[index] === BACKSLASH ? 2 : 1;
  return index;
}
