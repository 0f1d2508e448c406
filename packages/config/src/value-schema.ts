import { parseByteSize } from '@create-dump/core';
import * as v from 'valibot';
import { localPath, localPathOrStore } from './missing-store.js';
import type { SettingKind, SettingValue } from './setting-kind.js';

/** The check of a kind of value. Where JSON Schema can express a rule, it is written so that the conversion includes it. */
export function valueSchema(kind: SettingKind): v.GenericSchema<unknown, SettingValue> {
  switch (kind.type) {
    case 'switch':
      return v.boolean();
    case 'text':
      return text;
    case 'path':
      return v.pipe(text, v.regex(kind.orStore === true ? localPathOrStore : localPath));
    case 'list':
      return v.array(text);
    case 'choice':
      return v.picklist(kind.choices);
    case 'integer':
      return v.pipe(v.number(), v.integer(), v.minValue(kind.min), v.maxValue(kind.max));
    case 'count':
      return v.union([
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
        v.literal('unlimited'),
      ]);
    case 'size':
      return v.union([
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
        v.pipe(v.string(), v.regex(sizeForm), v.check(isSize)),
      ]);
    case 'share':
      return v.pipe(v.string(), v.regex(shareForm));
    case 'duration':
      return kind.endless ? v.union([v.boolean(), duration]) : duration;
    case 'age':
      return v.pipe(v.string(), v.regex(ageForm));
    case 'mode':
      return v.pipe(v.string(), v.regex(/^0?6[046]{2}$/));
    case 'pattern':
      return v.pipe(text, v.check(isPattern));
    case 'url':
      return v.pipe(
        v.string(),
        v.regex(/^https?:\/\/[^\s/]/),
        v.check((value) => URL.canParse(value)),
      );
  }
}

// File names and arguments can't contain NUL.
const text = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((value) => !value.includes('\0')),
);

const duration = v.pipe(v.string(), v.regex(/^(?!0+[a-z])[0-9]{1,9}(ms|s|m|h|d)$/));

const shareForm = /^(?=.*[1-9])(100(\.0{1,3})?|[0-9]{1,2}(\.[0-9]{1,3})?)%$/;

const sizeForm = /^[0-9]{1,15}(\.[0-9]{1,6})? ?([bB]|[kKmMgGtT]([iI]?[bB])?)?$/;

function isSize(value: string): boolean {
  return parseByteSize(value) !== undefined;
}

// Each unit at most once, in any order, and at least one number that isn't zero.
const ageForm = /^(?=.*[1-9])(?!.*y.*y)(?!.*m.*m)(?!.*d.*d)(?!.*h.*h)([0-9]{1,6}[ymdh]){1,4}$/;

function isPattern(value: string): boolean {
  try {
    RegExp(value);
    return true;
  } catch {
    return false;
  }
}
