// node service-metrics.mjs ROOT DEST: a service that makes a dump for each POST, and serves metrics of both: GET /metrics.
import { createServer } from 'node:http';
import { createDump } from '@create-dump/dumping';
import { createMetrics } from '@create-dump/metrics';
import { Counter, register } from 'prom-client';

const [root, dest] = process.argv.slice(2);
const requests = new Counter({ name: 'http_requests_total', help: 'Requests.' });
const metrics = createMetrics({ version: '1.0.0', now: () => new Date(), register });
const makeDump = async () => {
  const { path } = await createDump({ root, dest, observe: metrics.observer() });
  metrics.succeeded();
  return path;
};
const server = createServer((request, response) => {
  requests.inc();
  const answer = request.method === 'POST' ? makeDump() : register.metrics();
  const fail = (error) => {
    metrics.failed(error.code);
    return error.message;
  };
  void answer.catch(fail).then((text) => response.end(text));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
