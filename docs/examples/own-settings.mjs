// node own-settings.mjs [--team NAME] [--keep-days N]: settings from nightly.toml, NIGHTLY_… and the command line.
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { formatOrigin, loadSettings } from '@create-dump/config';

const text = { type: 'string' };
const { values, origins, warnings } = await loadSettings({
  program: 'nightly',
  settings: [
    { key: 'team', kind: { type: 'text' } },
    { key: 'keep_days', kind: { type: 'integer', min: 1, max: 3650 }, default: 30 },
    { key: 'notify', kind: { type: 'choice', choices: ['mail', 'chat'] }, default: 'mail' },
  ],
  root: process.cwd(),
  environment: process.env,
  homeDirectory: homedir(),
  flags: parseArgs({ options: { team: text, 'keep-days': text } }).values,
}).catch((error) => {
  console.error(error.message);
  process.exit(2);
});
for (const warning of warnings) console.error(warning);
for (const key of Object.keys(values)) console.log(key, values[key], formatOrigin(origins[key]));
