import { readFileSync, writeFileSync } from 'node:fs';
import { inWorkspace } from './checkout.mjs';
import { replaceBlock } from './replace-block.mjs';

/**
 * @param {string} path of a document, from the top of the checkout
 * @param {string} block
 * @param {string} text
 */
export function writeDocs(path, block, text) {
  const file = inWorkspace(path);
  writeFileSync(file, replaceBlock(readFileSync(file, 'utf8'), block, text));
}
