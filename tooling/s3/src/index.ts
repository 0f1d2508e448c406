/*
 * A server of S3 in memory, for tests. `startFakeS3` starts it: objects, ranges, conditions and multipart uploads, requests that must be
 * signed, quirks of real servers as options, and a hook that sees each request before it is done and can make it fail.
 */
export { type FakeS3, type FakeS3Options, startFakeS3 } from './start-fake-s3.js';
export { bodySecret } from './fake-answer.js';
export type { Fault, Quirks, SeenRequest } from './fake-request.js';
