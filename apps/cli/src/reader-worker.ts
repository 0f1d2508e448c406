import { parentPort } from 'node:worker_threads';
import { serveReader } from '@create-dump/markdown-reader';

if (parentPort !== null) serveReader(parentPort);
