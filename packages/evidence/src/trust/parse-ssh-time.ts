/** Minutes to add to local time for UTC, as `Date.prototype.getTimezoneOffset` has it. */
export type TimezoneOffset = (at: Date) => number;

/**
 * Parses `YYYYMMDD[HHMM[SS]]`, followed by `Z` or `UTC`, or in local time, as OpenSSH reads it: local time never is daylight-saving
 * time. Seconds since 1970; undefined if it isn't a time after that.
 */
export function parseSshTime(text: string, timezoneOffset: TimezoneOffset): bigint | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|UTC)?$/i.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!exists || hour > 23 || minute > 59 || second > 61) return undefined;
  // The 31st of a shorter month is a day of the next one, there as here.
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = match[7] === undefined ? standardOffset(year, timezoneOffset) : 0;
  const seconds = utc / 1000 + offset * 60;
  return year >= 1970 && seconds > 0 ? BigInt(seconds) : undefined;
}

/** That of winter, in either hemisphere. */
function standardOffset(year: number, timezoneOffset: TimezoneOffset): number {
  const [january, july] = [0, 6].map((month) => timezoneOffset(new Date(Date.UTC(year, month, 1))));
  return Math.max(january ?? 0, july ?? 0);
}
