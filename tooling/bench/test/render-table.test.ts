import { expect, it } from 'vitest';
import { renderTable } from '../src/render-table.mjs';

it('lines up the columns', () => {
  const columns = [
    { title: 'command', align: 'left' },
    { title: 's', align: 'right' },
  ] as const;
  expect(
    renderTable(columns, [
      ['tar', '2.31'],
      ['sha256sum', '1'],
    ]),
  ).toBe(
    [
      '| command   |    s |',
      '| --------- | ---: |',
      '| tar       | 2.31 |',
      '| sha256sum |    1 |',
    ].join('\n'),
  );
});
