/** Measures how fast a count has grown over the last seconds. */
export interface Speed {
  /** Records the count at a time in milliseconds. */
  add(time: number, count: number): void;
  /** Per second; undefined until enough samples are recorded. */
  perSecond(): number | undefined;
}

const window = 5000;
const shortest = 300;

export function createSpeed(): Speed {
  let samples: { readonly time: number; readonly count: number }[] = [];
  return {
    add(time, count) {
      const last = samples.at(-1);
      // Another phase has begun to count.
      if (last !== undefined && count < last.count) samples = [];
      samples.push({ time, count });
      while (samples.length > 2 && time - (samples[1]?.time ?? time) >= window) samples.shift();
    },
    perSecond() {
      const first = samples[0];
      const last = samples.at(-1);
      if (first === undefined || last === undefined) return undefined;
      const elapsed = last.time - first.time;
      return elapsed < shortest ? undefined : ((last.count - first.count) * 1000) / elapsed;
    },
  };
}
