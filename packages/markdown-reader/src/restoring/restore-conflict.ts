import { displayPath } from '@create-dump/core';

/** What the target has at a record's path. */
export type TargetEntry =
  /** Nothing, or a file or link with exactly the record's content. */
  | { readonly kind: 'absent' | 'same' }
  /** Something else. `file` and `link` may be replaced, `directory` and `special` never are. */
  | { readonly kind: 'file' | 'link' | 'directory' | 'special' }
  /** A parent directory of the path is something else, such as a file or link: its path. */
  | { readonly kind: 'blocked'; readonly by: string }
  /** An entry of another name that the file system treats as the same: that name. */
  | { readonly kind: 'folded'; readonly as: string };

/**
 * How to treat an existing target. `refuse`: it must be empty. `merge`: files are added; an existing file must be identical.
 * `overwrite`: files and links in the way are replaced. Nothing else is ever removed.
 */
export type ExistingPolicy = 'refuse' | 'merge' | 'overwrite';

export interface RestoreConflict {
  readonly path: string;
  /** A sentence for a person, safe to print. */
  readonly message: string;
}

/** The end of a sentence about why an entry of the target prevents a restore; undefined if it doesn't. */
export function restoreConflict(entry: TargetEntry, existing: ExistingPolicy): string | undefined {
  switch (entry.kind) {
    case 'absent':
    case 'same':
      return undefined;
    case 'file':
    case 'link':
      return existing === 'overwrite' ? undefined : 'already exists and differs';
    case 'directory':
      return 'already exists and is a directory';
    case 'special':
      return 'already exists and is neither a file nor a link';
    case 'blocked':
      return `would go through "${displayPath(entry.by)}", which is not a directory`;
    case 'folded':
      return `exists as "${displayPath(entry.as)}", which the file system treats as the same name`;
  }
}
