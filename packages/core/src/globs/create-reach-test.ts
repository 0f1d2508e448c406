import { buildAutomaton } from './build-automaton.js';
import type { GlobNode } from './parse-pattern.js';

/**
 * Returns a test for whether the nodes could match a path below a directory, which is given without a trailing slash. True if
 * unsure.
 */
export function createReachTest(nodes: readonly GlobNode[]): (directory: string) => boolean {
  const { transitions } = buildAutomaton(nodes);
  if (transitions === undefined) return startsLike(nodes[0]);
  return (directory) => {
    let snapshot = transitions.start();
    for (const char of `${directory}/`) {
      snapshot = transitions.advance(snapshot, char.codePointAt(0) as number);
      if (snapshot.steps.length === 0) return false;
    }
    return true;
  };
}

/** Compares only the literal with which the nodes start. */
function startsLike(first: GlobNode | undefined): (directory: string) => boolean {
  const text = first?.type === 'literal' ? first.text : '';
  return (directory) => text.startsWith(`${directory}/`) || `${directory}/`.startsWith(text);
}
