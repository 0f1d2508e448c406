import type { IgnoreRule } from '@create-dump/core';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';

/** The part of a rule that is shown to users. */
export function toIgnoreRule({ source, line, pattern }: CompiledRule): IgnoreRule {
  return { source, line, pattern };
}
