import { compileIgnoreRule, type CompiledRule } from '../../ignore/compile-ignore-rule.js';
import { toByteText } from '../../ignore/byte-text.js';
import { readRegularFile } from '../../file-system/read-regular-file.js';
import type { Repository } from '../repository/open-repository.js';

/** What git might do to a file's content when it is added. */
interface Conversions {
  /** Normalize line endings. */
  readonly lineEnds: boolean;
  /** Apply a filter, expand keywords or re-encode; none of it is reproduced here. */
  readonly other: boolean;
}

/** @param path From the top of the work tree. */
export type FindConversions = (path: string) => Conversions;

/**
 * Determines which conversions could apply to a path, from `core.autocrlf` and the attribute files of the work tree.
 * Overestimates: a conversion counts if any matching rule mentions it, even if a later rule turns it off.
 */
export function createConversionFinder(place: Repository, workTree: string): FindConversions {
  const always = /^(true|input)$/i.test(place.config.get('core.autocrlf') ?? '');
  const files = new Map<string, readonly AttributeRule[]>();
  const rulesOf = (file: string): readonly AttributeRule[] => {
    const known = files.get(file) ?? parse(file);
    files.set(file, known);
    return known;
  };
  return (path) => {
    const text = toByteText(path);
    const names = path.split('/');
    const sources = [{ file: `${place.commonDirectory}/info/attributes`, base: 0 }];
    for (let depth = 0; depth < names.length; depth++) {
      const directory = names
        .slice(0, depth)
        .map((name) => `${name}/`)
        .join('');
      const file = `${workTree}/${directory}.gitattributes`;
      sources.push({ file, base: toByteText(directory).length });
    }
    const matching = sources.flatMap(({ file, base }) =>
      rulesOf(file).filter(({ rule }) =>
        rule.matches(
          rule.looksAt === 'name' ? text.slice(text.lastIndexOf('/') + 1) : text.slice(base),
        ),
      ),
    );
    return {
      lineEnds: always || matching.some(({ lineEnds }) => lineEnds),
      other: matching.some(({ other }) => other),
    };
  };
}

interface AttributeRule extends Conversions {
  readonly rule: CompiledRule;
}

function parse(file: string): AttributeRule[] {
  const text = readRegularFile(file, { limit: 1 << 24 })?.toString('latin1') ?? '';
  return text.split('\n').flatMap((line, at) => {
    const match = /^[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^ \t"#]\S*))[ \t]+(.*)$/.exec(line);
    if (match === null) return [];
    const [, quoted, bare = '', attributes = ''] = match;
    const pattern = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
    const lineEnds = /(^|\s)(text|eol|crlf)\b/.test(attributes);
    // Macros may expand to any attribute.
    const other =
      /(^|\s)(filter|ident|working-tree-encoding)\b/.test(attributes) ||
      pattern.startsWith('[attr]');
    const source = { source: file, line: at + 1, text: pattern, pattern };
    return lineEnds || other ? [{ rule: compileIgnoreRule(source, false), lineEnds, other }] : [];
  });
}
