import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { jsonKeyLines } from '../src/json-key-lines.js';
import type { KeyPath } from '../src/key-lines.js';
import { tomlKeyLines } from '../src/toml-key-lines.js';

const everything = `# a = "comment"
"quoted.key" = 1 # b = 2
'lit"eral' = 2
"esc\\u0061ped\\"" = 3
dotted . "a b".c = 4
long = """
x = 1
[no.table] \\""" ""\\
""" # "
longer = """""quoted"""""
raw = '''
'' y = 1
'''
inline = { x = 1, "y z" = { deep = [
  1,
  "]", # ]
  { in-list = true },
] } }
empty = []
date = 2026-11-22T07:19:00Z

[ table . "sub.x" ]
key = '#'

[[many]]
k = 1
[[many]]
k2 = 2
[table]
last = 1_000`;

describe('tomlKeyLines', () => {
  it.each<readonly [KeyPath, number | undefined]>([
    [['quoted.key'], 2],
    [['lit"eral'], 3],
    [['escaped"'], 4],
    [['dotted'], 5],
    [['dotted', 'a b', 'c'], 5],
    [['long'], 6],
    [['x'], undefined],
    [['no'], undefined],
    [['longer'], 10],
    [['raw'], 11],
    [['y'], undefined],
    [['inline', 'y z'], 14],
    [['inline', 'y z', 'deep', 1], 16],
    [['inline', 'y z', 'deep', 2, 'in-list'], 17],
    [['empty'], 19],
    [['date'], 20],
    [['table', 'sub.x', 'key'], 23],
    [['many'], 27],
    [['many', 'k2'], 28],
    [['table'], 29],
    [['table', 'last'], 30],
  ])('%j is on line %j', (path, line) => {
    expect(() => parse(everything)).not.toThrow();
    expect(tomlKeyLines(everything)(path)).toBe(line);
  });

  it('finds every key of any document that a writer makes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (document) => {
        const text = stringify(document);
        const lines = text.split('\n');
        const lineOf = tomlKeyLines(text);
        for (const path of pathsOf(parse(text), [])) {
          const line = lines[(lineOf(path) ?? 0) - 1];
          const key = path.at(-1);
          expect(line).toContain(typeof key === 'string' && /^\w+$/.test(key) ? key : '');
        }
      }),
    );
  });

  it('ends for any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '.', '=', '"', "'", '[', ']', '{', '}', ',', '#', '\n', '\\'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (text) => {
        expect(ends(() => tomlKeyLines(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('jsonKeyLines', () => {
  it('finds every key, each on its line', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (document) => {
        // The same values as a document has, in another order of lines.
        const text = JSON.stringify(document, null, 1);
        const lineOf = jsonKeyLines(text);
        let before = 0;
        for (const path of pathsOf(JSON.parse(text), [])) {
          const line = lineOf(path) ?? 0;
          // Written like this, each key and item begins a line.
          expect(line).toBeGreaterThan(before);
          before = line;
        }
      }),
    );
  });

  it('ends for any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ':', '"', '[', ']', '{', '}', ',', '\n', '\\'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (text) => {
        expect(ends(() => jsonKeyLines(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** What isn't valid may be refused, but not go on for ever. */
function ends(scan: () => unknown): boolean {
  try {
    scan();
  } catch (error) {
    return error instanceof Error;
  }
  return true;
}

const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string());
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.oneof(scalar, fc.dictionary(fc.string(), scalar, { maxKeys: 2 })), {
    minKeys: 1,
    maxKeys: 3,
  }),
);

/** Every key and item, in the order of the document. */
function pathsOf(node: unknown, path: KeyPath): KeyPath[] {
  if (typeof node !== 'object' || node === null) return [];
  const entries = Array.isArray(node) ? [...node.entries()] : Object.entries(node);
  return entries.flatMap(([key, child]) => {
    const own: KeyPath[] = [path.concat(key)];
    return own.concat(pathsOf(child, own[0] ?? []));
  });
}
