import type { ProgramDefinition, ReferenceEntry } from '@create-dump/command-line';
import { exitCodeMeanings } from '@create-dump/observing';
import { commands } from './commands.js';

const environment: readonly ReferenceEntry[] = [
  {
    label: 'CREATE_DUMP_*',
    text: 'Settings, named after options, in capitals and with _ for -. They override settings files, and the command line overrides them.',
  },
  {
    label: 'SOURCE_DATE_EPOCH',
    text: 'Time recorded in a dump, in seconds since 1970. With a fixed time, the same tree gives the same bytes.',
  },
  { label: 'NO_COLOR', text: 'If set and not empty, output has no colors.' },
  {
    label: 'XDG_CACHE_HOME',
    text: "Directory of the user's caches, in which Node 22 and later keep the compiled program. The default is ~/.cache.",
  },
  {
    label: 'NODE_COMPILE_CACHE',
    text: 'Directory for the compiled program, instead of create-dump/ in the cache directory.',
  },
  {
    label: 'NODE_DISABLE_COMPILE_CACHE',
    text: 'If set and not empty, the compiled program is neither kept nor used.',
  },
];

const files: readonly ReferenceEntry[] = [
  {
    label: 'create-dump.toml, .create-dump.toml, pyproject.toml, package.json',
    text: 'Project settings: the first file found in the root or above it. In pyproject.toml they are the table tool.create-dump, in package.json the key "create-dump".',
  },
  {
    label: 'PREFIX_all_code_dump_YYYYMMDD_HHMMSS.md',
    text: 'A dump. The file of the same name with .sha256 holds its SHA-256, for sha256sum -c.',
  },
  {
    label: 'archives/',
    text: 'In the directory of the dumps: archives, quarantine/ for incomplete snapshots, index/ with the manifests of archived dumps, which can be removed at any time, tombstones.jsonl, which lists removed files, and ledger.jsonl, which records every act.',
  },
  {
    label: '~/.cache/create-dump/',
    text: 'Compiled program, which Node 22 and later keep to start faster (only if ~/.cache exists, belongs to the user and is writable by nobody else), and stat/, where --skip-unchanged remembers the times of files. It can be removed at any time.',
  },
];

/** The program as its help, completion, manual and docs/cli.md describe it. */
export const program: ProgramDefinition = {
  name: 'create-dump',
  purpose: 'snapshots of a code tree as one Markdown file that can be verified and restored',
  commands: commands.map(({ definition }) => definition),
  settingsNote:
    'Most options can also be set in create-dump.toml, under their names with _ for -, and in the environment as CREATE_DUMP_NAME. "create-dump config show" prints each value and its origin.',
  exitCodes: exitCodeMeanings.map(([label, text]) => ({ label, text })),
  environment,
  files,
};
