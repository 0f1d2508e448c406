// git's attributes: a path goes in, and the attributes that git would apply when it adds that file come out. Files are read
// in git's order, macros included; an attribute file that is missing in the work tree is taken from the index.

import { resolve } from 'node:path';
import type { UserGitFiles } from '../user-git-files.js';
import { tryReadStats } from '../../file-system/file-stats.js';
import { readRegularFile } from '@create-dump/files';
import { toByteText } from '../../ignore/byte-text.js';
import { expandGitPath } from '../config/expand-git-path.js';
import { parseGitBoolean } from '../config/parse-git-boolean.js';
import { indexFlags, readIndexOid } from '../index-file/parse-index.js';
import type { Index } from '../index-file/read-index.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Repository } from '../repository/open-repository.js';
import {
  type AttributeLine,
  type AttributeValue,
  parseAttributeFile,
} from './parse-attribute-file.js';

export interface AttributeSources {
  readonly repository: Repository;
  readonly workTree: string;
  readonly index: Index;
  readonly store: ObjectStore;
  readonly userFiles: Pick<
    UserGitFiles,
    'homeDirectory' | 'systemAttributesFile' | 'attributesFile'
  >;
}

type Attributes = ReadonlyMap<string, AttributeValue>;

/**
 * Finds the attributes of a path, which is relative to the top of the work tree. Versions of git disagree on attribute files
 * that a sparse checkout in cone mode omits: then there are two answers, with and without these files.
 */
export type FindAttributes = (path: string) => readonly [Attributes, Attributes?];

export function createAttributeFinder(sources: AttributeSources): FindAttributes {
  const ignoreCase = parseGitBoolean(sources.repository.config.get('core.ignorecase')) ?? false;
  const parse = (content: Buffer | undefined, allowsMacros: boolean) =>
    content === undefined ? [] : parseAttributeFile(content, { ignoreCase, allowsMacros });
  const outer = outerFiles(sources).map((file) => parse(readAny(file), true));
  const info = parse(readAny(`${sources.repository.commonDirectory}/info/attributes`), true);
  const readTracked = createTreeReader(sources);
  const disputed = findDisputed(sources);
  const known = new Map<string, readonly AttributeLine[]>();
  const linesIn = (directory: string) => {
    const lines =
      known.get(directory) ?? parse(readTracked(`${directory}.gitattributes`), directory === '');
    known.set(directory, lines);
    return lines;
  };
  return (path) => {
    const frames: Frame[] = [
      { lines: builtIn, base: 0 },
      ...outer.map((lines) => ({ lines, base: 0 })),
    ];
    for (let slash = 0; ; slash = path.indexOf('/', slash) + 1) {
      const directory = path.slice(0, slash);
      const isDisputed = disputed.has(`${directory}.gitattributes`);
      frames.push({ lines: linesIn(directory), base: toByteText(directory).length, isDisputed });
      if (!path.includes('/', slash)) break;
    }
    frames.push({ lines: info, base: 0 });
    const text = toByteText(path);
    const agreed = frames.filter(({ isDisputed }) => !isDisputed);
    const all = evaluate(frames, text);
    return agreed.length === frames.length ? [all] : [all, evaluate(agreed, text)];
  };
}

interface Frame {
  readonly lines: readonly AttributeLine[];
  /** Length of the directory that the patterns are relative to. */
  readonly base: number;
  readonly isDisputed?: boolean;
}

const builtIn = parseAttributeFile(Buffer.from('[attr]binary -diff -merge -text\n'), {
  ignoreCase: false,
  allowsMacros: true,
});

/** @param frames In ascending order of precedence. */
function evaluate(frames: readonly Frame[], path: string): Attributes {
  const values = new Map<string, AttributeValue>();
  const macros = new Map<string, AttributeLine>();
  for (const line of frames.flatMap(({ lines }) => lines))
    if (line.macro) macros.set(line.macro, line);
  const name = path.slice(path.lastIndexOf('/') + 1);
  // The last assignment counts, so the search goes from the end, and the first one found stays.
  const assign = ({ states }: AttributeLine): void => {
    for (const [attribute, value] of states.toReversed()) {
      if (values.has(attribute)) continue;
      values.set(attribute, value);
      const macro = value === true ? macros.get(attribute) : undefined;
      if (macro !== undefined) assign(macro);
    }
  };
  for (const { lines, base } of frames.toReversed()) {
    for (const line of lines.toReversed()) {
      const { rule } = line;
      if (rule?.matches(rule.looksAt === 'name' ? name : path.slice(base))) assign(line);
    }
  }
  return values;
}

/** The limit of git. */
const sizeLimit = 100 * 2 ** 20;

function readAny(file: string): Buffer | undefined {
  return withoutMark(readRegularFile(file, { limit: sizeLimit, followLink: true }));
}

/** Removes a byte order mark, as git does from files, but not from what it reads from the index. */
function withoutMark(content: Buffer | undefined): Buffer | undefined {
  const hasMark = content?.subarray(0, 3).toString('hex') === 'efbbbf';
  return hasMark ? content?.subarray(3) : content;
}

function outerFiles({ repository, workTree, userFiles }: AttributeSources): string[] {
  const { homeDirectory, systemAttributesFile, attributesFile } = userFiles;
  const configured = repository.config.get('core.attributesfile');
  const expanded = configured && expandGitPath(configured, homeDirectory);
  const own = configured === undefined ? attributesFile : expanded && resolve(workTree, expanded);
  return [systemAttributesFile, own].filter(
    (file) => file !== undefined && file !== '',
  ) as string[];
}

/** The attribute files that a sparse checkout in cone mode omits. */
function findDisputed({ repository, workTree, index }: AttributeSources): ReadonlySet<string> {
  const isOn = (key: string) => parseGitBoolean(repository.config.get(key)) === true;
  if (!isOn('core.sparsecheckout') || !isOn('core.sparsecheckoutcone')) return new Set();
  const absent = index.entries.filter(
    ({ path, flags }) =>
      flags & indexFlags.skipWorktree &&
      path.endsWith('.gitattributes') &&
      tryReadStats(`${workTree}/${path}`) === undefined,
  );
  return new Set(absent.map(({ path }) => path));
}

/** Reads an attribute file of the work tree, or from the index if it is missing there. */
function createTreeReader({ workTree, index, store }: AttributeSources) {
  const tracked = new Map(
    index.entries
      .filter(({ path }) => path.endsWith('.gitattributes'))
      .map((entry) => [entry.path, entry]),
  );
  return (path: string): Buffer | undefined => {
    const content = withoutMark(readRegularFile(`${workTree}/${path}`, { limit: sizeLimit }));
    const entry = tracked.get(path);
    if (content !== undefined || entry === undefined) return content;
    const object = store.find(readIndexOid(entry, index.format));
    return object?.kind === 'blob' ? object.content : undefined;
  };
}
