import { Buffer } from 'node:buffer';
import type { FoundPlace } from '../findings/join-places.js';
import { shannonEntropy } from '../tokens/shannon-entropy.js';
import { createAllowTest } from './create-allow-test.js';
import { createKeywordSearch } from './create-keyword-search.js';
import { type CompileExpression, loadExpressions } from './rule-expression.js';
import { addWindow, mostWindows, type SearchWindow, type SearchWindows } from './search-windows.js';
import type { SecretRule, SecretRules } from './secret-rules.js';

/** Finds what rules say is a secret. `rest` is where a content wasn't searched to its end, because it has too many candidates. */
export type CustomSearch = (
  bytes: Uint8Array,
  path: string,
) => { readonly places: FoundPlace[]; readonly rest?: number };

/**
 * Bytes in which expressions are tried, each times the instructions of its expression, of one content and of all rules. The worst
 * expressions take 3 ns for each, so this is some seconds of work at most; the generic rule of gitleaks gets 5 MB.
 */
const mostWork = 3e9;

interface CompiledRule extends Pick<SecretRule, 'id'> {
  readonly matchesPath: (path: string) => boolean;
  /** How long its expression is. */
  readonly instructions: number;
  /** Returns the secrets in a window. */
  readonly search?: (bytes: Uint8Array, path: string, window: SearchWindow) => FoundPlace[];
}

/** Creates a search by rules. Loads the library for regular expressions. */
export async function createCustomSearch({ rules }: SecretRules): Promise<CustomSearch> {
  const compile = await loadExpressions();
  const compiled = rules.map((rule) => compileRule(rule, compile));
  const keywords = [...new Set(rules.flatMap((rule) => rule.keywords))];
  const rulesOf = keywords.map((keyword) =>
    compiled.filter((_, index) => rules[index]?.keywords.includes(keyword)),
  );
  const searchKeywords = createKeywordSearch(keywords);
  return (bytes, path) => {
    const windows = new Map<CompiledRule, SearchWindows>();
    const applies = new Map(compiled.map((rule) => [rule, rule.matchesPath(path)]));
    searchKeywords(bytes, (keyword, at) => {
      for (const rule of rulesOf[keyword] ?? []) {
        if (applies.get(rule) !== true) continue;
        const known = windows.get(rule) ?? { list: [] };
        windows.set(rule, known);
        addWindow(known, at, bytes.length);
      }
    });
    const found = searchWindows(bytes, path, windows);
    const whole = compiled.filter(
      (rule) => rule.search === undefined && applies.get(rule) === true,
    );
    if (bytes.length > 0)
      found.places.push(...whole.map(({ id }) => ({ start: 0, end: bytes.length, rule: id })));
    return found;
  };
}

function searchWindows(
  bytes: Uint8Array,
  path: string,
  windows: ReadonlyMap<CompiledRule, SearchWindows>,
): ReturnType<CustomSearch> {
  const places: FoundPlace[] = [];
  let rest = Infinity;
  let work = 0;
  for (const [rule, { list, rest: unlisted = Infinity }] of windows) {
    rest = Math.min(rest, unlisted);
    for (const window of list) {
      work += (window.to - window.from) * rule.instructions;
      const found = work > mostWork ? undefined : rule.search?.(bytes, path, window);
      if (found === undefined || places.length > mostWindows) {
        rest = Math.min(rest, window.from);
        break;
      }
      places.push(...found);
    }
  }
  return rest === Infinity ? { places } : { places, rest };
}

function compileRule(rule: SecretRule, compile: CompileExpression): CompiledRule {
  const { id, regex, path, secretGroup, entropy } = rule;
  const expression = regex === undefined ? undefined : compile(regex);
  const pathExpression = path === undefined ? undefined : compile(path);
  const isAllowed = createAllowTest(rule.allowlists, compile);
  const matchesPath = (file: string) => pathExpression?.test(latin1(Buffer.from(file))) ?? true;
  if (expression === undefined) return { id, matchesPath, instructions: 0 };
  return {
    id,
    matchesPath,
    instructions: expression.programSize(),
    search(bytes, file, { from, to }) {
      const text = latin1(bytes.subarray(from, to));
      const matcher = expression.matcher(text);
      const places: FoundPlace[] = [];
      while (matcher.find()) {
        const group = groupOf(matcher, secretGroup);
        const [start, end] = [matcher.start(group), matcher.end(group)];
        if (end <= start) continue;
        const secret = text.slice(start, end);
        const match = text.slice(matcher.start(), matcher.end());
        const line = () => lineAround(text, matcher.start(), matcher.end());
        if (entropy > 0 && shannonEntropy(bytes.subarray(from + start, from + end)) <= entropy)
          continue;
        if (isAllowed({ rule: id, path: file, secret, match, line })) continue;
        places.push({ start: from + start, end: from + end, rule: id });
        if (places.length > mostWindows) break;
      }
      return places;
    },
  };
}

/** The group that is the secret: that of the rule, or the first one that isn't empty. */
function groupOf(
  matcher: { groupCount(): number; start(group: number): number; end(group: number): number },
  group: number,
): number {
  if (group > 0) return group;
  for (let one = 1; one <= matcher.groupCount(); one++) {
    if (matcher.end(one) > matcher.start(one)) return one;
  }
  return 0;
}

function lineAround(text: string, start: number, end: number): string {
  const last = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start) + 1, last === -1 ? text.length : last);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
