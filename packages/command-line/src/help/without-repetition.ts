import type { CommandReference } from './command-reference.js';

/** A command in a document of all commands. Groups that are identical to those of an earlier command are only referenced. */
export interface ShortenedReference extends CommandReference {
  readonly repeated: readonly RepeatedGroups[];
}

interface RepeatedGroups {
  readonly titles: readonly string[];
  /** The command that lists them. */
  readonly command: string;
}

export function withoutRepetition(references: readonly CommandReference[]): ShortenedReference[] {
  const owners = new Map<string, string>();
  return references.map((reference) => {
    const groups = [];
    const repeated = new Map<string, string[]>();
    for (const group of reference.groups) {
      const content = JSON.stringify(group);
      const owner = owners.get(content);
      if (owner === undefined || group.title === 'Arguments') {
        owners.set(content, reference.name);
        groups.push(group);
      } else {
        repeated.set(owner, [...(repeated.get(owner) ?? []), group.title]);
      }
    }
    const named = [...repeated].map(([command, titles]) => ({ command, titles }));
    return { ...reference, groups, repeated: named };
  });
}
