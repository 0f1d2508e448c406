import { Observe } from "@create-dump/core";
import { Registry, OpenMetricsContentType } from "prom-client";
interface TextfileUpdate {
    readonly path: string;
    readonly text: string;
    readonly now: () => Date;
    readonly runId: string;
}
declare function addToTextfile({ path, text, now, runId }: TextfileUpdate): Promise<void>;
type ExpositionFormat = "prometheus" | "openmetrics";
type SharedRegistry = Registry | Registry<OpenMetricsContentType>;
declare const runOutcomes: readonly [
    "done",
    "partly",
    "failed",
    "invalid",
    "integrity",
    "refused",
    "locked",
    "stopped",
    "interrupted",
    "skipped"
];
type RunOutcome = (typeof runOutcomes)[number];
interface RunMetrics {
    readonly ended: (run: string, outcome: RunOutcome) => void;
    readonly succeeded: (run: string, at: Date) => void;
    readonly due: (run: string, at: Date) => void;
    readonly next: (run: string, at: Date) => void;
}
interface MetricsOptions {
    readonly version: string;
    readonly now: () => Date;
    readonly register?: SharedRegistry;
}
interface Metrics {
    readonly observer: () => Observe;
    readonly failed: (code: string) => void;
    readonly succeeded: () => void;
    readonly trackRuns: (names: readonly string[]) => RunMetrics;
    readonly expose: (format: ExpositionFormat) => Promise<string>;
}
declare function createMetrics({ version, now, register }: MetricsOptions): Metrics;
declare const jobOutcomes: readonly [
    "done",
    "failed",
    "dead"
];
type JobAttemptOutcome = (typeof jobOutcomes)[number];
interface WorkerMetricsOptions {
    readonly version: string;
    readonly slots: number;
}
interface WorkerMetrics {
    readonly active: (jobs: number) => void;
    readonly ended: (outcome: JobAttemptOutcome) => void;
    readonly expose: Metrics["expose"];
}
declare function createWorkerMetrics({ version, slots }: WorkerMetricsOptions): WorkerMetrics;
interface GatewayOptions {
    readonly instance: string;
}
interface Gateway {
    readonly url: string;
    readonly authorization?: string;
}
declare function parseGateway(text: string, { instance }: GatewayOptions): Gateway;
interface PushOptions {
    readonly gateway: Gateway;
    readonly text: string;
    readonly replace: "group" | "metrics";
    readonly timeout?: number;
    readonly signal?: AbortSignal;
}
declare function pushMetrics(options: PushOptions): Promise<void>;
interface ServerOptions {
    readonly expose: Metrics["expose"];
    readonly port: number;
    readonly host?: string;
    readonly isHealthy?: () => boolean;
    readonly isReady?: () => boolean;
}
interface MetricsServer extends AsyncDisposable {
    readonly url: string;
}
declare function serveMetrics(options: ServerOptions): Promise<MetricsServer>;
export { type ExpositionFormat, type Gateway, type GatewayOptions, type JobAttemptOutcome, type Metrics, type MetricsOptions, type MetricsServer, type PushOptions, type RunMetrics, type RunOutcome, type ServerOptions, type TextfileUpdate, type WorkerMetrics, type WorkerMetricsOptions, addToTextfile, createMetrics, createWorkerMetrics, jobOutcomes, parseGateway, pushMetrics, runOutcomes, serveMetrics };
