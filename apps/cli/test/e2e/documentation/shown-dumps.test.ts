import { join } from 'node:path';
import { commitAll, temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from '../run-bin.js';
import { codeBlocks } from './code-blocks.js';
import { outputDifference } from './compare-output.js';
import { findDocuments } from './documents.js';

const shownDumps = findDocuments()
  .flatMap(codeBlocks)
  .filter(({ language }) => language === 'markdown');

/** The trees whose dumps the documents show. */
const trees: Readonly<Record<string, { readonly committed: Tree; readonly changed?: Tree }>> = {
  'README.md': {
    committed: {
      'logo.png': Buffer.alloc(3200),
      'src/index.ts': 'export const answer = 42;\n',
    },
  },
  'docs/format.md': {
    committed: {
      'bin/run': { content: '#!/bin/sh\nexec make\n', executable: true },
      'logo.psd': Buffer.alloc(3_200_000),
      'src/index.ts': 'x\n',
    },
    changed: { 'src/index.ts': `${`${'x'.repeat(20)}\n`.repeat(56)}${'x'.repeat(57)}\n` },
  },
};

describe('the dump in', () => {
  it.each(shownDumps.map((block) => [block.document, block] as const))(
    '%s is what the program writes',
    async (document, { text }) => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'my-project');
      writeTree(root, trees[document]?.committed ?? {});
      commitAll(root);
      writeTree(root, trees[document]?.changed ?? {});
      const { stdout } = await runBin(['--output', '-'], { cwd: root });
      const shown = text.replaceAll('…content, byte for byte…', '…').trimEnd();
      expect(outputDifference(shown, stdout.toString().trimEnd())).toBeUndefined();
    },
  );
});
