import { workerData } from 'node:worker_threads';
import { watchBlockedThread } from './process/watch-blocked-thread.js';

watchBlockedThread(workerData as Int32Array);
