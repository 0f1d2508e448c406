import { type GradleToken, splitGradleScript } from './split-gradle-script.js';

/** A statement of a settings script that changes the set of projects. */
export type GradleStatement = { readonly line: number } & (
  | {
      readonly kind: 'include' | 'includeFlat' | 'includeBuild';
      readonly path: string;
      /** Whether it is inside a branch or a loop. */
      readonly conditional: boolean;
    }
  /** Sets a project's directory, relative to the settings file; undefined if only Gradle can compute it. */
  | { readonly kind: 'place'; readonly path: string; readonly directory: string | undefined }
  /** `what` completes a sentence that begins with file and line. */
  | { readonly kind: 'unknown'; readonly what: string }
);

export interface GradleSettings {
  readonly rootName?: string;
  /** In script order, which matters: each one acts on what those before it left. */
  readonly statements: readonly GradleStatement[];
}

/** Parses a settings.gradle or settings.gradle.kts without running it. */
export function parseGradleSettings(script: string): GradleSettings {
  const tokens = splitGradleScript(script);
  const statements: GradleStatement[] = [];
  const blocks: boolean[] = [];
  let branches = 0;
  let rootName: string | undefined;
  for (const [at, { kind, value }] of tokens.entries()) {
    if (value === '{' && kind === 'mark') {
      blocks.push(isBranch(tokens, at));
      if (blocks.at(-1) === true) branches++;
    }
    if (value === '}' && kind === 'mark' && blocks.pop() === true) branches--;
    if (kind !== 'word') continue;
    if (isInclusion(value) && isCalled(tokens, at)) {
      const conditional = branches > 0 || isBranch(tokens, at);
      for (const each of readInclusion(tokens, at, value, conditional)) statements.push(each);
    }
    if (value === 'projectDir' && isMark(tokens[at + 1], '='))
      statements.push(readPlace(tokens, at));
    if (value === 'apply' && /^\(?from[:=]/.test(shapeOf(tokens.slice(at + 1, at + 4))))
      statements.push(unknown(tokens, at, 'applies another script, which may include projects'));
    rootName ??= value === 'rootProject' ? readRootName(tokens, at) : undefined;
  }
  return { statements, ...(rootName !== undefined && { rootName }) };
}

type Inclusion = 'include' | 'includeFlat' | 'includeBuild';

function isInclusion(word: string): word is Inclusion {
  return word === 'include' || word === 'includeFlat' || word === 'includeBuild';
}

/** Whether the word calls the settings' own method: not another object's method, and not a definition. */
function isCalled(tokens: readonly GradleToken[], at: number): boolean {
  const before = tokens[at - 1];
  if (isMark(before, '.')) return ['settings', 'this'].includes(tokens[at - 2]?.value ?? '');
  return !(before?.kind === 'word' && ['fun', 'def', 'void'].includes(before.value));
}

const branchWords = new Set([
  'if',
  'else',
  'for',
  'while',
  'when',
  'each',
  'forEach',
  'try',
  'catch',
]);

/** In tokens; no statement that can be parsed is longer. Without a bound, a long line would take quadratic time. */
const longestStatement = 100;

/** Whether the line, up to this token, opens a branch or a loop. */
function isBranch(tokens: readonly GradleToken[], at: number): boolean {
  for (const token of tokens.slice(Math.max(0, at - longestStatement), at).toReversed()) {
    if (token.kind === 'end') return false;
    if (token.kind === 'word' && branchWords.has(token.value)) return true;
  }
  return false;
}

function readInclusion(
  tokens: readonly GradleToken[],
  at: number,
  kind: Inclusion,
  conditional: boolean,
): readonly GradleStatement[] {
  const found: GradleStatement[] = [];
  const computed = unknown(tokens, at, `has an ${kind} whose arguments are computed`);
  const inBrackets = isMark(tokens[at + 1], '(');
  let next = inBrackets ? at + 2 : at + 1;
  const skipEnds = () => {
    while (tokens[next]?.kind === 'end' && tokens[next]?.value === '\n') next++;
  };
  for (;;) {
    if (inBrackets || found.length > 0) skipEnds();
    const argument = tokens[next];
    if (isMark(argument, ')') && inBrackets) return found;
    if (argument?.kind !== 'text' || argument.computed) return [...found, computed];
    found.push({ kind, path: argument.value, line: argument.line, conditional });
    next++;
    if (inBrackets) skipEnds();
    const after = tokens[next];
    if (isMark(after, ',')) next++;
    else if (inBrackets ? isMark(after, ')') : isOver(after)) return found;
    else return [...found.slice(0, -1), computed];
  }
}

function isOver(token: GradleToken | undefined): boolean {
  return token === undefined || token.kind === 'end' || isMark(token, '}') || isMark(token, '{');
}

/** `project(':a').projectDir = file('b')`, and the equivalent forms. */
function readPlace(tokens: readonly GradleToken[], at: number): GradleStatement {
  const line = tokens[at]?.line ?? 0;
  const named = tokens[at - 3];
  if (
    named?.kind !== 'text' ||
    named.computed ||
    shapeOf(tokens.slice(at - 5, at)) !== 'project("").'
  ) {
    return unknown(tokens, at, 'sets the projectDir of a computed project');
  }
  return { kind: 'place', line, path: named.value, directory: readDirectory(tokens, at + 2) };
}

const settingsDirectory = String.raw`(?:settingsDir|rootDir|rootProject\.projectDir)`;
const directoryShape = new RegExp(
  String.raw`^(?:file\(""\)|(?:new)?File\(${settingsDirectory},""\)|${settingsDirectory}\.resolve\(""\))$`,
);
const settingsPrefix = new RegExp(
  String.raw`^\$(?:${settingsDirectory}|\{${settingsDirectory}\})/`,
);

function readDirectory(tokens: readonly GradleToken[], from: number): string | undefined {
  const rest = tokens.slice(from, from + longestStatement);
  const end = rest.findIndex((token) => token.kind === 'end');
  const expression = rest.slice(0, end === -1 ? undefined : end);
  if (!directoryShape.test(shapeOf(expression))) return undefined;
  const path = expression.find((token) => token.kind === 'text');
  if (path === undefined || !path.computed) return path?.value.replace(/^\/+/, '');
  const below = path.value.replace(settingsPrefix, '');
  return below.includes('$') ? undefined : below;
}

function readRootName(tokens: readonly GradleToken[], at: number): string | undefined {
  const value = tokens[at + 4];
  const isName = shapeOf(tokens.slice(at, at + 4)) === 'rootProject.name=';
  return isName && value?.kind === 'text' && !value.computed ? value.value : undefined;
}

/** The tokens joined without white space, each string literal as `""`. */
function shapeOf(tokens: readonly GradleToken[]): string {
  return tokens.map(({ kind, value }) => (kind === 'text' ? '""' : value)).join('');
}

function isMark(token: GradleToken | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.value === mark;
}

function unknown(tokens: readonly GradleToken[], at: number, what: string): GradleStatement {
  return { kind: 'unknown', line: tokens[at]?.line ?? 0, what };
}
