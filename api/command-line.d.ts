import { CreateDumpError } from "@create-dump/core";
type Arguments = Readonly<Record<string, unknown>>;
declare const standardStream = "\0-";
declare function readText(argv: Arguments, name: string): string | undefined;
declare function readPositional(argv: Arguments, name: string): string;
declare function readPositionals(argv: Arguments, name: string): readonly string[];
declare function readList(argv: Arguments, name: string): readonly string[] | undefined;
declare function readSize(argv: Arguments, name: string): number | undefined;
declare function readChoice<T extends string>(argv: Arguments, name: string, choices: readonly T[]): T | undefined;
declare function readSwitch(argv: Arguments, name: string, fallback: boolean): boolean;
declare function usage(message: string): CreateDumpError;
declare function parseDuration(text: string): number | undefined;
declare function readDuration(argv: Arguments, name: string): number | undefined;
declare function readMode(argv: Arguments, name: string): number | undefined;
interface OptionDefinition {
    readonly group: string;
    readonly alias?: string;
    readonly type: "boolean" | "string";
    readonly array?: boolean;
    readonly nargs?: 1;
    readonly choices?: readonly string[];
    readonly describe: string;
    readonly default?: string | true;
    readonly defaultDescription?: string;
    readonly negatable?: boolean;
    readonly required?: boolean;
    readonly value?: string;
    readonly setting?: string;
}
type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;
interface CommandDefinition {
    readonly name: string;
    readonly aliases?: readonly string[];
    readonly describe: string;
    readonly details?: readonly string[];
    readonly positionals?: readonly PositionalDefinition[];
    readonly options: OptionDefinitions;
    readonly stores?: readonly string[];
    readonly mostUsed?: readonly string[];
    readonly examples: readonly (readonly [
        line: string,
        purpose: string
    ])[];
    readonly exitCodes?: Readonly<Record<number, string>>;
}
interface PositionalDefinition {
    readonly name: string;
    readonly describe: string;
    readonly default?: string;
    readonly unless?: string;
    readonly several?: boolean;
    readonly choices?: readonly string[];
    readonly completes?: "file" | "directory";
}
interface ProgramDefinition {
    readonly name: string;
    readonly purpose: string;
    readonly commands: readonly CommandDefinition[];
    readonly settingsNote: string;
    readonly exitCodes: readonly ReferenceEntry[];
    readonly environment: readonly ReferenceEntry[];
    readonly files: readonly ReferenceEntry[];
}
interface ReferenceEntry {
    readonly label: string;
    readonly text: string;
}
type Completion = {
    readonly kind: "words";
    readonly words: readonly string[];
} | {
    readonly kind: "file" | "directory" | "none";
};
interface CompletedOption {
    readonly words: readonly string[];
    readonly describe: string;
    readonly value: Completion | undefined;
    readonly isRepeatable: boolean;
}
interface CompletedCommand {
    readonly name: string;
    readonly describe: string;
    readonly options: readonly CompletedOption[];
    readonly positionals: readonly (Completion & {
        readonly several: boolean;
    })[];
}
declare function bashScript(program: string, commands: readonly CompletedCommand[]): string;
declare function fishScript(program: string, commands: readonly CompletedCommand[]): string;
declare function zshScript(program: string, commands: readonly CompletedCommand[]): string;
declare const scripts: {
    readonly bash: typeof bashScript;
    readonly zsh: typeof zshScript;
    readonly fish: typeof fishScript;
};
type CompletedShell = keyof typeof scripts;
declare function completionScript(shell: CompletedShell, { name, commands }: Pick<ProgramDefinition, "name" | "commands">): string;
declare function flagOptions(command: string, names: readonly string[]): OptionDefinitions;
interface HelpOptions {
    readonly program: ProgramDefinition;
    readonly columns: number;
}
declare function helpText(definition: CommandDefinition | undefined, { program, columns }: HelpOptions): string;
declare function manualPage(program: ProgramDefinition): string;
declare function referencePage(program: ProgramDefinition): string;
declare function shortHelp(definition: CommandDefinition | undefined, { program, columns }: HelpOptions): string;
declare function checkPaths({ positionals, options, stores }: CommandDefinition, given: Arguments): void;
declare function checkWords(definition: CommandDefinition, words: readonly string[], program: ProgramDefinition): void;
declare function beforeEnd(words: readonly string[]): readonly string[];
interface ChosenCommand<C> {
    readonly command: C;
    readonly isNamed: boolean;
    readonly words: readonly string[];
}
interface Named {
    readonly definition: CommandDefinition;
}
declare function findCommand<C extends Named>(words: readonly string[], commands: readonly C[]): ChosenCommand<C> | undefined;
declare function chooseCommand<C extends Named>(words: readonly string[], commands: readonly C[], fallback: C): ChosenCommand<C>;
declare function didYouMeanCommand(word: string, commands: readonly Named[]): string;
declare function parseArguments(definition: CommandDefinition, words: readonly string[], { name: program }: Pick<ProgramDefinition, "name">): Arguments;
export { type Arguments, type ChosenCommand, type CommandDefinition, type CompletedShell, type HelpOptions, type OptionDefinition, type OptionDefinitions, type PositionalDefinition, type ProgramDefinition, type ReferenceEntry, beforeEnd, checkPaths, checkWords, chooseCommand, completionScript, didYouMeanCommand, findCommand, flagOptions, helpText, manualPage, parseArguments, parseDuration, readChoice, readDuration, readList, readMode, readPositional, readPositionals, readSize, readSwitch, readText, referencePage, shortHelp, standardStream, usage };
