const longest = 100;

/** The id of a rule as a dump states it, in a marker and in a record. Users name their rules as they like. */
export function redactedRule(rule: string): string {
  return rule.slice(0, longest).replaceAll(/[^A-Za-z0-9._-]/g, '_') || '_';
}

/** Whether a record may have this id of a rule. */
export function isRedactedRule(rule: unknown): rule is string {
  return typeof rule === 'string' && rule !== '' && redactedRule(rule) === rule;
}
