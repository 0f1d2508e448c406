const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  t: 1e12,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** Parses a number of bytes: `10MB` (decimal), `10MiB` (binary), `1.5k`, `4096`. Undefined for any other text. */
export function parseByteSize(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?([a-z]{0,3})$/i.exec(text.trim());
  const unit = units[(match?.[2] ?? '-').toLowerCase()];
  if (match === null || unit === undefined) return undefined;
  const bytes = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Formats a number of bytes for display, in decimal units: `0 B`, `987 B`, `1.3 GB`. */
export function formatByteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const names = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let at = 0;
  // From 999.95 on, `toFixed` rounds to 1000.0.
  while (value >= 999.95 && at < names.length - 1) {
    value /= 1000;
    at++;
  }
  return `${value.toFixed(1)} ${names[at]}`;
}
