declare const projectFileNames: readonly [
    "create-dump.toml",
    ".create-dump.toml",
    "pyproject.toml",
    "package.json"
];
type SettingValue = boolean | number | string | readonly string[];
type SettingKind = {
    readonly type: "switch";
} | {
    readonly type: "text";
} | {
    readonly type: "path";
} | {
    readonly type: "list";
} | {
    readonly type: "choice";
    readonly choices: readonly string[];
} | {
    readonly type: "integer";
    readonly min: number;
    readonly max: number;
} | {
    readonly type: "count";
} | {
    readonly type: "size";
} | {
    readonly type: "duration";
    readonly endless: boolean;
} | {
    readonly type: "age";
} | {
    readonly type: "mode";
} | {
    readonly type: "pattern";
} | {
    readonly type: "url";
};
type Flag = Setting | CommandLineFlag;
interface Setting extends FlagDefinition {
    readonly key: string;
    readonly commandLineOnlyIn?: Readonly<Record<string, string>>;
    readonly spells?: {
        readonly key: string;
        readonly unit: string;
    };
    readonly yieldsTo?: readonly string[];
}
interface CommandLineFlag extends FlagDefinition {
    readonly settable: false;
    readonly reason: string;
}
interface FlagDefinition {
    readonly flag: string;
    readonly alias?: string;
    readonly group: FlagGroup;
    readonly kind: SettingKind;
    readonly value?: string;
    readonly description: string;
    readonly default: SettingValue | null;
    readonly defaultText?: string;
    readonly negatable?: true;
    readonly valueOptional?: true;
    readonly required?: true;
    readonly needs?: readonly string[];
    readonly announcedAlone?: true;
    readonly meaningIn?: Readonly<Record<string, Pick<FlagDefinition, "group" | "value" | "description" | "defaultText">>>;
    readonly peerWords?: readonly PeerWord[];
}
interface PeerWord {
    readonly word: string;
    readonly value?: string | false;
}
type FlagGroup = "File selection" | "Projects" | "Destination" | "Dump" | "Run" | "Archiving" | "Retention (per group; without a rule, all archives are kept)" | "Restore" | "Comparison" | "Snapshots" | "Output" | "Metrics (Prometheus)" | "Settings";
declare function isSetting(flag: Flag): flag is Setting;
declare const flags: readonly Flag[];
declare function findFlag(name: string): Flag | undefined;
type Origin = {
    readonly from: "default";
} | {
    readonly from: "user file" | "project file";
    readonly path: string;
    readonly line: number | undefined;
    readonly profile: string | undefined;
} | {
    readonly from: "environment";
    readonly name: string;
} | {
    readonly from: "flag";
    readonly flag: string;
};
declare function formatOrigin(origin: Origin): string;
type SettingLayer = ReadonlyMap<string, {
    readonly value: SettingValue;
    readonly origin: Origin;
}>;
interface ResolvedSettings {
    readonly values: Readonly<Record<string, SettingValue | null>>;
    readonly origins: Readonly<Record<string, Origin>>;
}
declare function resolveSettings(layers: readonly SettingLayer[]): ResolvedSettings;
interface LoadSettingsOptions {
    readonly root: string;
    readonly outerRoot?: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly homeDirectory: string;
    readonly file?: string | false;
    readonly profile?: string;
    readonly flags?: Readonly<Record<string, unknown>>;
}
interface LoadedSettings extends ResolvedSettings {
    readonly files: readonly string[];
    readonly warnings: readonly string[];
}
declare function loadSettings(options: LoadSettingsOptions): Promise<LoadedSettings>;
declare function missingStore(path: string): string | undefined;
declare function nearest(word: string, candidates: Iterable<string>): string | undefined;
declare const settings: readonly Setting[];
type Suggestion = {
    readonly flag: Flag;
    readonly value: string | false | undefined;
    readonly from: "spelling" | "peer";
} | {
    readonly note: string;
};
declare function suggestFlag(word: string, flags: readonly Flag[]): Suggestion | undefined;
export { type CommandLineFlag, type Flag, type FlagGroup, type LoadSettingsOptions, type LoadedSettings, type Origin, type PeerWord, type ResolvedSettings, type Setting, type SettingKind, type SettingLayer, type SettingValue, type Suggestion, findFlag, flags, formatOrigin, isSetting, loadSettings, missingStore, nearest, projectFileNames, resolveSettings, settings, suggestFlag };
