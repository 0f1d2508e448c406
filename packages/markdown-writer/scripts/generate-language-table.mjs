// Writes src/markup/language-table.generated.ts from linguist-languages, the npm edition of GitHub's own table:
//   node scripts/generate-language-table.mjs [--print]
import { readFileSync, writeFileSync } from 'node:fs';
import * as linguist from 'linguist-languages';

// Decides between languages that claim the same extension: the first one in this list wins. If none is listed, the only
// language whose first extension it is; if there are several, none: no highlighting is better than wrong highlighting.
const preferred = [
  'TypeScript',
  'JavaScript',
  'TSX',
  'Python',
  'C',
  'C++',
  'C#',
  'Go',
  'Rust',
  'Ruby',
  'PHP',
  'Perl',
  'Shell',
  'Objective-C',
  'Objective-C++',
  'Assembly',
  'SQL',
  'HTML',
  'JSON',
  'YAML',
  'Markdown',
  'Text',
  'INI',
  'F#',
  'OCaml',
  'R',
  'Verilog',
  'Elixir',
  'Pascal',
  'Fortran',
  'Lex',
  'Makefile',
  'XML Property List',
  'Roff',
  'BASIC',
];

const languages = Object.values(linguist);
const packageJson = new URL('package.json', import.meta.resolve('linguist-languages'));
const { version } = JSON.parse(readFileSync(packageJson, 'utf8'));

function resolve(candidates, isPrimary) {
  if (candidates.length === 1) return candidates[0];
  const favourite = preferred
    .map((name) => candidates.find((one) => one.name === name))
    .find(Boolean);
  if (favourite) return favourite;
  const primary = candidates.filter(isPrimary);
  return primary.length === 1 ? primary[0] : undefined;
}

/** The name that highlighters know: the extension if it is an alias, else the name of the language or its first alias. */
function tokenOf(language, extension) {
  const aliases = language.aliases ?? [];
  if (/^[a-z0-9+#-]+$/.test(extension) && aliases.includes(extension)) return extension;
  const name = language.name.toLowerCase();
  if (/^[a-z0-9]+$/.test(name)) return name;
  return (
    aliases.find((alias) => /^[a-z0-9+#-]+$/.test(alias)) ?? name.replaceAll(/[^a-z0-9+#]+/g, '-')
  );
}

function table(keysOf, isPrimary) {
  const claims = new Map();
  for (const language of languages) {
    for (const key of keysOf(language) ?? [])
      claims.set(key, [...(claims.get(key) ?? []), language]);
  }
  return [...claims]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, claimed]) => {
      const language = resolve(claimed, (one) => isPrimary(one, key));
      if (language === undefined || language.name === 'Text') return [];
      return [[key, tokenOf(language, key.replace(/^\./, ''))]];
    });
}

const extensions = table(
  (language) => [
    ...new Set((language.extensions ?? []).map((extension) => extension.toLowerCase())),
  ],
  (language, key) => language.extensions[0].toLowerCase() === key,
);
const fileNames = table(
  (language) => language.filenames,
  () => false,
);

const render = (name, what, entries) => `/** ${what} */
export const ${name}: ReadonlyMap<string, string> = new Map(
  Object.entries({
${entries.map(([key, token]) => `    ${JSON.stringify(key)}: ${JSON.stringify(token)},`).join('\n')}
  }),
);
`;

const source = `// Made by scripts/generate-language-table.mjs from linguist-languages ${version} (MIT). Don't edit.

${render('languageByExtension', 'Maps a lower-case extension, with its dot, to the info string of a fence.', extensions)}
${render('languageByFileName', 'Maps a whole file name to the info string of a fence.', fileNames)}`;

if (process.argv.includes('--print')) process.stdout.write(source);
else writeFileSync(new URL('../src/markup/language-table.generated.ts', import.meta.url), source);
