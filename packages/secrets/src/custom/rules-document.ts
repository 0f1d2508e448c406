import { CreateDumpError } from '@create-dump/core';
import { nearestKey } from './nearest-key.js';
import { type TomlPlace, tomlPlaces } from './toml-places.js';

/** A table of a document of rules, whose values are read by kind. Keys are those of gitleaks, in any case. */
export interface RulesTable {
  readonly text: (key: string) => string | undefined;
  readonly number: (key: string) => number | undefined;
  readonly texts: (key: string) => readonly string[];
  readonly tables: (key: string) => readonly RulesTable[];
  readonly has: (key: string) => boolean;
  /** An error at a key, or at the table. */
  readonly problem: (message: string, key?: string, cause?: unknown) => CreateDumpError;
}

/** What the table is, for errors: its name in the document, and the how manieth it is. */
interface TableName {
  readonly table: string;
  readonly index: number;
}

/**
 * Opens a table of a parsed document.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` for a key that isn't known, and for a value of another kind than is asked for.
 */
export function openDocument(
  text: string,
  file: string,
  keys: Readonly<Record<string, readonly string[]>>,
): (value: object) => RulesTable {
  const places = tomlPlaces(text);
  const open = (value: object, name: TableName): RulesTable => {
    const values = new Map(
      Object.entries(value).map(([key, item]) => [key.toLowerCase(), item as unknown]),
    );
    const problem = (message: string, key?: string, cause?: unknown) => {
      const subject = key === undefined ? '' : `${key} `;
      const place = `${file}:${lineOf(places, name, key)}`;
      return new CreateDumpError('CONFIG_INVALID', `${place}: ${subject}${message}`, { cause });
    };
    const known = keys[name.table] ?? [];
    for (const key of Object.keys(value)) {
      if (known.some((other) => other.toLowerCase() === key.toLowerCase())) continue;
      const meant = nearestKey(key, known);
      const hint =
        meant === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean ${meant}?`;
      throw problem(`is not a key of ${name.table === '' ? 'the file' : name.table}. ${hint}`, key);
    }
    const read = <T>(
      key: string,
      kind: string,
      is: (item: unknown) => item is T,
    ): T | undefined => {
      const item = values.get(key.toLowerCase());
      if (item === undefined || is(item)) return item;
      throw problem(`must be ${kind}.`, key);
    };
    return {
      problem,
      has: (key) => values.has(key.toLowerCase()),
      text: (key) => read(key, 'a string', isText),
      number: (key) => read(key, 'a number', isNumber),
      texts: (key) => read(key, 'a list of strings', isTexts) ?? [],
      tables: (key) => {
        const table = name.table === '' ? key : `${name.table}.${key}`;
        const items = read(key, 'a table', isTables) ?? [];
        return [items]
          .flat()
          .map((item, at) => open(item, { table, index: name.table === '' ? at : name.index }));
      },
    };
  };
  return (value) => open(value, { table: '', index: 0 });
}

function lineOf(places: readonly TomlPlace[], { table, index }: TableName, key = ''): number {
  const here = places.filter((place) => place.table === table && place.index === index);
  return (here.find((place) => place.key === key) ?? here[0])?.line ?? 1;
}

const isText = (item: unknown): item is string => typeof item === 'string';
const isNumber = (item: unknown): item is number => typeof item === 'number' && item >= 0;
const isTexts = (item: unknown): item is string[] => Array.isArray(item) && item.every(isText);
const isTable = (item: unknown): item is object =>
  typeof item === 'object' && item !== null && !Array.isArray(item);
const isTables = (item: unknown): item is object | object[] =>
  isTable(item) || (Array.isArray(item) && item.every(isTable));
