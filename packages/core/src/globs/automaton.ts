import type { CodeRange } from './posix-classes.js';

/** A nondeterministic finite automaton, from Thompson's construction. */
export interface Automaton {
  readonly start: State;
  /** Number of states, without those of the bodies of `except`. */
  readonly size: number;
  /** Undefined if there is an `except` state: then the states that are reached depend on more than the characters so far. */
  readonly transitions?: Transitions | undefined;
}

/** `id` counts from 0 within an automaton. */
export type State =
  | Step
  /** Transitions to all of `to`, without a character. */
  | { readonly id: number; readonly type: 'fork'; to: readonly State[] }
  | ExceptState
  | { readonly id: number; readonly type: 'end' };

/** A state that waits for a character (a code point). */
export type Step =
  | { readonly id: number; readonly type: 'code'; readonly code: number; readonly next: State }
  /** Any but a slash. */
  | { readonly id: number; readonly type: 'one'; readonly next: State }
  | { readonly id: number; readonly type: 'any'; readonly next: State }
  | SetStep;

interface SetStep {
  readonly id: number;
  readonly type: 'set';
  readonly ranges: readonly CodeRange[];
  readonly negated: boolean;
  readonly next: State;
}

/** Any number of characters, slashes only if `hasSlash`, but no text that `body` matches. */
export interface ExceptState {
  readonly id: number;
  readonly type: 'except';
  readonly body: Automaton;
  readonly hasSlash: boolean;
  readonly next: State;
}

/** The equivalent deterministic automaton. */
export interface Transitions {
  readonly start: () => Snapshot;
  readonly advance: (from: Snapshot, code: number) => Snapshot;
}

/** A state of the deterministic automaton. */
export interface Snapshot {
  readonly steps: readonly Step[];
  readonly isEnd: boolean;
  /** By the code point that comes next. */
  readonly next: Map<number, Snapshot>;
}
