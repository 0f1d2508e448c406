/*
 * Prometheus metrics of create-dump. Events come in through observers; text in either exposition format goes out, and from there
 * to a server for `/metrics`, a file for node-exporter's textfile collector, or a push gateway. The metrics have a registry of
 * their own and join the caller's, if there is one; no label ever holds a path.
 */
export { addToTextfile, type TextfileUpdate } from './add-to-textfile.js';
export {
  createWorkerMetrics,
  type JobAttemptOutcome,
  jobOutcomes,
  type WorkerMetrics,
  type WorkerMetricsOptions,
} from './create-worker-metrics.js';
export { createMetrics, type Metrics, type MetricsOptions } from './create-metrics.js';
export { type Gateway, type GatewayOptions, parseGateway } from './parse-gateway.js';
export { type PushOptions, pushMetrics } from './push-metrics.js';
export { type MetricsServer, serveMetrics, type ServerOptions } from './serve-metrics.js';
export { type RunMetrics, type RunOutcome, runOutcomes } from './run-metrics.js';
export type { ExpositionFormat } from './exposition-format.js';
