import type { Flag } from '../flag.js';
import { notByTree } from './store-flags.js';

const destination = 'Destination';
const content = 'Dump';

/** Flags for where a dump goes and what it contains besides the files. */
export const dumpFlags: readonly Flag[] = [
  {
    key: 'dest',
    flag: 'dest',
    alias: 'd',
    group: destination,
    kind: { type: 'path', orStore: true },
    value: 'DIR|X.md',
    description: 'Directory or s3://…; with X.md, dumps are named X_…',
    default: '.',
    notInProjectFile: notByTree,
    yieldsTo: ['output'],
  },
  {
    key: 'output',
    flag: 'output',
    alias: 'o',
    group: destination,
    kind: { type: 'path' },
    value: 'FILE',
    description: 'Write exactly this file (- for stdout), not into --dest',
    default: null,
    meaningIn: {
      view: {
        group: 'View',
        value: 'FILE',
        description: 'Write the page to this file (- for standard output)',
      },
    },
    commandLineOnlyIn: { view: 'where a page is written is decided for each look' },
    yieldsTo: ['dest'],
    // repomix; code2prompt
    peerWords: [{ word: 'stdout', value: '-' }, { word: 'output-file' }],
  },
  {
    flag: 'force',
    settable: false,
    reason: 'what may be replaced is decided for each run',
    group: destination,
    kind: { type: 'switch' },
    description: 'Replace the file of --output if it is a dump, or empty',
    default: false,
    needs: ['output'],
  },
  {
    key: 'mode',
    flag: 'mode',
    group: destination,
    kind: { type: 'mode' },
    value: 'MODE',
    description: 'Permissions of dumps, archives, reports and records, whatever the umask: 0640',
    default: '0600',
  },
  {
    key: 'compress',
    flag: 'compress',
    group: destination,
    kind: { type: 'switch' },
    description: 'Compress dumps with gzip (.md.gz)',
    default: false,
    // tar
    peerWords: [{ word: 'gzip' }],
  },
  {
    key: 'skip_unchanged',
    flag: 'skip-unchanged',
    group: destination,
    kind: { type: 'switch' },
    description: 'Write no dump if it would equal the newest one there but for its time',
    default: false,
  },
  {
    key: 'toc',
    flag: 'toc',
    group: content,
    kind: { type: 'choice', choices: ['list', 'tree', 'none'] },
    description: 'Table of contents',
    default: 'list',
    negatable: true,
    valueOptional: true,
    // gitingest and yek
    peerWords: [{ word: 'tree', value: 'tree' }],
  },
  {
    key: 'git_meta',
    flag: 'git-meta',
    group: content,
    kind: { type: 'switch' },
    description: 'Record the git branch and commit, and whether tracked files differ from it',
    default: true,
  },
  {
    key: 'binary',
    flag: 'binary',
    group: content,
    kind: { type: 'choice', choices: ['list', 'embed', 'skip'] },
    description: 'Binary files: list with size and digest, embed as base64, or leave out',
    default: 'list',
  },
  {
    key: 'name',
    flag: 'name',
    group: content,
    kind: { type: 'text' },
    value: 'NAME',
    description: 'Name of the tree in the dump',
    default: null,
    defaultText: 'the name of the root or of its git remote',
  },
  {
    key: 'group',
    flag: 'group',
    group: content,
    kind: { type: 'text' },
    value: 'NAME',
    description: 'Retention group of the dump, for a tree that moves or has no git remote',
    default: null,
    defaultText: "the tree's git remote, or its path",
    commandLineOnlyIn: inHistory('which group to look at is decided for each question'),
    meaningIn: inHistory({
      group: 'Snapshots',
      value: 'PREFIX',
      description: 'Only snapshots whose name begins with this prefix, or of this group',
    }),
  },
];

/** The same for all commands that look at kept snapshots. */
function inHistory<T>(value: T): Readonly<Record<string, T>> {
  const commands = [
    'verify',
    'restore',
    'diff',
    'ls',
    'cat',
    'snapshots',
    'find',
    'grep',
    'secrets',
    'view',
  ];
  return Object.fromEntries(commands.map((command) => [command, value]));
}
