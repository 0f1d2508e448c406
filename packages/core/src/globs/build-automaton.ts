import type { Automaton, State } from './automaton.js';
import { cacheTransitions, slashCode } from './cache-transitions.js';
import type { GlobNode, GroupNode } from './parse-pattern.js';

/** The number of states is about the length of the pattern. */
export function buildAutomaton(nodes: readonly GlobNode[]): Automaton {
  let size = 0;
  const takeId = () => size++;
  const start = buildSequence(nodes, { id: takeId(), type: 'end' }, takeId);
  const transitions = hasExcept(nodes) ? undefined : cacheTransitions(start, size);
  return { start, size, transitions };
}

function hasExcept(nodes: readonly GlobNode[]): boolean {
  return nodes.some(
    (node) => node.type === 'group' && (node.mark === '!' || node.alternatives.some(hasExcept)),
  );
}

type TakeId = () => number;

function buildSequence(nodes: readonly GlobNode[], end: State, takeId: TakeId): State {
  return nodes.reduceRight((next, node) => buildNode(node, next, takeId), end);
}

function buildNode(node: GlobNode, next: State, takeId: TakeId): State {
  switch (node.type) {
    case 'literal':
      return Array.from(node.text, (char) => char.codePointAt(0) as number).reduceRight<State>(
        (after, code) => ({ id: takeId(), type: 'code', code, next: after }),
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
