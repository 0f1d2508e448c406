import type { PageAssets } from '../src/page/page-assets.js';

export function buildPage(): Promise<PageAssets>;
export function assetsModule(assets: PageAssets): string;
