declare const projectFileNames: readonly string[];
type SettingValue = boolean | number | string | readonly string[];
type SettingKind = {
    readonly type: "switch";
} | {
    readonly type: "text";
} | {
    readonly type: "path";
    readonly orStore?: true;
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
    readonly type: "share";
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
    readonly isSecret?: true;
    readonly notInProjectFile?: string;
    readonly spells?: {
        readonly key: string;
        readonly unit: string;
    };
    readonly check?: (value: SettingValue) => string | undefined;
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
type FlagGroup = "File selection" | "Projects" | "Destination" | "Object storage" | "Dump" | "Secrets" | "Run" | "Archiving" | "Retention (per group; without a rule, all archives are kept)" | "Signatures" | "Audit" | "Restore" | "Comparison" | "Snapshots" | "View" | "Output" | "Metrics (Prometheus)" | "Hooks" | "Settings";
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
interface SettingDefinition {
    readonly key: string;
    readonly kind: SettingKind;
    readonly default?: SettingValue | null;
    readonly flag?: string;
    readonly check?: (value: SettingValue) => string | undefined;
}
type SettingValues<T extends readonly SettingDefinition[]> = {
    readonly [S in T[number] as S["key"]]: KindValue<S["kind"]> | (S extends {
        readonly default: SettingValue;
    } ? never : null);
};
type KindValue<K extends SettingKind> = K extends {
    readonly type: "switch";
} ? boolean : K extends {
    readonly type: "list";
} ? readonly string[] : K extends {
    readonly type: "integer";
} ? number : K extends {
    readonly type: "count";
} ? number | "unlimited" : K extends {
    readonly type: "size";
} ? number | string : K extends {
    readonly type: "duration";
    readonly endless: true;
} ? string | boolean : K extends {
    readonly choices: readonly (infer C)[];
} ? C : string;
type SettingLayer = ReadonlyMap<string, {
    readonly value: SettingValue;
    readonly origin: Origin;
}>;
interface ResolvedSettings<T extends readonly SettingDefinition[] = readonly Setting[]> {
    readonly values: SettingValues<T>;
    readonly origins: {
        readonly [S in T[number] as S["key"]]: Origin;
    };
}
declare function resolveSettings<const T extends readonly SettingDefinition[] = readonly Setting[]>(layers: readonly SettingLayer[], definitions?: T): ResolvedSettings<T>;
interface LoadSettingsOptions<T extends readonly SettingDefinition[] = readonly SettingDefinition[]> {
    readonly root: string;
    readonly outerRoot?: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly homeDirectory: string;
    readonly file?: string | false;
    readonly profile?: string;
    readonly flags?: Readonly<Record<string, unknown>>;
    readonly settings?: T;
    readonly program?: string;
}
interface LoadedSettings<T extends readonly SettingDefinition[] = readonly Setting[]> extends ResolvedSettings<T> {
    readonly files: readonly string[];
    readonly warnings: readonly string[];
}
declare function loadSettings<const T extends readonly SettingDefinition[] = readonly Setting[]>(options: LoadSettingsOptions<T>): Promise<LoadedSettings<T>>;
interface LoadSectionsOptions {
    readonly path: string;
    readonly homeDirectory: string;
    readonly program: string;
    readonly top: readonly SettingDefinition[];
    readonly section: string;
    readonly definitionsOf: (section: Readonly<Record<string, unknown>>) => readonly SettingDefinition[];
    readonly check?: (name: string, values: SettingLayer) => readonly SectionIssue[];
}
interface SectionIssue {
    readonly key: string | undefined;
    readonly message: string;
}
interface Section {
    readonly name: string;
    readonly values: SettingLayer;
    readonly describe: (key?: string) => string;
}
interface LoadedSections {
    readonly top: SettingLayer;
    readonly sections: readonly Section[];
}
declare function loadSections(options: LoadSectionsOptions): LoadedSections;
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
export { type CommandLineFlag, type Flag, type FlagGroup, type LoadSectionsOptions, type LoadSettingsOptions, type LoadedSections, type LoadedSettings, type Origin, type PeerWord, type ResolvedSettings, type Section, type SectionIssue, type Setting, type SettingDefinition, type SettingKind, type SettingLayer, type SettingValue, type SettingValues, type Suggestion, findFlag, flags, formatOrigin, isSetting, loadSections, loadSettings, missingStore, nearest, projectFileNames, resolveSettings, settings, suggestFlag };
