import { basename } from 'node:path';
import { displayPath } from '@create-dump/core';
import { parse, TomlError } from 'smol-toml';
import { brokenLimit } from './document-limits.js';
import { jsonKeyLines } from './json-key-lines.js';
import type { KeyPath, LineOf } from './key-lines.js';
import type { ProgramNames } from './program-names.js';
import type { SettingIssue } from './setting-issue.js';
import { tomlKeyLines } from './toml-key-lines.js';

/** Our part of a settings file. */
export interface SettingsDocument {
  /** Undefined if the file has no part for us. */
  readonly table: unknown;
  /** The place of a key: `/p/create-dump.toml:3`, without a line if it wasn't found. */
  readonly placeOf: (path: KeyPath) => {
    readonly place: string;
    readonly line: number | undefined;
  };
}

/** Parses the text of a file: JSON if its name ends in `.json`, else TOML. */
export function readSettingsDocument(
  path: string,
  text: string,
  { program }: ProgramNames,
): SettingsDocument | { readonly issue: SettingIssue } {
  const isJson = path.endsWith('.json');
  const broken = brokenLimit(text);
  if (broken !== undefined) {
    const place = `${displayPath(path)}:${text.slice(0, broken.at).split('\n').length}`;
    return { issue: { place, key: undefined, message: broken.message } };
  }
  let whole: unknown;
  try {
    whole = isJson ? JSON.parse(text.replace(/^\uFEFF/, '')) : parse(text);
  } catch (error) {
    return { issue: syntaxIssue(path, text, error) };
  }
  const prefix = tablePath(path, program);
  let lineOf: LineOf | undefined;
  return {
    table: prefix.reduce(member, whole),
    placeOf(keys) {
      // Computed when first needed, for an origin or an issue.
      lineOf ??= isJson ? jsonKeyLines(text) : tomlKeyLines(text);
      const own = [...prefix, ...keys];
      // Items of [[tables]] have no line of their own.
      const line =
        lineOf(own) ?? (typeof own.at(-1) === 'number' ? lineOf(own.slice(0, -1)) : undefined);
      const name = displayPath(path);
      return { place: line === undefined ? name : `${name}:${line}`, line };
    },
  };
}

/** The path of the program's table in a file of this name. */
function tablePath(path: string, program: string): readonly string[] {
  const name = basename(path);
  if (name === 'package.json') return [program];
  return name === 'pyproject.toml' ? ['tool', program] : [];
}

/** An own property of a table. */
function member(table: unknown, key: string): unknown {
  if (typeof table !== 'object' || table === null) return undefined;
  return Object.getOwnPropertyDescriptor(table, key)?.value;
}

function syntaxIssue(path: string, text: string, error: unknown): SettingIssue {
  const name = displayPath(path);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TomlError) {
    const reason = (message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    return {
      place: `${name}:${error.line}:${error.column}`,
      key: undefined,
      message: `is not valid TOML: ${displayPath(reason)}`,
    };
  }
  const at = /position (\d+)/.exec(message)?.[1];
  const line = at === undefined ? undefined : text.slice(0, Number(at)).split('\n').length;
  return {
    place: line === undefined ? name : `${name}:${line}`,
    key: undefined,
    message: `is not valid JSON: ${displayPath(message)}`,
  };
}
