const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Parses a number as git does: decimal, `0x…` or octal `0…`, with a unit `k`, `m` or `g`. Undefined for anything else. */
export function parseGitInteger(text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([-+]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)([kmg]?)$/i.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = '', unit = ''] = match;
  const isOctal = /^0\d/.test(digits);
  const number = isOctal ? Number.parseInt(digits, 8) : Number(digits);
  const value = number * (units[unit.toLowerCase()] ?? 1);
  if (value > 2 ** 31 - 1) return undefined;
  return sign === '-' ? 0 - value : value;
}
