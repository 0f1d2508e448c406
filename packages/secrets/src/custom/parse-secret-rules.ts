// Rules of one's own: a file in gitleaks' TOML comes in, plain data goes out, which `createSecretFinder` takes. Everything is
// checked here, with the line in the message: unknown keys, kinds of values, expressions, keywords.
import { CreateDumpError } from '@create-dump/core';
import { type CompileExpression, loadExpressions } from './rule-expression.js';
import { openDocument, type RulesTable } from './rules-document.js';
import type { SecretAllowlist, SecretRule, SecretRules } from './secret-rules.js';

/** Shorter keywords are everywhere. In bytes. */
const shortestKeyword = 3;

const allowlistKeys = [
  'description',
  'condition',
  'commits',
  'paths',
  'regexTarget',
  'regexes',
  'stopwords',
];
const ruleKeys = [
  'id',
  'description',
  'regex',
  'path',
  'secretGroup',
  'entropy',
  'keywords',
  'tags',
];
const keys = {
  '': ['title', 'description', 'minVersion', 'extend', 'rules', 'allowlist', 'allowlists'],
  extend: ['useDefault', 'disabledRules'],
  rules: [...ruleKeys, 'allowlist', 'allowlists'],
  'rules.allowlist': allowlistKeys,
  'rules.allowlists': allowlistKeys,
  allowlist: [...allowlistKeys, 'targetRules'],
  allowlists: [...allowlistKeys, 'targetRules'],
};

/**
 * Parses a file of rules: the TOML of gitleaks, as far as it is about contents and paths. Loads the libraries that it needs.
 *
 * @param file Its name, for messages.
 * @throws {CreateDumpError} `CONFIG_INVALID`, with file and line, for what can't be used.
 */
export async function parseSecretRules(text: string, file: string): Promise<SecretRules> {
  const { parse, TomlError } = await import('smol-toml');
  const compile = await loadExpressions();
  try {
    const document = openDocument(text, file, keys)(parse(text));
    const rules = document.tables('rules').map((table) => parseRule(table, compile));
    const ids = rules.map(({ id }) => id);
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twice !== undefined) throw document.problem(`has two rules with the id ${twice}.`, 'rules');
    return {
      rules,
      allowlists: parseAllowlists(document, compile),
      disabled: document.tables('extend').flatMap((table) => table.texts('disabledRules')),
    };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '');
    throw new CreateDumpError('CONFIG_INVALID', `${file}:${error.line}: ${reason}.`, {
      cause: error,
    });
  }
}

function parseRule(table: RulesTable, compile: CompileExpression): SecretRule {
  const id = table.text('id') ?? '';
  const regex = table.text('regex');
  const path = table.text('path');
  const secretGroup = table.number('secretGroup') ?? 0;
  const keywords = table.texts('keywords').map((keyword) => keyword.toLowerCase());
  if (id === '') throw table.problem('A rule needs an id.');
  if (regex === undefined && path === undefined)
    throw table.problem(`The rule ${id} needs a regex or a path.`);
  const groups = regex === undefined ? 0 : check(table, 'regex', regex, compile);
  if (path !== undefined) check(table, 'path', path, compile);
  if (secretGroup > groups)
    throw table.problem(`is ${secretGroup}, but the regex has ${groups} groups.`, 'secretGroup');
  if (regex !== undefined) checkKeywords(table, id, keywords);
  return {
    id,
    description: table.text('description') ?? id,
    regex,
    path,
    secretGroup,
    entropy: table.number('entropy') ?? 0,
    keywords,
    allowlists: parseAllowlists(table, compile),
  };
}

function checkKeywords(table: RulesTable, id: string, keywords: readonly string[]): void {
  if (keywords.length === 0) {
    throw table.problem(
      `The rule ${id} needs keywords: words of which one is near each secret. The regex is tried around them only.`,
    );
  }
  const short = keywords.find((keyword) => Buffer.byteLength(keyword) < shortestKeyword);
  if (short !== undefined) {
    throw table.problem(
      `has "${short}", which is too short: ${shortestKeyword} bytes are needed.`,
      'keywords',
    );
  }
}

function parseAllowlists(table: RulesTable, compile: CompileExpression): SecretAllowlist[] {
  return [...table.tables('allowlist'), ...table.tables('allowlists')].map((list) => {
    const regexes = list.texts('regexes');
    const paths = list.texts('paths');
    for (const pattern of regexes) check(list, 'regexes', pattern, compile);
    for (const pattern of paths) check(list, 'paths', pattern, compile);
    return {
      condition: choose(list, 'condition', ['OR', 'AND'], { '||': 'OR', '&&': 'AND' }),
      regexTarget: choose(list, 'regexTarget', ['secret', 'match', 'line']),
      regexes,
      paths,
      stopwords: list.texts('stopwords').map((word) => word.toLowerCase()),
      targetRules: list.has('targetRules') ? list.texts('targetRules') : [],
      hasCommits: list.texts('commits').length > 0,
    };
  });
}

/** Returns the number of groups. */
function check(
  table: RulesTable,
  key: string,
  pattern: string,
  compile: CompileExpression,
): number {
  try {
    return compile(pattern).groupCount();
  } catch (error) {
    throw table.problem(error instanceof Error ? error.message : '', key, error);
  }
}

/** Reads a value that is one of several; the first one is the default. */
function choose<T extends string>(
  table: RulesTable,
  key: string,
  values: readonly [T, ...T[]],
  others: Readonly<Record<string, T>> = {},
): T {
  const text = table.text(key);
  if (text === undefined || text === '') return values[0];
  const value = others[text] ?? values.find((one) => one.toLowerCase() === text.toLowerCase());
  if (value === undefined) throw table.problem(`must be one of ${values.join(', ')}.`, key);
  return value;
}
