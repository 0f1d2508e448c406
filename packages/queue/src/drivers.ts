/**
 * BullMQ and its Redis client: 1.3 MB that nobody needs without a queue. This file is imported when one is used, and only then; named
 * exports of CommonJS reach a bundle by static imports alone.
 */
export { Queue, QueueEvents, UnrecoverableError, WaitingError, Worker } from 'bullmq';
export { Redis } from 'ioredis';
