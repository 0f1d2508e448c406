import { parentPort } from 'node:worker_threads';
import { serveRendering } from '@create-dump/batch-orchestrator';

if (parentPort !== null) serveRendering(parentPort);
