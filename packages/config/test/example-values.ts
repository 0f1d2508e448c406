import type { SettingKind, SettingValue } from '../src/setting-kind.js';

/** Five values of a kind, as many as it has at least: in a file, and as a text of environment and command line. */
export function exampleValues(kind: SettingKind): readonly SettingValue[] {
  switch (kind.type) {
    case 'switch':
      return [true, false, true, false, true];
    case 'choice':
      return Array.from({ length: 5 }, (_, at) => kind.choices[at % kind.choices.length] ?? '');
    case 'list':
      return [['a'], ['b', 'c'], ['{d,e}'], ['**/*.ts'], ['f']];
    case 'integer':
      return [kind.min, kind.min + 1, kind.min + 2, kind.max, 7];
    case 'count':
      return [1, 2, 'unlimited', 1_000_000, 5];
    case 'size':
      return ['10MB', 4096, '1GiB', '0', '1.5 k'];
    case 'duration':
      return ['5s', '10m', '15h', '500ms', '1d'];
    case 'share':
      return ['5%', '100%', '0.5%', '99.999%', '1%'];
    case 'age':
      return ['30d', '2y5m7d3h', '1m', '12h', '1y'];
    case 'mode':
      return ['0600', '0640', '644', '0660', '0666'];
    case 'pattern':
      return ['^a', 'b$', 'c+', '[d]', 'e|f'];
    case 'url':
      return ['http://a:1', 'https://b', 'http://c/d', 'http://[::1]:2', 'http://e:3'];
    case 'path':
      return ['/a', '/b/', '/c.md', '-', '/e'];
    case 'text':
      return ['a', 'b c', 'ü', '$x', '"q"'];
  }
}
