import { SecretFinder } from "@create-dump/core";
interface BaselineFinding {
    readonly rule: string;
    readonly path: string;
    readonly fingerprint?: string | undefined;
}
declare function formatSecretBaseline(findings: readonly BaselineFinding[]): string;
interface SecretBaseline {
    readonly fingerprints: readonly KnownSecret[];
    readonly counts: readonly KnownCount[];
}
interface KnownSecret {
    readonly rule: string;
    readonly fingerprint: string;
}
interface KnownCount {
    readonly rule: string;
    readonly path: string;
    readonly count: number;
}
declare function parseSecretBaseline(text: string, file: string): SecretBaseline;
interface SecretRules {
    readonly rules: readonly SecretRule[];
    readonly allowlists: readonly SecretAllowlist[];
    readonly disabled: readonly string[];
}
interface SecretRule {
    readonly id: string;
    readonly description: string;
    readonly regex?: string | undefined;
    readonly path?: string | undefined;
    readonly secretGroup: number;
    readonly entropy: number;
    readonly keywords: readonly string[];
    readonly allowlists: readonly SecretAllowlist[];
}
interface SecretAllowlist {
    readonly condition: "OR" | "AND";
    readonly paths: readonly string[];
    readonly regexes: readonly string[];
    readonly regexTarget: "secret" | "match" | "line";
    readonly stopwords: readonly string[];
    readonly targetRules: readonly string[];
    readonly hasCommits: boolean;
}
interface SecretFinderOptions {
    readonly baseline?: SecretBaseline | undefined;
    readonly rules?: SecretRules | undefined;
    readonly inlineAllow?: boolean | undefined;
}
declare function createSecretFinder(options?: SecretFinderOptions): Promise<SecretFinder>;
declare function parseSecretRules(text: string, file: string): Promise<SecretRules>;
interface ReportedSecret {
    readonly path: string;
    readonly rule: string;
    readonly line: number;
    readonly fingerprint?: string | undefined;
    readonly action: "warned" | "redacted" | "refused" | "allowed";
}
interface ReportOptions {
    readonly version: string;
    readonly rules?: readonly {
        readonly id: string;
        readonly description: string;
    }[] | undefined;
}
declare function formatSarif(secrets: readonly ReportedSecret[], options: ReportOptions): string;
declare function formatSecretsJson(secrets: readonly ReportedSecret[], { version }: Pick<ReportOptions, "version">): string;
interface RuleTitle {
    readonly id: string;
    readonly title: string;
}
declare function builtInRules(): RuleTitle[];
export { type BaselineFinding, type KnownCount, type KnownSecret, type ReportOptions, type ReportedSecret, type RuleTitle, type SecretAllowlist, type SecretBaseline, type SecretFinderOptions, type SecretRule, type SecretRules, builtInRules, createSecretFinder, formatSarif, formatSecretBaseline, formatSecretsJson, parseSecretBaseline, parseSecretRules };
