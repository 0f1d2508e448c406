import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadSettings } from '../src/index.js';
const directory = fileURLToPath(new URL('broken/', import.meta.url));
it.each(readdirSync(directory))('%s', async (name) => {
  await loadSettings({
    root: '/',
    environment: {},
    homeDirectory: '/nonexistent',
    file: directory + name,
  }).catch((e: Error) => console.log(e.message.replaceAll(directory, '')));
});
