/** Bytes that don't follow the format. Never leaves this package: it becomes a verdict, or a line that is ignored. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}
