/** A number with separators between thousands: `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
