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
    label: 'NODE_COMPILE_CACHE, XDG_CACHE_HOME',
    text: 'The existing directory, by its absolute path, in which create-dump/ keeps the compiled program. The default is ~/.cache, on Windows %LOCALAPPDATA%.',
  },
  {
    label: 'NODE_DISABLE_COMPILE_CACHE',
    text: 'If it is set and not empty: the compiled program is neither kept nor used.',
  },
  {
    label: 'UV_THREADPOOL_SIZE',
    text: 'How many threads wait for the disk. The default is one less than there are processors, at least 1 and at most 4.',
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
    text: 'The compiled program, about 1 MB for each version of it and of Node, so that it starts in less time. It is for its user alone, is made anew when it is missing or damaged, and can be removed at any time. A dry run writes none.',
  },
];
