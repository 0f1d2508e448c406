import { createHash } from 'node:crypto';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { CreateDumpError, type StoredObject } from '@create-dump/core';
import { type NewObject, requireCreated } from './new-object.js';
import type { Requests } from './requests.js';
import { ownMark, statObject } from './stat-object.js';
import { signBody } from './open-client.js';
import { statusOf } from './store-error.js';

/** In bytes. S3 wants at least 5 MiB of all parts but the last one. */
const smallestPart = 2 ** 24;

/** S3 allows 10,000. */
const mostParts = 9000;

/** How many parts are sent at the same time. */
const lanes = 2;

/**
 * Creates a large object from parts, each of which the server checks. Nothing is visible before the last request, and what was sent is
 * dropped on any failure. Not all servers heed the condition of that request, so whether the key is free is also asked right before.
 */
export async function uploadParts(
  requests: Requests,
  { key, content }: NewObject,
  signal: AbortSignal,
): Promise<StoredObject | 'taken'> {
  const { client, options, keyOf, nameOf, run } = requests;
  const sdk = await import('@aws-sdk/client-s3');
  const place = { Bucket: options.bucket, Key: keyOf(key) };
  const what = `creating ${nameOf(key)}`;
  if ((await statObject(requests, key, signal)) !== undefined) return 'taken';
  const Metadata = { sha256: content.sha256, [ownMark]: options.runId };
  const { UploadId = '' } = await run(what, signal, () =>
    client.send(new sdk.CreateMultipartUploadCommand({ ...place, Metadata }), {
      abortSignal: signal,
    }),
  );
  const upload = { ...place, UploadId };
  try {
    const Parts = await sendParts(requests, { key, content }, upload, signal);
    if ((await statObject(requests, key, signal)) !== undefined) {
      await abort();
      return 'taken';
    }
    const outcome = await run(what, signal, async () => {
      const command = new sdk.CompleteMultipartUploadCommand({
        ...upload,
        MultipartUpload: { Parts },
        IfNoneMatch: '*',
      });
      try {
        await client.send(command, { abortSignal: signal });
        return 'done';
      } catch (error) {
        if (statusOf(error) === 412) return 'taken';
        // An attempt whose answer was lost has ended the upload.
        if (statusOf(error) === 404) return 'gone';
        throw error;
      }
    });
    const found = await statObject(requests, key, signal);
    const isOwn = found?.madeBy === options.runId && found.sha256 === content.sha256;
    if (outcome === 'done' || isOwn) return requireCreated(found, { key, content }, requests);
    if (outcome === 'gone' && found === undefined) throw droppedParts(nameOf(key));
    await abort();
    return 'taken';
  } catch (error) {
    await abort();
    throw error;
  }

  async function abort(): Promise<void> {
    // Also if the run is being stopped: parts that stay cost money.
    const limit = AbortSignal.timeout(5000);
    await client
      .send(new sdk.AbortMultipartUploadCommand(upload), { abortSignal: limit })
      .catch(() => {});
  }
}

function droppedParts(name: string): CreateDumpError {
  const message = `The store has dropped the parts of ${name} before they were joined. Try again.`;
  return new CreateDumpError('STORE_UNAVAILABLE', message);
}

interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** Sends all parts; returns what the last request says of them. */
async function sendParts(
  { client, nameOf, run }: Requests,
  { key, content }: NewObject,
  upload: Upload,
  signal: AbortSignal,
): Promise<CompletedPart[]> {
  const { UploadPartCommand } = await import('@aws-sdk/client-s3');
  const { size, sha256 } = content;
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const partSize = Math.max(smallestPart, Math.ceil(size / mostParts));
  const count = Math.ceil(size / partSize);
  const sent: (CompletedPart & { readonly PartNumber: number })[] = [];
  const whole = createHash('sha256');
  let next = 0;
  // Parts are read one after the other, so that the digest of the whole is computed on the way.
  let reading: Promise<unknown> = Promise.resolve();
  const readNext = () => {
    const index = next++;
    const from = index * partSize;
    const read = () => {
      const part = reading.then(() => readPart(content, from, Math.min(from + partSize, size)));
      reading = part.then((bytes) => whole.update(bytes)).catch(() => {});
      return part;
    };
    return { index, read };
  };
  const lane = async () => {
    for (let taken = readNext(); taken.index < count; taken = readNext()) {
      const { index } = taken;
      const part = await taken.read();
      const digest = createHash('sha256').update(part).digest('hex');
      const PartNumber = index + 1;
      const { ETag = '' } = await run(`creating ${nameOf(key)}`, stop, () =>
        client.send(
          signBody(
            new UploadPartCommand({
              ...upload,
              PartNumber,
              Body: part,
              ContentLength: part.length,
            }),
            digest,
          ),
          { abortSignal: stop },
        ),
      );
      sent.push({ PartNumber, ETag });
    }
  };
  const working = Array.from({ length: lanes }, () =>
    lane().catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  // No part may arrive after the upload was dropped.
  await Promise.allSettled(working);
  await Promise.all(working);
  if (whole.digest('hex') !== sha256) {
    throw new CreateDumpError(
      'WRITE_FAILED',
      `What was read to create ${nameOf(key)} isn't what was written before.`,
    );
  }
  return sent.sort((a, b) => a.PartNumber - b.PartNumber);
}

async function readPart(content: NewObject['content'], from: number, to: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(to - from);
  let at = 0;
  for await (const piece of content.open(from, to)) {
    part.set(piece, at);
    at += piece.length;
  }
  return part.subarray(0, at);
}
