import { expect, it } from 'vitest';
import { captureOutput } from '../../src/running/capture-output.js';

it.each([
  [['{"a":', '"ü"}\n'], { a: 'ü' }],
  [[], undefined],
  [['no document'], undefined],
  [['null'], undefined],
])('takes the document of %j', (texts, document) => {
  const output = captureOutput();
  for (const text of texts) output.stream.write(text);
  expect(output.document()).toEqual(document);
});
