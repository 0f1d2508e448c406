import type { GlobNode, GroupNode } from './parse-pattern.js';
import type { CodeRange } from './posix-classes.js';

/** A state of a nondeterministic automaton (Thompson's construction). `id` counts from 0 within its automaton. */
export type State =
  | { readonly id: number; readonly type: 'code'; readonly code: number; readonly next: State }
  /** One code point, no slash. */
  | { readonly id: number; readonly type: 'one'; readonly next: State }
  /** One code point. */
  | { readonly id: number; readonly type: 'any'; readonly next: State }
  | SetState
  /** All of `to`, without a character. */
  | { readonly id: number; readonly type: 'fork'; to: readonly State[] }
  | ExceptState
  | { readonly id: number; readonly type: 'end' };

export interface SetState {
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

export interface Automaton {
  readonly start: State;
  /** Number of states, without those of the bodies of `except`. */
  readonly size: number;
}

/** Has one state for each character of the pattern, about. */
export function buildAutomaton(nodes: readonly GlobNode[]): Automaton {
  let size = 0;
  const takeId = () => size++;
  const start = buildSequence(nodes, { id: takeId(), type: 'end' }, takeId);
  return { start, size };
}

type TakeId = () => number;

function buildSequence(nodes: readonly GlobNode[], end: State, takeId: TakeId): State {
  return nodes.reduceRight((next, node) => buildNode(node, next, takeId), end);
}

function buildNode(node: GlobNode, next: State, takeId: TakeId): State {
  switch (node.type) {
    case 'literal':
      return Array.from(node.text).reduceRight<State>(
        (after, char) => ({ id: takeId(), type: 'code', code: char.codePointAt(0)!, next: after }),
        next,
      );
    case 'one':
      return { id: takeId(), type: 'one', next };
    case 'set':
      return { ...node, id: takeId(), next };
    case 'star':
      return repeat('one', next, takeId);
    case 'deep':
      return repeat('any', next, takeId);
    case 'parents': {
      const slash: State = { id: takeId(), type: 'code', code: slashCode, next };
      return fork([repeat('any', slash, takeId), next], takeId);
    }
    case 'group':
      return buildGroup(node, next, takeId);
  }
}

const slashCode = 0x2f;

function fork(to: readonly State[], takeId: TakeId): State {
  return { id: takeId(), type: 'fork', to };
}

/** Any number of characters, then `next`. */
function repeat(type: 'one' | 'any', next: State, takeId: TakeId): State {
  const loop: State = { id: takeId(), type: 'fork', to: [] };
  loop.to = [{ id: takeId(), type, next: loop }, next];
  return loop;
}

function buildGroup(group: GroupNode, next: State, takeId: TakeId): State {
  const { mark, alternatives, hasSlash } = group;
  if (mark === '!') {
    const body = buildAutomaton([{ ...group, mark: '@' }]);
    return { id: takeId(), type: 'except', body, hasSlash, next };
  }
  const loop: State = { id: takeId(), type: 'fork', to: [] };
  const isRepeated = mark === '*' || mark === '+';
  const after = isRepeated ? loop : next;
  const once = fork(
    alternatives.map((nodes) => buildSequence(nodes, after, takeId)),
    takeId,
  );
  loop.to = [once, next];
  return mark === '@' || mark === '+' ? once : loop;
}
