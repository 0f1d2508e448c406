import { expect, test } from 'vitest';
import { buildPage } from '../scripts/build-page.mjs';
import { pageAssets } from '../src/built-page.generated.js';

test('the built page is what its sources give: run "pnpm page" after changing them', async () => {
  expect(await buildPage()).toEqual(pageAssets);
});
