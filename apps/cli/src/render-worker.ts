import { parentPort, workerData } from 'node:worker_threads';
import { type RenderSlots, serveRendering } from '@create-dump/batch-orchestrator';

if (parentPort !== null) serveRendering(parentPort, workerData as RenderSlots);
