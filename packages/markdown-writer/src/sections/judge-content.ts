import { createHash } from 'node:crypto';
import {
  maxRedactions,
  nextTurn,
  type OpenSource,
  type SecretFinding,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import { contentPieces } from '../content/content-pieces.js';
import { readFailure } from '../content/read-failure.js';
import { type ContentSurvey, surveyContent } from '../content/survey-content.js';
import type { SecretStream } from '../secrets/create-secret-stream.js';
import { skippedSecret } from './skipped-secret.js';

/** A large content that is being read. */
export interface Reading {
  readonly source: OpenSource;
  readonly file: SourceFile;
  /** Memory for pieces of it. */
  readonly buffer: Buffer;
  readonly signal: AbortSignal;
  /** Undefined if nobody looks for secrets. */
  readonly openSecrets: (() => SecretStream) | undefined;
  /** Whether secrets are replaced. */
  readonly redacts: boolean;
}

/** How a content is shown (`survey`; undefined for base64), or why it isn't. */
export type Judgement =
  | { readonly skipped?: undefined; readonly survey: ContentSurvey | undefined }
  | { readonly skipped: SkippedFile; readonly findings?: readonly SecretFinding[] };

/** Reads a large content for the first time. */
export async function judgeContent(
  reading: Reading,
  { embedBinaries }: { readonly embedBinaries: boolean },
): Promise<Judgement> {
  const { source, file, signal, openSecrets, redacts } = reading;
  try {
    const opened = redacts ? openSecrets : undefined;
    const survey = await surveyContent(source, { ...reading, openSecrets: opened });
    // Where secrets are redacted, the digest of a binary could be used to test guesses.
    const found = survey?.secrets ?? (opened && (await searchBinary(reading, opened())));
    if (found !== undefined && found.replaced > (survey?.fence === undefined ? 0 : maxRedactions)) {
      const { findings } = found;
      const first = findings.find(({ action }) => action === 'redacted');
      return { skipped: skippedSecret(file, first), findings };
    }
    if (survey === undefined && !embedBinaries) return { skipped: await digestBinary(reading) };
    return { survey };
  } catch (error) {
    signal.throwIfAborted();
    return { skipped: readFailure(error, file) };
  }
}

/** Searches a content that isn't text, as it is. */
async function searchBinary(
  { source, buffer, signal }: Reading,
  secrets: SecretStream,
): Promise<SecretStream> {
  for (const { bytes, isLast } of contentPieces(source, noTail, () => buffer)) {
    secrets.add(bytes, isLast);
    await nextTurn();
    signal.throwIfAborted();
  }
  return secrets;
}

async function digestBinary({ source, file, buffer, signal }: Reading): Promise<SkippedFile> {
  const hash = createHash('sha256');
  let size = 0;
  for (const { bytes } of contentPieces(source, noTail, () => buffer)) {
    hash.update(bytes);
    size += bytes.length;
    await nextTurn();
    signal.throwIfAborted();
  }
  const { path, mode } = file;
  return { path, mode, skipped: 'binary', size, sha256: hash.digest('hex') };
}

const noTail = () => 0;
