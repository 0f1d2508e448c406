import { dateToStamp, stampToDate } from '@create-dump/core';

/** Value of the field `format` in a batch report. */
export const reportFormat = 'create-dump-batch';

/** How the Markdown index of a batch report begins. */
export const reportIndexHead = '# Batch of code dumps: ';

/**
 * Stamp and sequence number in the name of a batch report or its index; undefined for other names. Of two reports, the one
 * with the greater `[stamp, sequence]` is the later.
 */
export function parseReportName(
  name: string,
): { readonly stamp: string; readonly sequence: number } | undefined {
  const match = /^batch_(\d{8}_\d{6})(?:-([1-9]\d{0,5}))?\.(?:json|md)$/.exec(name);
  const [, stamp = '', sequence = '0'] = match ?? [];
  if (match === null || stampToDate(stamp) === undefined) return undefined;
  return { stamp, sequence: Number(sequence) };
}

/** The stamp for a report's name: that of its dumps. */
export function reportStamp({ generated }: { readonly generated: string }): string {
  return dateToStamp(new Date(generated));
}
