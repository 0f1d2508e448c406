/** A source of choices that depend on a seed only. */
export interface Choices {
  /** A whole number from 0 to `below - 1`. */
  readonly number: (below: number) => number;
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** `count` picks at most, none twice. */
  readonly some: <T>(from: readonly T[], count: number) => T[];
}

/** Mulberry32. */
export function createChoices(seed: number): Choices {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (below: number) => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]) => from[number(from.length)] as T;
  return {
    number,
    pick,
    chance: (percent) => number(100) < percent,
    some: (from, count) => [
      ...new Set(Array.from({ length: number(count + 1) }, () => pick(from))),
    ],
  };
}
