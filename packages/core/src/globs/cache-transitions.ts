import type { Snapshot, State, Step, Transitions } from './automaton.js';

/** Maximum number of cached steps and transitions: about 5 MB. */
const weightLimit = 50_000;

/**
 * Builds the deterministic automaton lazily, as paths require it. There can be exponentially many snapshots, so the cache is
 * emptied when it reaches its limit.
 */
export function cacheTransitions(start: State, size: number): Transitions {
  let snapshots = new Map<string, Snapshot>();
  let weight = 0;
  let first: Snapshot | undefined;
  const intern = (states: State[]): Snapshot => {
    const { steps, isEnd } = followForks(states, size);
    const key = `${steps.map(({ id }) => id).join()}${isEnd}`;
    const known = snapshots.get(key);
    if (known !== undefined) return known;
    const snapshot = { steps, isEnd, next: new Map() };
    snapshots.set(key, snapshot);
    weight += steps.length;
    return snapshot;
  };
  return {
    start: () => (first ??= intern([start])),
    advance(from, code) {
      const known = from.next.get(code);
      if (known !== undefined) return known;
      if (++weight > weightLimit) {
        snapshots = new Map();
        weight = 0;
        first = undefined;
      }
      const next = intern(
        from.steps.filter((step) => accepts(step, code)).map((step) => step.next),
      );
      from.next.set(code, next);
      return next;
    },
  };
}

function followForks(states: State[], size: number) {
  const steps: Step[] = [];
  const seen = new Uint8Array(size);
  let isEnd = false;
  for (let state = states.pop(); state !== undefined; state = states.pop()) {
    if (seen[state.id] === 1) continue;
    seen[state.id] = 1;
    if (state.type === 'fork') states.push(...state.to);
    else if (state.type === 'end') isEnd = true;
    else if (state.type !== 'except') steps.push(state);
  }
  return { steps: steps.sort((a, b) => a.id - b.id), isEnd };
}

/** Whether the character is one that the state waits for. */
export function accepts(step: Step, code: number): boolean {
  switch (step.type) {
    case 'code':
      return code === step.code;
    case 'one':
      return code !== slashCode;
    case 'any':
      return true;
    case 'set':
      return (
        code !== slashCode &&
        step.ranges.some(([first, last]) => first <= code && code <= last) !== step.negated
      );
  }
}

export const slashCode = 0x2f;
