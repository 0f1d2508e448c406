// What the command line says about secrets. `readSecretsArguments` reads the flags, `toSecrets` the files that they name; plain data
// goes out, of which each render thread makes a finder.
import { type Arguments, readChoice, readSwitch, readText } from '@create-dump/command-line';

/** Reads the flags for secrets. Paths stay as given. */
export function readSecretsArguments(argv: Arguments) {
  return {
    mode: readChoice(argv, 'secrets', ['off', 'warn', 'redact', 'fail']) ?? 'off',
    baseline: readText(argv, 'secrets-baseline'),
    rules: readText(argv, 'secrets-rules'),
    report: readText(argv, 'secrets-report'),
    inline: readSwitch(argv, 'secrets-inline', true),
  } as const;
}

export type SecretsArguments = ReturnType<typeof readSecretsArguments>;
