import { z } from "zod";
import { isIPv6 } from "node:net";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** GenericIPAddressField, IPAddressField. */
export const ipAddress: FieldType = {
  // GenericIPAddressField.get_prep_value cleans IPv6 addresses and lets everything else be.
  prepare(value, field) {
    if (typeof value !== "string") throw invalid(field, value, "is no IP address.");
    const address = value.trim();
    return isIPv6(address) ? compressIpv6(address) : address;
  },
  schema: () => z.union([z.ipv4(), z.ipv6()]),
};

/** django.utils.ipv6.clean_ipv6_address: compressed, lower case, IPv4-mapped ones in dotted form. */
function compressIpv6(address: string): string {
  const host = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (mapped === null) return host;
  const [high, low] = [Number.parseInt(mapped[1] as string, 16), Number.parseInt(mapped[2] as string, 16)];
  return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
