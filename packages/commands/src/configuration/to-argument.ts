import type { OptionDefinition } from '@create-dump/command-line';
import type { SettingValue } from '@create-dump/config';

/** A value in the parser's form; undefined for an empty list, which only discards the values of weaker sources. */
export function toArgument(
  value: SettingValue | null,
  { array, negatable }: Pick<OptionDefinition, 'array' | 'negatable'>,
): unknown {
  if (value === null || typeof value === 'boolean') return value ?? undefined;
  if (negatable === true && value === 'none') return false;
  if (typeof value !== 'object') return String(value);
  if (value.length === 0) return undefined;
  return array === true ? value : value.join(',');
}
