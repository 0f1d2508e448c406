import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitepress';
import { headingSlug } from '../src/heading-slug.mjs';
import { useSiteLinks } from '../src/link-plugin.mjs';
import { markCommands } from '../src/mark-commands.mjs';
import { sidebar } from '../src/sidebar.mjs';
import { sitePath } from '../src/site-path.mjs';
import { root } from '../src/workspace-root.mjs';

/** @type {Set<string>} */
const linkedFiles = new Set();
/** @type {Set<string>} */
const faults = new Set();

/**
 * Pages are programs that import Vue, but the documents lie outside this package, where Vue isn't installed.
 *
 * @type {Extract<NonNullable<NonNullable<import('vitepress').UserConfig['vite']>['plugins']>[number], { name: string }>}
 */
const vueOfThisPackage = {
  name: 'vue-of-this-package',
  enforce: 'pre',
  resolveId(source, _importer, options) {
    if (!/^vue(?:\/|$)/.test(source)) return null;
    return this.resolve(source, join(root, 'tooling/docs-site/build.mjs'), {
      ...options,
      skipSelf: true,
    });
  },
};

export default defineConfig({
  title: 'create-dump',
  description:
    'Snapshots of a code tree as one Markdown file: verifiable, restorable byte for byte.',
  lang: 'en',
  // No icon, rather than a request for one that isn't there.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: '../..',
  srcExclude: ['tooling/!(docs-site)/*/**', '**/CHANGELOG.md'],
  outDir: './dist',
  cacheDir: './node_modules/.vitepress',
  rewrites: (document) => sitePath(document) ?? document,
  markdown: {
    languageAlias: { promql: 'sql' },
    codeTransformers: [markCommands],
    anchor: { slugify: headingSlug },
    config: (markdown) =>
      useSiteLinks(markdown, (link) =>
        'fault' in link ? faults.add(link.fault) : linkedFiles.add(link.file),
      ),
  },
  themeConfig: {
    sidebar: sidebar(),
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        // Guides before API pages, and of these no "Parameters" or "Returns".
        miniSearch: {
          searchOptions: { boostDocument: (id) => (id.includes('/api.html') ? 0.3 : 1) },
        },
        _render: (source, env, markdown) => {
          const isApi = env.relativePath.endsWith('/api.md');
          return markdown.render(isApi ? source.replaceAll(/^#{4,} .*$/gm, '') : source, env);
        },
      },
    },
    docFooter: { prev: false, next: false },
  },
  transformPageData: ({ relativePath, frontmatter }) =>
    relativePath.endsWith('/api.md')
      ? { frontmatter: { ...frontmatter, pageClass: 'api' } }
      : undefined,
  vite: {
    build: { chunkSizeWarningLimit: 4000 },
    plugins: [vueOfThisPackage],
  },
  buildEnd({ outDir }) {
    if (faults.size > 0) throw new Error(`These links are dead:\n${[...faults].join('\n')}`);
    for (const file of linkedFiles) {
      mkdirSync(join(outDir, dirname(file)), { recursive: true });
      cpSync(join(root, file), join(outDir, file));
    }
  },
});
