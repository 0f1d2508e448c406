// Finds secrets in source files: tokens of services, private keys, passwords in URLs, and what rules of one's own describe. A content
// comes in as bytes, places go out, with the rule that found each; nothing keeps or returns a secret. Baselines know findings, reports
// show them.
export { type BaselineFinding, formatSecretBaseline } from './baseline/format-secret-baseline.js';
export { parseSecretBaseline } from './baseline/parse-secret-baseline.js';
export type { KnownCount, KnownSecret, SecretBaseline } from './baseline/secret-baseline.js';
export { createSecretFinder, type SecretFinderOptions } from './create-secret-finder.js';
export { parseSecretRules } from './custom/parse-secret-rules.js';
export type { SecretAllowlist, SecretRule, SecretRules } from './custom/secret-rules.js';
export { formatSarif } from './reports/format-sarif.js';
export { formatSecretsJson } from './reports/format-secrets-json.js';
export type { ReportedSecret, ReportOptions } from './reports/reported-secret.js';
export { builtInRules, type RuleTitle } from './rules/built-in-rules.js';
