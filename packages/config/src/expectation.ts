import type { SettingKind } from './setting-kind.js';

/** What a value of this kind must be: the end of "must be …". */
export function expectation(kind: SettingKind): string {
  switch (kind.type) {
    case 'switch':
      return 'true or false';
    case 'text':
      return 'a text';
    case 'path':
      return 'a path';
    case 'list':
      return 'a list of texts';
    case 'choice':
      return alternatives(kind.choices.map((choice) => JSON.stringify(choice)));
    case 'integer':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'count':
      return 'a whole number from 1 to 1000000, or "unlimited"';
    case 'size':
      return 'a size such as "500kB", "10MB" or "1GiB", or a number of bytes';
    case 'share':
      return 'a percentage such as "5%"';
    case 'duration':
      return `a duration such as "500ms", "5s", "10m", "2h" or "1d"${kind.endless ? ', or true or false' : ''}`;
    case 'age':
      return 'an age in years, months, days and hours, such as "30d" or "2y5m7d3h"';
    case 'mode':
      return 'permissions such as "0640": 6 for the owner, then 0, 4 or 6 for the group and for others';
    case 'pattern':
      return 'a regular expression';
    case 'url':
      return 'an address such as "http://127.0.0.1:9091"';
  }
}

function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
