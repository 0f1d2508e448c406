import type { Automaton, ExceptState, State, Step, Transitions } from './automaton.js';
import { accepts, slashCode } from './cache-transitions.js';

/**
 * Whether the automaton accepts the path from `start` to its end. Follows all states at once, so the time is at most the
 * number of states times the length of the path, and that times the length again for states within `!(…)`.
 */
export function reaches(automaton: Automaton, path: string, start: number): boolean {
  const { transitions } = automaton;
  if (transitions !== undefined) return scan(transitions, path, start);
  return findEnds(automaton, { path, excepted: new Map() }, start).has(path.length);
}

/** @param ends Receives the indexes at which a match can end. */
function scan(
  { start, advance }: Transitions,
  path: string,
  from: number,
  ends?: Set<number>,
): boolean {
  let snapshot = start();
  for (let at = from; at < path.length;) {
    if (snapshot.isEnd) ends?.add(at);
    if (snapshot.steps.length === 0) return false;
    const code = path.codePointAt(at) as number;
    at += code > 0xff_ff ? 2 : 1;
    snapshot = advance(snapshot, code);
  }
  if (snapshot.isEnd) ends?.add(path.length);
  return snapshot.isEnd;
}

interface Run {
  readonly path: string;
  /** Results of `findExcepted`, by state and start: keeps nested `!(…)` from taking exponential time. */
  readonly excepted: Map<ExceptState, Map<number, ReadonlySet<number>>>;
}

/** The indexes at which a match that begins at `start` can end. */
function findEnds(automaton: Automaton, run: Run, start: number): ReadonlySet<number> {
  const { path } = run;
  const ends = new Set<number>();
  if (automaton.transitions !== undefined) {
    scan(automaton.transitions, path, start, ends);
    return ends;
  }
  const later = new Map<number, State[]>();
  const seen = new Float64Array(automaton.size);
  let states: State[] = [automaton.start];
  for (let at = start; ;) {
    const active = follow(states, { at, run, seen, ends, later });
    if (at === path.length || (active.length === 0 && later.size === 0)) return ends;
    const code = path.codePointAt(at) as number;
    at += code > 0xff_ff ? 2 : 1;
    states = later.get(at) ?? [];
    later.delete(at);
    for (const state of active) if (accepts(state, code)) states.push(state.next);
  }
}

interface Position {
  readonly at: number;
  readonly run: Run;
  /** By id: the last position at which a state was reached, plus one. */
  readonly seen: Float64Array;
  readonly ends: Set<number>;
  /** States that are reached at later positions, by position. */
  readonly later: Map<number, State[]>;
}

/** Follows all transitions without a character, and returns the states that wait for one. Empties `states`. */
function follow(states: State[], { at, run, seen, ends, later }: Position): Step[] {
  const steps: Step[] = [];
  for (let state = states.pop(); state !== undefined; state = states.pop()) {
    if (seen[state.id] === at + 1) continue;
    seen[state.id] = at + 1;
    if (state.type === 'end') ends.add(at);
    else if (state.type === 'fork') states.push(...state.to);
    else if (state.type !== 'except') steps.push(state);
    else {
      for (const end of findExcepted(state, run, at)) {
        const there = end === at ? states : later.get(end);
        if (there === undefined) later.set(end, [state.next]);
        else there.push(state.next);
      }
    }
  }
  return steps;
}

function findExcepted(state: ExceptState, run: Run, start: number): ReadonlySet<number> {
  const known = run.excepted.get(state) ?? new Map<number, ReadonlySet<number>>();
  run.excepted.set(state, known);
  const found = known.get(start);
  if (found !== undefined) return found;
  const { path } = run;
  const matched = findEnds(state.body, run, start);
  const ends = new Set<number>();
  for (let at = start; ;) {
    if (!matched.has(at)) ends.add(at);
    const code = path.codePointAt(at);
    if (code === undefined || (code === slashCode && !state.hasSlash)) break;
    at += code > 0xff_ff ? 2 : 1;
  }
  known.set(start, ends);
  return ends;
}
