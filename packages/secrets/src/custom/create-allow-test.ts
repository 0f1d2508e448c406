import { Buffer } from 'node:buffer';
import type { CompileExpression } from './rule-expression.js';
import type { SecretAllowlist } from './secret-rules.js';

/** A finding, as allowlists see it. Texts are Latin-1. */
export interface AllowSubject {
  readonly rule: string;
  readonly path: string;
  readonly secret: string;
  readonly match: string;
  readonly line: () => string;
}

/** Creates a test for what allowlists say is no secret. */
export function createAllowTest(
  lists: readonly SecretAllowlist[],
  compile: CompileExpression,
): (subject: AllowSubject) => boolean {
  const tests = lists.map((list) => createListTest(list, compile));
  return (subject) => tests.some((test) => test(subject));
}

function createListTest(
  list: SecretAllowlist,
  compile: CompileExpression,
): (subject: AllowSubject) => boolean {
  const paths = list.paths.map(compile);
  const regexes = list.regexes.map(compile);
  const { condition, stopwords, targetRules, regexTarget, hasCommits } = list;
  return (subject) => {
    if (targetRules.length > 0 && !targetRules.includes(subject.rule)) return false;
    const checks: boolean[] = hasCommits ? [false] : [];
    if (paths.length > 0) {
      const path = Buffer.from(subject.path).toString('latin1');
      checks.push(paths.some((expression) => expression.test(path)));
    }
    if (regexes.length > 0) {
      const target = regexTarget === 'line' ? subject.line() : subject[regexTarget];
      checks.push(regexes.some((expression) => expression.test(target)));
    }
    if (stopwords.length > 0) {
      const secret = subject.secret.toLowerCase();
      checks.push(stopwords.some((word) => secret.includes(word)));
    }
    return condition === 'OR' ? checks.some(Boolean) : checks.length > 0 && checks.every(Boolean);
  };
}
