import { expect, it } from 'vitest';
import { replaceBlock } from '../src/replace-block.mjs';

const document =
  'Prose.\n\n<!-- begin a: by a tool -->\n\nold\n\n<!-- end a -->\n\n<!-- begin ab -->\n<!-- end ab -->\n';

it('replaces what lies between the marks, and that only', () => {
  const once = replaceBlock(document, 'a', '\nnew $& \n');
  expect(once).toBe(document.replace('old', () => 'new $&'));
  expect(replaceBlock(once, 'a', 'new $&')).toBe(once);
});

it('refuses a document without the block', () => {
  expect(() => replaceBlock(document, 'c', 'new')).toThrow('no block between "begin c"');
});
