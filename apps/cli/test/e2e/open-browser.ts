import { type Browser, chromium } from 'playwright-core';
import { findTool } from '@create-dump/tooling-testing';

/** Debian's browser; undefined where it isn't installed. */
export const browserPath = findTool('chromium');

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Starts Chromium with a fresh profile that talks to nobody on its own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '', args: flags.split(' ') });
}
