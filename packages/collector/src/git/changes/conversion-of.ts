import type { AttributeValue } from '../attributes/parse-attribute-file.js';
import type { GitConfig } from '../config/git-config.js';
import { parseGitBoolean } from '../config/parse-git-boolean.js';

/** What git does to a file's content when it is added (`convert_attrs` in git's convert.c). */
export interface Conversion {
  /** Replace CRLF by LF: always, never, or if the content looks like text and the index has no CRLF. */
  readonly lineEnds: 'keep' | 'convert' | 'convert text';
  /** Collapse `$Id: …$` to `$Id$`. */
  readonly ident: boolean;
  /** A filter or another encoding, which aren't reproduced here: the result is unknown. */
  readonly other: boolean;
}

export function conversionOf(
  attributes: ReadonlyMap<string, AttributeValue>,
  config: GitConfig,
): Conversion {
  return {
    lineEnds: lineEndsOf(attributes, config),
    ident: attributes.get('ident') === true,
    other: isFiltered(attributes.get('filter'), config) || isEncoded(attributes),
  };
}

function lineEndsOf(
  attributes: ReadonlyMap<string, AttributeValue>,
  config: GitConfig,
): Conversion['lineEnds'] {
  const action = actionOf(attributes.get('text')) ?? actionOf(attributes.get('crlf'));
  if (action === 'keep' || action === 'convert text') return action;
  const hasLineEnd = /^(lf|crlf)$/.test(String(attributes.get('eol')));
  if (action === 'convert' || hasLineEnd) return 'convert';
  const auto = config.get('core.autocrlf') ?? '';
  return /^input$/i.test(auto) || parseGitBoolean(auto) === true ? 'convert text' : 'keep';
}

function actionOf(value: AttributeValue | undefined): Conversion['lineEnds'] | undefined {
  if (value === true || value === 'input') return 'convert';
  if (value === 'auto') return 'convert text';
  return value === false ? 'keep' : undefined;
}

function isFiltered(name: AttributeValue | undefined, config: GitConfig): boolean {
  if (typeof name !== 'string') return false;
  const setting = (key: string) => config.get(`filter.${name}.${key}`);
  // A required filter without a command is an error in git.
  const isRequired = parseGitBoolean(setting('required')) ?? setting('required') !== undefined;
  return Boolean(setting('clean')) || Boolean(setting('process')) || isRequired;
}

function isEncoded(attributes: ReadonlyMap<string, AttributeValue>): boolean {
  const encoding = attributes.get('working-tree-encoding') ?? '';
  return encoding !== '' && !/^utf-?8$/i.test(String(encoding));
}
