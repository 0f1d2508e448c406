import { UserGitFiles } from "@create-dump/collector";
type ProjectTool = "pnpm" | "npm" | "yarn" | "lerna" | "nx" | "turbo" | "cargo" | "go" | "uv" | "maven" | "gradle" | "dirs" | "pattern" | "child" | "rest";
interface ProjectEvidence {
    readonly tool: ProjectTool;
    readonly file?: string;
    readonly rule?: string;
}
interface FoundProject {
    readonly directory: string;
    readonly name: string;
    readonly evidence: readonly ProjectEvidence[];
}
interface FindProjectsOptions {
    readonly root: string;
    readonly dirs?: readonly string[];
    readonly pattern?: readonly string[];
    readonly isOwnOutput?: (path: string) => boolean;
    readonly userGitFiles?: UserGitFiles;
    readonly signal?: AbortSignal;
}
interface ProjectSearch {
    readonly root: string;
    readonly projects: readonly FoundProject[];
    readonly warnings: readonly string[];
}
declare function findProjects(options: FindProjectsOptions): Promise<ProjectSearch>;
export { type FindProjectsOptions, type FoundProject, type ProjectEvidence, type ProjectSearch, type ProjectTool, findProjects };
