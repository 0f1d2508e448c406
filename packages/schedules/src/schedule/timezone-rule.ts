/** What a time zone must be and this one isn't, to follow "must be"; undefined for a valid one. */
export function timezoneRule(timezone: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone }).format(0);
    // Intl takes offsets such as +01:00 as well, which know no summer time, and croner doesn't.
    return /^[A-Za-z]/.test(timezone) ? undefined : rule;
  } catch {
    return rule;
  }
}

const rule = 'the name of a time zone, such as UTC or Europe/Berlin';
