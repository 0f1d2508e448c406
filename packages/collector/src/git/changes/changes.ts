import type { GitFacts } from '@create-dump/core';
import type { Yielder } from '../../yielder.js';
import type { AttributeSources } from '../attributes/attribute-finder.js';
import type { UserFiles } from '../repository/open-repository.js';

export interface ChangeDetectorOptions extends AttributeSources {
  readonly userFiles: AttributeSources['userFiles'] & UserFiles;
  readonly yielder: Yielder;
  /** The work tree is that of a submodule: then git compares commit, index and files in pairs, as `git status` does. */
  readonly isSubmodule?: boolean;
}

/** The answer of a detector: null if it can't be determined; `note` may say why. */
export type Changes = Pick<GitFacts, 'dirty' | 'note'>;

/** Detects all changes of a work tree at once. */
export type DetectChanges = (options: ChangeDetectorOptions) => Promise<Changes>;
