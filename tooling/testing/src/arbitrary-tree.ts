import fc from 'fast-check';
import { arbitraryContent } from './arbitrary-content.js';
import type { Tree, TreeEntry } from './write-tree.js';

const ordinary = fc.stringMatching(/^[a-z]{1,3}(\.(ts|md|py|txt))?$/);
const hostile = fc.constantFrom(
  '-rf',
  '--output=x',
  'a b',
  ' lead',
  'trail ',
  'new\nline',
  'cr\rname',
  'tab\t',
  'esc\u001B[31m',
  'back\\slash',
  'tick`tick',
  '``',
  '|pipe|',
  '[x](y)',
  '<script>',
  '*b*',
  '__init__.py',
  'é',
  'e\u0301',
  '\u202Ertl',
  '😀',
  '\uFFFD',
  '!!!',
  '#x',
  '__proto__',
  'constructor',
  'README',
  'readme',
  'x_all_code_dump_20260101_010101.txt',
  'latin1:\xFF\xFE',
  'latin1:b\xC3',
);
const name = fc.oneof({ weight: 3, arbitrary: ordinary }, { weight: 2, arbitrary: hostile });

const entry: fc.Arbitrary<TreeEntry> = fc.oneof(
  { weight: 8, arbitrary: arbitraryContent },
  { weight: 1, arbitrary: arbitraryContent.map((content) => ({ content, executable: true })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('..', '/etc/passwd', 'a', 'no such thing', '.')
      .map((link) => ({ link })),
  },
);

const files = fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), entry), {
  minLength: 1,
  maxLength: 10,
});

/** Trees with hostile names and contents, executables and links. No path goes through another file. */
export const arbitraryTree: fc.Arbitrary<Tree> = files.map((all) => {
  const taken = new Set<string>();
  const directories = new Set<string>();
  const tree: Record<string, TreeEntry> = Object.create(null);
  for (const [parts, content] of all) {
    const names = parts.map(toBytes);
    const path = names.join('/');
    const parents = names.slice(1).map((_, at) => names.slice(0, at + 1).join('/'));
    const clashes = taken.has(path) || directories.has(path);
    if (clashes || parents.some((parent) => taken.has(parent))) continue;
    taken.add(path);
    for (const parent of parents) directories.add(parent);
    tree[`latin1:${path}`] = content;
  }
  return tree;
});

function toBytes(name: string): string {
  return name.startsWith('latin1:') ? name.slice(7) : Buffer.from(name).toString('latin1');
}
