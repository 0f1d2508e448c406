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
interface MetricsOptions {
    readonly version: string;
    readonly now: () => Date;
    readonly register?: SharedRegistry;
}
interface Metrics {
    readonly observer: () => Observe;
    readonly failed: (code: string) => void;
    readonly succeeded: () => void;
    readonly expose: (format: ExpositionFormat) => Promise<string>;
}
declare function createMetrics({ version, now, register }: MetricsOptions): Metrics;
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
}
interface MetricsServer extends AsyncDisposable {
    readonly url: string;
}
declare function serveMetrics(options: ServerOptions): Promise<MetricsServer>;
export { type ExpositionFormat, type Gateway, type GatewayOptions, type Metrics, type MetricsOptions, type MetricsServer, type PushOptions, type ServerOptions, type TextfileUpdate, addToTextfile, createMetrics, parseGateway, pushMetrics, serveMetrics };
