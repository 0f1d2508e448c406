import { describe, expect, it } from 'vitest';
import { outputDifference } from './compare-output.js';

const digest = (character: string) => character.repeat(64);
const dump = 'app_all_code_dump_20261122_071900.md';

describe('outputDifference', () => {
  it.each([
    ['what is the same', `${dump}: OK (128 files, 456.8 kB)`, `${dump}: OK (128 files, 456.8 kB)`],
    ['another digest', `${digest('a')}  x.md`, `${digest('b')}  x.md`],
    ['a shortened digest', '"sha256": "2af5…"', `"sha256": "${digest('0')}"`],
    ['another time', 'at 2026-11-22T13:05:48.911Z', 'at 2031-01-01T00:00:00Z'],
    ['another version', 'Tool | create-dump 0.1.0, format 1', 'Tool | create-dump 2.0.1, format 1'],
    ['another duration', 'took 0.4 s', 'took 31 ms'],
    ['lines that are left out', 'first\n…\nlast', 'first\n1\n2\nlast'],
    ['no lines that are left out', 'first\n…\nlast', 'first\nlast'],
    ['lines that are left out at the end', 'first\n…', 'first\n1\n2'],
    ['nothing, if nothing is shown', '', ''],
  ])('accepts %s', (_, shown, printed) => {
    expect(outputDifference(shown, printed)).toBeUndefined();
  });

  it.each([
    ['another verdict', `${dump}: OK`, `${dump}: FAILED`],
    ['another count', '(128 files, 456.8 kB)', '(127 files, 456.8 kB)'],
    ['another size', '(128 files, 456.8 kB)', '(128 files, 456.9 kB)'],
    ['another path', '/home/me/copy', '/home/me/copy2'],
    ['another directory before it', '/home/me/copy', '/tmp/home/me/copy'],
    ['another time in a name', dump, dump.replace('0719', '0720')],
    ['a digest of another length', digest('a'), digest('a').slice(1)],
    ['no digest', digest('a'), 'none'],
    ['another text for a shortened digest', '"sha256": "2af5…"', '"sha256": "unknown"'],
    ['a word for a time', 'at 2026-11-22T13:05:48Z', 'at noon'],
    ['another version of the format', 'create-dump 0.1.0, format 1', 'create-dump 0.1.0, format 2'],
    ['another unit', 'took 0.4 s', 'took 0.4 h'],
    ['a line too many', 'one', 'one\ntwo'],
    ['a line too few', 'one\ntwo', 'one'],
    ['lines in another order', 'one\ntwo', 'two\none'],
    ['a line where none is left out', 'first …\nlast', 'first\n1\nlast'],
    ['another last line', 'first\n…\nlast', 'first\n1\nlasting'],
    ['another text around what is left out', '"a…z"', '"a'],
    ['a pattern taken as one', 'a.c (x)', 'abc (x)'],
    ['output where none is shown', '', 'create-dump: warning: no'],
    ['no output where some is shown', 'done', ''],
  ])('refuses %s', (_, shown, printed) => {
    expect(outputDifference(shown, printed)).toContain('but it printed');
  });
});
