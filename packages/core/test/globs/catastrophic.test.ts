import { processorTime } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { compileGlobs } from '../../src/index.js';

const a = 'a'.repeat(200);
const deep = `${'a/'.repeat(100)}a`;

// What takes a backtracking matcher exponential time, or time of a high power.
const cases: [pattern: string, path: string, isMatch?: boolean][] = [
  ['*a*a*a*a*a*a!', a],
  [`${'*a'.repeat(100)}!`, a],
  ['*a'.repeat(200), a, true],
  [`${'a*'.repeat(2000)}b`, a],
  [`${'?*'.repeat(150)}b`, a],
  [`${'*[ab]'.repeat(150)}!`, a],
  [`${'*?(a)'.repeat(150)}!`, a],
  [`${'?(a)'.repeat(200)}${'a'.repeat(200)}`, a, true],
  [`${'?(a)'.repeat(1000)}!`, a],
  ['+(a|aa)!', a],
  ['*(a|a)!', a],
  ['+(+(a))!', a],
  ['*(*(*(*(a))))!', a],
  [`${'+('.repeat(100)}a${')'.repeat(100)}!`, a],
  [`${'*('.repeat(100)}a${')'.repeat(100)}`, a, true],
  ['*(a|*(b|*(a)))!', a],
  ['+(*a*|+(a)|a*)!', a],
  ['*(?|??|???)!', a],
  ['@(*a|*a|*a)@(*a|*a|*a)@(*a|*a|*a)!', a],
  [`${'@(a|aa)'.repeat(120)}!`, a],
  ['!(*a*a*a*a*a*a!)', a, true],
  ['!(*a*a*a*a*a*a)', a],
  ['!(!(!(*a*a*a!)))', a, true],
  [`${'!(b)'.repeat(20)}!`, a],
  ['*!(*!(*!(*a!)!)!)!', a],
  ['+(!(b))!', a],
  [`${'**/'.repeat(300)}!`, deep],
  [`${'**/a/'.repeat(60)}!`, deep],
  [`${'*/**/'.repeat(60)}*a*!`, deep],
  [`**/*a*/**/*a*/**/*a*/**/*a*/**/*!`, deep],
  [`${'{*a,*a}'.repeat(9)}!`, a],
  ['['.repeat(4096), a],
  ['{}'.repeat(2048), a],
  [`${'@(*a)'.repeat(800)}!`, a],
  [`${'!('.repeat(100)}a${')'.repeat(100)}`, a],
  [`${'{a,'.repeat(100)}a${'}'.repeat(100)}!`, a],
];

it.each(cases.map((each) => ({ name: each[0].slice(0, 40), each })))('$name', ({ each }) => {
  const [pattern, path, isMatch = false] = each;
  const start = processorTime();
  const [glob] = compileGlobs([pattern], 'files');
  expect(glob?.matches(path, false)).toBe(isMatch);
  // Most take less than 10 ms.
  expect(processorTime() - start).toBeLessThan(1000);
});
