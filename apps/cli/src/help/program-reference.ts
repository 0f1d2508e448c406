import type { ReferenceEntry, ReferenceGroup } from './command-reference.js';

/** What is to be said of the program as a whole. */
export const purpose =
  'snapshots of a code tree as one Markdown file that can be verified and restored';

export const generalGroup: ReferenceGroup = {
  title: 'General',
  entries: [
    { label: '-h, --help', text: 'Show this help' },
    { label: '-V, --version', text: 'Show the version' },
  ],
};

export const settingsNote =
  'Options that say what is dumped, kept and told can be set as well: by their names with _ for - in create-dump.toml, or as CREATE_DUMP_NAME in the environment. "create-dump config show" prints each value and where it comes from.';

export const environmentEntries: readonly ReferenceEntry[] = [
  {
    label: 'CREATE_DUMP_*',
    text: 'Settings: the name of an option in capitals, with _ for -. The command line wins over them, and they over files.',
  },
  {
    label: 'SOURCE_DATE_EPOCH',
    text: 'Seconds since 1970: the one time in a dump. With it, the same tree gives the same bytes.',
  },
  { label: 'NO_COLOR', text: 'If it is set and not empty: no colours.' },
  {
    label: 'XDG_CACHE_HOME',
    text: "The directory of the user's caches, in which Node 22 and later keep the compiled program. The default is ~/.cache.",
  },
  {
    label: 'NODE_COMPILE_CACHE',
    text: 'The directory for the compiled program, in place of create-dump/ in the directory of caches.',
  },
  {
    label: 'NODE_DISABLE_COMPILE_CACHE',
    text: 'If it is set and not empty: the compiled program is neither kept nor used.',
  },
];

export const fileEntries: readonly ReferenceEntry[] = [
  {
    label: 'create-dump.toml, .create-dump.toml, pyproject.toml, package.json',
    text: 'Settings of a project: the first that is found in the root or above it. In pyproject.toml the table tool.create-dump, in package.json the key "create-dump".',
  },
  {
    label: 'PREFIX_all_code_dump_YYYYMMDD_HHMMSS.md',
    text: 'A dump; its SHA-256 is in the file of the same name that ends in .sha256, for sha256sum -c.',
  },
  {
    label: 'archives/',
    text: 'Below the directory of the dumps: archives, quarantine/ and tombstones.jsonl, which names what was removed.',
  },
  {
    label: '~/.cache/create-dump/',
    text: 'The compiled program, which Node 22 and later keep so that it starts in less time. Only where ~/.cache exists, belongs to the user and can be written by nobody else. It can be removed at any time.',
  },
];
