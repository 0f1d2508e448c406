import * as v from 'valibot';
import { expectation } from './expectation.js';
import type { Setting } from './flag.js';
import { missingStore } from './missing-store.js';
import { nearest } from './nearest.js';
import type { SettingKind, SettingValue } from './setting-kind.js';
import { shownValue } from './shown-value.js';
import { valueSchema } from './value-schema.js';

/** A valid value, or what is wrong with it; `at` is the index of the invalid item of a list. */
export type CheckedValue =
  | { readonly value: SettingValue }
  | { readonly wrong: string; readonly at: number | undefined };

/** Checks a value of a setting. */
export function checkValue({ kind, check, isSecret }: Setting, given: unknown): CheckedValue {
  const result = v.safeParse(valueSchema(kind), given);
  if (result.success) {
    const rule = check?.(result.output);
    if (rule === undefined) return { value: result.output };
    return { wrong: `must be ${rule}, not ${shownValue(given)}`, at: undefined };
  }
  if (isSecret) return { wrong: `must be ${expectation(kind)}`, at: undefined };
  const at = result.issues[0].path?.[0].key;
  if (typeof at === 'number' && Array.isArray(given)) {
    return { wrong: sentence({ type: 'text' }, given[at]), at };
  }
  return { wrong: sentence(kind, given), at: undefined };
}

function sentence(kind: SettingKind, given: unknown): string {
  const store = kind.type === 'path' && typeof given === 'string' ? missingStore(given) : undefined;
  if (store !== undefined) return store;
  const fix = suggestion(kind, given);
  const reason = `must be ${expectation(kind)}, not ${shownValue(given)}`;
  return fix === undefined ? reason : `${reason}; did you mean ${fix}?`;
}

function suggestion(kind: SettingKind, given: unknown): string | undefined {
  if (kind.type === 'list' && typeof given === 'string') return shownValue([given]);
  if (kind.type === 'choice' && typeof given === 'string') {
    const choice = nearest(given, kind.choices);
    return choice === undefined ? undefined : JSON.stringify(choice);
  }
  if (typeof given === 'number' && isValid(kind, String(given))) return JSON.stringify(`${given}`);
  if (typeof given !== 'string') return undefined;
  if (kind.type === 'switch') {
    if (/^(?:true|yes|on)$/i.test(given)) return 'true';
    return /^(?:false|no|off)$/i.test(given) ? 'false' : undefined;
  }
  const isNumber = /^\d{1,15}$/.test(given) && isValid(kind, Number(given));
  return isNumber ? String(Number(given)) : undefined;
}

function isValid(kind: SettingKind, value: unknown): boolean {
  return v.is(valueSchema(kind), value);
}
