import { dateToStamp, stampToDate } from '@create-dump/core';

/** The field `format` of a batch report. */
export const reportFormat = 'create-dump-batch';

/** The first characters of a report's index. */
export const reportIndexHead = '# Batch of code dumps: ';

/** Whether a file is called like a report of a batch or its index. */
export function isReportName(name: string): boolean {
  return parseReportName(name) !== undefined;
}

/** What orders reports: the later has the greater `[stamp, sequence]`. Undefined if it isn't such a name. */
export function parseReportName(
  name: string,
): { readonly stamp: string; readonly sequence: number } | undefined {
  const match = /^batch_(\d{8}_\d{6})(?:-([1-9]\d{0,5}))?\.(?:json|md)$/.exec(name);
  const [, stamp = '', sequence = '0'] = match ?? [];
  if (match === null || stampToDate(stamp) === undefined) return undefined;
  return { stamp, sequence: Number(sequence) };
}

/** The stamp of a report is that of its dumps. */
export function reportStamp({ generated }: { readonly generated: string }): string {
  return dateToStamp(new Date(generated));
}
