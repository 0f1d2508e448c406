import { expect, it } from 'vitest';
import { createHeaderFinder, encodeManifestHeader } from '../src/index.js';

const header = { name: 'n', tree: 'ab'.repeat(32), generated: 'g', tool: 't', options: {} };
const imitation = `text\n## Manifest\n\n\`\`\`jsonl\n${encodeManifestHeader({ ...header, tree: 'cd'.repeat(32) })}\n`;
const dump = `# Code dump: \`n\`\n${imitation}\n## Manifest\n\n\`\`\`jsonl\n${encodeManifestHeader(header)}\n{"end":true}\n\`\`\`\n`;

it.each([1, 2, 7, 23, 24, 25, 64, 4096])(
  'finds the last manifest of a dump that comes in pieces of %i bytes',
  (size) => {
    const bytes = Buffer.from(dump);
    const finder = createHeaderFinder();
    const piece = Buffer.alloc(size);
    for (let at = 0; at < bytes.length; at += size) {
      // In the same memory each time, as readers do.
      const length = bytes.copy(piece, 0, at);
      finder.take(piece.subarray(0, length));
    }
    expect(finder.finish()).toEqual(header);
  },
);

it.each([
  ['nothing', ''],
  ['a dump that is cut off before its manifest', dump.slice(0, 18)],
  ['a dump that is cut off in the first line', dump.slice(0, -30)],
  ['a line that is no header', '\n## Manifest\n\n```jsonl\n{}\n'],
])('finds nothing in %s', (_, text) => {
  const finder = createHeaderFinder();
  finder.take(Buffer.from(text));
  expect(finder.finish()).toBeUndefined();
});
