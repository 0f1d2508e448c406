import { parentPort, workerData } from 'node:worker_threads';
import { type RenderMemory, serveRendering } from '@create-dump/dumping';

if (parentPort !== null) serveRendering(parentPort, workerData as RenderMemory);
