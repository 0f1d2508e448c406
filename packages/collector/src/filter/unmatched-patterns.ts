import type { IgnoreRule, PatternOption, UnmatchedPattern } from '@create-dump/core';
import type { SelectionOptions } from '../collector-options.js';

/** For patterns that choose files: the first ignore rule that hides something they match. */
export interface HiddenPatterns {
  add(option: PatternOption, patterns: readonly string[], rule: IgnoreRule): void;
  ruleOf(option: PatternOption, pattern: string): IgnoreRule | undefined;
}

export function createHiddenPatterns(): HiddenPatterns {
  const rules = new Map<string, IgnoreRule>();
  const keyOf = (option: PatternOption, pattern: string) => `${option} ${pattern}`;
  return {
    add(option, patterns, { source, line, pattern: text }) {
      for (const pattern of patterns) {
        const key = keyOf(option, pattern);
        if (!rules.has(key)) rules.set(key, { source, line, pattern: text });
      }
    },
    ruleOf: (option, pattern) => rules.get(keyOf(option, pattern)),
  };
}

const patternOptions = ['files', 'include', 'exclude', 'excludedDirs'] as const;

/** Adds to the patterns of each option that matched nothing where they come from and what hides their matches. */
export function toUnmatched(
  { patternSources = {} }: Pick<SelectionOptions, 'patternSources'>,
  hidden: HiddenPatterns,
  patterns: Readonly<Record<PatternOption, readonly string[]>>,
): readonly UnmatchedPattern[] {
  return patternOptions.flatMap((option) => {
    const source = patternSources[option];
    return Array.from(new Set(patterns[option]), (pattern) => {
      const hiddenBy = hidden.ruleOf(option, pattern);
      return { option, pattern, ...(source && { source }), ...(hiddenBy && { hiddenBy }) };
    });
  });
}
