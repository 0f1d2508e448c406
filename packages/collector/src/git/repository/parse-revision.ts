import { CreateDumpError, displayPath } from '@create-dump/core';

/** One step from an object to another: `~3`, `^2`, `^{tree}`. */
export type RevisionStep =
  | { readonly kind: 'ancestor'; readonly generations: number }
  | { readonly kind: 'parent'; readonly number: number }
  | { readonly kind: 'peel'; readonly to: 'any' | 'object' | 'commit' | 'tree' | 'tag' };

export interface ParsedRevision {
  /** A ref, an object id or a prefix of one, or what `git describe` prints. */
  readonly base: string;
  /** `@{upstream}` follows the base, which is a branch, or empty for the current one. */
  readonly isUpstream: boolean;
  readonly steps: readonly RevisionStep[];
  /** The directory after the colon, without a trailing slash; empty for the top. */
  readonly path: string | undefined;
}

/**
 * Parses the name of a revision (gitrevisions).
 * @throws {CreateDumpError} `USAGE` for a form that isn't supported.
 */
export function parseRevision(name: string): ParsedRevision {
  const [, revision = '', path] = /^((?:\{[^}]*\}|[^:{])*)(?::(.*))?$/s.exec(name) ?? [];
  const isRelative = path !== undefined && /^\.{1,2}(\/|$)/.test(path);
  if (isRelative) throw unsupported(name, 'REV:./PATH');
  if (revision === '' && path !== undefined) throw unsupported(name, `:${path}`);
  const suffix = /^(.*?)((?:~\d*|\^\d*|\^\{[^}]*\})*)$/s.exec(revision);
  const [, start = '', steps = ''] = suffix ?? [];
  if (/^\^.|(^|[^./])\.\.+([^./]|$)|\^[!@-]/.test(start)) throw unsupported(name, name);
  const [, before = '', inBraces] = /^(.*?)@\{([^}]*)\}$/s.exec(start) ?? [];
  const isUpstream = inBraces !== undefined && /^u(pstream)?$/i.test(inBraces);
  if (inBraces !== undefined && !isUpstream) throw unsupported(name, `@{${inBraces}}`);
  return {
    base: isUpstream ? before : start,
    isUpstream,
    steps: Array.from(steps.matchAll(/~\d*|\^(?:\{[^}]*\}|\d*)/g), ([step]) =>
      parseStep(step, name),
    ),
    path: path?.replace(/\/+$/, ''),
  };
}

function parseStep(step: string, name: string): RevisionStep {
  const count = step.length === 1 ? 1 : Number(step.slice(1));
  if (step.startsWith('~')) return { kind: 'ancestor', generations: count };
  if (!step.startsWith('^{')) return { kind: 'parent', number: count };
  const to = step.slice(2, -1) || 'any';
  if (to === 'any' || to === 'object' || to === 'commit' || to === 'tree' || to === 'tag') {
    return { kind: 'peel', to };
  }
  throw unsupported(name, step);
}

function unsupported(name: string, form: string): CreateDumpError {
  return new CreateDumpError(
    'USAGE',
    `The form ${JSON.stringify(displayPath(form))} of the revision ${JSON.stringify(displayPath(name))} is not supported. Supported are branches, tags and other refs, object ids and their prefixes, the output of git describe, BRANCH@{upstream}, each followed by ~N, ^N, ^{}, ^{commit}, ^{tree}, ^{tag}, ^{object} or :DIRECTORY. Let git name the commit: git rev-parse.`,
  );
}
