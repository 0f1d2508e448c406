import type { SettingKind, SettingValue } from './setting-kind.js';

/** One option of the command line. Help, manual, documentation, JSON Schema and the checks of values are made from it. */
export type Flag = Setting | CommandLineFlag;

/** A flag that files and the environment can set as well. */
export interface Setting extends FlagDefinition {
  /** In a file; in the environment it is `CREATE_DUMP_` and the key in capitals. */
  readonly key: string;
  /** Commands in which the flag means something that no file may set, and the reason. */
  readonly commandLineOnlyIn?: Readonly<Record<string, string>>;
  /** The value may be a password as a whole: no message repeats it, and `config show` prints the host of an address only. */
  readonly isSecret?: true;
  /** Why a project's file may not set it: the end of "… can't be set by a project's file: ". Of a path `orStore`, addresses only. */
  readonly notInProjectFile?: string;
  /** The setting that this is another spelling of, and the unit of its number. */
  readonly spells?: { readonly key: string; readonly unit: string };
  /** A rule beyond the kind: what the value must be, or undefined if it is. */
  readonly check?: (value: SettingValue) => string | undefined;
  /** Flags that rule this one out: the one from the weaker source is dropped. */
  readonly yieldsTo?: readonly string[];
}

/** A flag that only the command line can set. */
export interface CommandLineFlag extends FlagDefinition {
  readonly settable: false;
  /** Why no file may set it: the end of "… is for the command line only: ". */
  readonly reason: string;
}

interface FlagDefinition {
  /** The name of the option, without its dashes. */
  readonly flag: string;
  /** A single letter or digit. */
  readonly alias?: string;
  readonly group: FlagGroup;
  readonly kind: SettingKind;
  /** Placeholder for the value in help. Switches and choices need none. FILE and DIR are completed by shells. */
  readonly value?: string;
  /** One line, without a full stop. The one text that help, manual, documentation and JSON Schema show. */
  readonly description: string;
  /** Null if there is none, or if `defaultText` describes it. */
  readonly default: SettingValue | null;
  /** A default that isn't one value, in words. */
  readonly defaultText?: string;
  /** Help offers `--no-…`, although the default isn't `true`. */
  readonly negatable?: true;
  /** The option can be given without a value. */
  readonly valueOptional?: true;
  /** The option must be given. */
  readonly required?: true;
  /**
   * Flags of which at least one must be given, or this one has no effect: that is an error on the command line, and a setting is
   * dropped.
   */
  readonly needs?: readonly string[];
  /** What it needs being missing is only a warning, because announced command lines have it alone. */
  readonly announcedAlone?: true;
  /** What it is in commands where it means something else. */
  readonly meaningIn?: Readonly<
    Record<string, Pick<FlagDefinition, 'group' | 'value' | 'description' | 'defaultText'>>
  >;
  /** What other tools call it. */
  readonly peerWords?: readonly PeerWord[];
}

/** A name that another tool has for a flag, and the value that it implies, if any. */
export interface PeerWord {
  /** Without dashes. */
  readonly word: string;
  readonly value?: string | false;
}

/** The headings of the help. */
export type FlagGroup =
  | 'File selection'
  | 'Projects'
  | 'Destination'
  | 'Object storage'
  | 'Dump'
  | 'Secrets'
  | 'Run'
  | 'Archiving'
  | 'Retention (per group; without a rule, all archives are kept)'
  | 'Signatures'
  | 'Audit'
  | 'Restore'
  | 'Comparison'
  | 'Snapshots'
  | 'View'
  | 'Output'
  | 'Metrics (Prometheus)'
  | 'Hooks'
  | 'Settings';

export function isSetting(flag: Flag): flag is Setting {
  return 'key' in flag;
}
