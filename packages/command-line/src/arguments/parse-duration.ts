const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The milliseconds of `500ms`, `90s`, `10m`, `2h` or `1d`; undefined for zero and for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  const milliseconds = Number(digits) * (units[unit ?? ''] ?? Number.NaN);
  return milliseconds > 0 ? milliseconds : undefined;
}
