// Whether a text is an IP address and nothing else, so that it may stand in what other programs read. Pure.

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** Without a zone: that means something on one host only. */
export function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const isMixed = isIpv4(last);
  const size = groups.length + (isMixed ? 1 : 0);
  const plain = isMixed ? groups.slice(0, -1) : groups;
  return plain.every((group) => GROUP.test(group)) && (halves.length === 2 ? size < 8 : size === 8);
}

export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}
