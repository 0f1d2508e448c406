import fc from 'fast-check';

const fragments = [
  '`'.repeat(3),
  '`'.repeat(4),
  '`'.repeat(253),
  '`'.repeat(254),
  '`'.repeat(300),
  '~~~',
  '~'.repeat(300),
  '```ts\n',
  '\n```\n',
  '   ```   ',
  '\r\n',
  '\r',
  '\n',
  '\uFEFF',
  '</details>',
  '-->',
  '<!--',
  '# Code dump: `x`\n',
  '## Manifest\n\n```jsonl\n',
  '{"end":true,"files":1}\n',
  '<a id="x"></a>',
  '\u2028',
  '\u0000',
  'é',
  '😀',
  'text',
  '\t',
  ' ',
];

const text = fc.array(
  fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 8 })),
  { maxLength: 12 },
);

/** Contents that try to break out: fences, our own markers, every line end, BOMs, NULs, UTF-16, bytes that are no text. */
export const arbitraryContent: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 6, arbitrary: text.map((parts) => Buffer.from(parts.join('').toWellFormed())) },
  {
    weight: 1,
    arbitrary: text.map((parts) =>
      Buffer.from(`\uFEFF${parts.join('').toWellFormed()}`, 'utf16le'),
    ),
  },
  { weight: 1, arbitrary: text.map((parts) => Buffer.from(parts.join(''), 'latin1')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
);
