import { Cron } from 'croner';

/** What a pattern must be and this one isn't, to follow "must be"; undefined for a valid one. */
export function patternRule(pattern: string): string | undefined {
  const fields = pattern.trim().split(/[ \t]+/);
  if (fields.length !== 5 || pattern.length > longest) {
    return 'five fields: minute, hour, day of month, month, day of week';
  }
  try {
    const cron = new Cron(pattern, { mode: '5-part', timezone: 'UTC', paused: true });
    return cron.nextRun(reference) === null ? 'a schedule that some date matches' : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `five valid fields (${reason.replace(/^CronPattern: /, '').replace(/\.$/, '')})`;
  }
}

/** In characters. A list of all minutes has 168. */
const longest = 500;

/** Any date would do: what no date matches after it, none matches at all. */
const reference = new Date('2000-01-01T00:00:00Z');
