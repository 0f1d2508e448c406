export { addToTextfile, type TextfileUpdate } from './add-to-textfile.js';
export { createMetrics, type Metrics, type MetricsOptions } from './create-metrics.js';
export { type Gateway, type GatewayOptions, parseGateway } from './parse-gateway.js';
export { type PushOptions, pushMetrics } from './push-metrics.js';
export { type MetricsServer, serveMetrics, type ServerOptions } from './serve-metrics.js';
export type { ExpositionFormat } from './exposition-format.js';
