import type { Stats } from 'node:fs';
import type { SelectionOptions } from '../collector-options.js';
import type { FilterRule, UserFilter } from '../filter/create-user-filter.js';
import type { DecidingOption, Explanation, Reason } from './explanation.js';

export type Answer = Omit<Explanation, 'path'>;

/** What an explanation needs to know of a file. */
export type FileKind = Pick<Stats, 'isDirectory' | 'isFile' | 'isSymbolicLink' | 'size'>;

interface OptionQuestion {
  readonly path: string;
  readonly filter: UserFilter;
  readonly options: Pick<SelectionOptions, 'files' | 'maxSize'>;
}

/** Applies the user's options and checks the file type; gives `otherwise` as the reason if neither objects. */
export function applyOptions(
  { path, filter, options }: OptionQuestion,
  stats: FileKind,
  otherwise: Reason,
): Answer {
  const isDirectory = stats.isDirectory();
  const verdict = filter.file(path);
  const option = (option: DecidingOption, value: string) =>
    notChosen({ kind: 'option', option, value });
  const included = verdict.kind === 'chosen' && verdict.by !== undefined;
  if (!included) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length + (isDirectory ? 1 : 0); depth++) {
      const by = filter.directory(parts.slice(0, depth).join('/'));
      if (by !== undefined && by.option !== 'isOwnOutput') return option(by.option, by.pattern);
    }
  }
  if (isDirectory) return notChosen({ kind: 'not a file', what: kindOfDirectory(otherwise) });
  if (verdict.kind === 'unwanted') return option('files', (options.files ?? []).join(' '));
  if (verdict.kind === 'excluded') {
    const { by } = verdict;
    return by.option === 'isOwnOutput'
      ? notChosen({ kind: 'built-in', what: 'own output' })
      : option(by.option, by.pattern);
  }
  if (!stats.isFile() && !stats.isSymbolicLink())
    return notChosen({ kind: 'not a file', what: 'special' });
  const { maxSize } = options;
  if (maxSize !== undefined && stats.size > maxSize) return option('maxSize', String(maxSize));
  return { chosen: true, reason: otherwise };
}

function kindOfDirectory(reason: Reason): 'submodule' | 'directory' {
  return reason.kind === 'tracked' ? 'submodule' : 'directory';
}

export function byInclude({ pattern }: FilterRule): Reason {
  return { kind: 'option', option: 'include', value: pattern };
}

export function notChosen(reason: Reason): Answer {
  return { chosen: false, reason };
}
