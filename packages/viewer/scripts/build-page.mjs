import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Bundles the script and the style of the page, and computes the policy that allows these alone. The same sources give the same bytes. */
export async function buildPage() {
  const bundle = await rolldown({
    input: at('page/main.ts'),
    platform: 'browser',
    resolve: { conditionNames: ['@create-dump/source', 'import', 'browser', 'default'] },
    tsconfig: false,
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, charset: 'ascii' });
  await bundle.close();
  // An HTML parser ends a script at the first, and reads on past its end after the second. `\x21`: with the flag `u`, a regular
  // expression takes no `\!`.
  const script = output[0].code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\x21--');
  const style = readFileSync(at('page/style.css'), 'utf8').replaceAll(/\n\s*/g, '\n');
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const csp = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  return { script, style, csp };
}

/** The module that holds the assets. */
export function assetsModule(assets) {
  return `// Made by scripts/build-page.mjs from page/.\nimport type { PageAssets } from './page/page-assets.js';\n\nexport const pageAssets: PageAssets = ${JSON.stringify(assets, null, 2)};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const assets = await buildPage();
  writeFileSync(at('src/built-page.generated.ts'), assetsModule(assets));
  process.stdout.write(
    `script ${assets.script.length} bytes, style ${assets.style.length} bytes\n`,
  );
}
