/** FNV-1a, 64 bit (Fowler, Noll, Vo): offset basis and prime of the published algorithm. */
const OFFSET_BASIS = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;
const HEX = 16;
const BYTE = 0xff;
const BITS_PER_BYTE = 8;

/** 16 hex digits that tell two documents apart; the order of object keys does not matter. */
export function fingerprint(value: unknown): string {
  let hash = OFFSET_BASIS;
  const text = canonicalJson(value);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    for (const byte of [unit & BYTE, unit >> BITS_PER_BYTE]) {
      hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
    }
  }
  return hash.toString(HEX).padStart(HEX, '0');
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
