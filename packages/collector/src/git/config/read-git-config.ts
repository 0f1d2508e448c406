// git's configuration, read without git: the paths of configuration files go in; out come all settings, with `include` and
// `includeIf` followed as git does, and a sentence for each thing that couldn't be followed. Only regular files of bounded
// size are read, to a bounded depth and number; nothing that a file names is run.

import { dirname, resolve } from 'node:path';
import { displayPath } from '@create-dump/core';
import { readRegularFile } from '@create-dump/files';
import { whyUnreadable } from '../../file-system/why-unreadable.js';
import { displayConfigPath } from './display-config-path.js';
import { expandGitPath } from './expand-git-path.js';
import { createGitConfig, type GitConfig } from './git-config.js';
import { type IncludeContext, includeConditionHolds } from './include-condition.js';
import { type ConfigEntry, parseConfigFile } from './parse-config-file.js';

export interface ReadConfig {
  readonly config: GitConfig;
  /** Sentences: what couldn't be read or followed, so that settings may be missing. */
  readonly problems: readonly string[];
}

/**
 * Reads configuration files and what they include. Later files override earlier ones; missing files are ignored.
 * @param files Absolute paths.
 */
export function readGitConfig(files: readonly string[], context: IncludeContext): ReadConfig {
  const { entries, problems } = readFiles(files, context, false);
  return { config: createGitConfig(entries), problems: [...problems] };
}

/** git's own limit. */
const includeDepth = 10;
/** Limits of this reader, to bound time and memory on hostile files. */
const fileLimit = 1000;
const byteLimit = 2 ** 26;
/** In bytes. */
const sizeLimit = 2 ** 24;

interface Found {
  readonly entries: readonly ConfigEntry[];
  readonly problems: ReadonlySet<string>;
}

/**
 * @param collectsUrls Collect the remotes' URLs for `hasconfig`: such conditions then count as true, and included files
 *   must not name URLs, as git demands.
 */
function readFiles(
  files: readonly string[],
  context: IncludeContext,
  collectsUrls: boolean,
): Found {
  const entries: ConfigEntry[] = [];
  const problems = new Set<string>();
  let urls: readonly string[] | undefined;
  const remoteUrls = () => (urls ??= findRemoteUrls(files, context, problems));
  let filesLeft = fileLimit;
  let bytesLeft = byteLimit;

  const readFile = (file: string, depth: number, isConditional: boolean): void => {
    const content = readContent(file, context, problems);
    if (content === undefined) return;
    bytesLeft -= content.length;
    if (--filesLeft < 0 || bytesLeft < 0) {
      problems.add(
        `git's configuration includes more than ${fileLimit} files or ${byteLimit} bytes; the rest is not read.`,
      );
      return;
    }
    const parsed = parseConfigFile(content);
    for (const entry of parsed.entries) {
      if (isConditional && collectsUrls && isRemoteUrl(entry)) {
        problems.add(
          `git's configuration ${displayConfigPath(file, context)} names the URL of a remote, which a file that is included on a condition must not do beside hasconfig.`,
        );
        continue;
      }
      entries.push(entry);
      follow(entry, { file, depth, isConditional });
    }
    if (parsed.badLine !== undefined) {
      problems.add(
        `git's configuration ${displayConfigPath(file, context)} is malformed in line ${parsed.badLine}; what follows is not read.`,
      );
    }
  };

  const follow = ({ key, value }: ConfigEntry, { file, depth, isConditional }: Place): void => {
    const condition = includeConditionOf(key);
    if (condition === undefined) return;
    const question = { condition, file, context, remoteUrls };
    const isUrlTest = collectsUrls && condition.startsWith('hasconfig:');
    const holds = condition === '' || isUrlTest || includeConditionHolds(question);
    const says = `git's configuration ${displayConfigPath(file, context)} includes ${displayPath(value ?? 'no path')}`;
    if (holds === 'unknown') {
      problems.add(`${says} if "${displayPath(condition)}", which can't be told.`);
    }
    if (holds !== true) return;
    const expanded = value && expandGitPath(value, context.homeDirectory);
    if (expanded === undefined || expanded === '')
      problems.add(`${says}, which can't be followed.`);
    else if (depth === includeDepth) {
      problems.add(`${says}, nested more than ${includeDepth} deep; that is not followed.`);
      // git gives up here. A file that includes itself twice would take very long.
      filesLeft = 0;
    } else {
      const path = resolve(dirname(file), expanded);
      readFile(path, depth + 1, isConditional || condition !== '');
    }
  };

  for (const file of files) readFile(file, 0, false);
  return { entries, problems };
}

interface Place {
  readonly file: string;
  readonly depth: number;
  readonly isConditional: boolean;
}

/** Empty for `include.path`; undefined for a key that includes nothing. */
function includeConditionOf(key: string): string | undefined {
  if (key === 'include.path') return '';
  return /^includeif\.(.+)\.path$/s.exec(key)?.[1];
}

function findRemoteUrls(
  files: readonly string[],
  context: IncludeContext,
  problems: Set<string>,
): readonly string[] {
  const found = readFiles(files, context, true);
  for (const problem of found.problems) problems.add(problem);
  return found.entries.filter(isRemoteUrl).map(({ value = '' }) => value);
}

function isRemoteUrl({ key }: ConfigEntry): boolean {
  return /^remote\..+\.url$/s.test(key);
}

/** Undefined if there is no such file, or it can't be read; the latter is a problem. */
function readContent(
  file: string,
  context: IncludeContext,
  problems: Set<string>,
): Buffer | undefined {
  const content = readRegularFile(file, { limit: sizeLimit, followLink: true });
  const why = content === undefined ? whyUnreadable(file, sizeLimit) : undefined;
  if (why !== undefined) {
    problems.add(`git's configuration ${displayConfigPath(file, context)} can't be read: ${why}.`);
  }
  return content;
}
