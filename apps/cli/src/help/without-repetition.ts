import type { CommandReference } from './command-reference.js';

/** A command in a document that has all of them: groups that an earlier command has word for word are only named. */
export interface ShortenedReference extends CommandReference {
  readonly repeated: readonly RepeatedGroups[];
}

interface RepeatedGroups {
  readonly titles: readonly string[];
  /** The command that has them in full. */
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
