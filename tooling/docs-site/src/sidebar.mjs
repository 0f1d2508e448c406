import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from './packages.mjs';
import { apiFolder, sitePath } from './site-path.mjs';
import { root } from './workspace-root.mjs';

/** Titles and documents, in reading order. `check-links.mjs` fails for a page that nothing leads to. */
const guides = [
  ['Start', 'docs/index.md'],
  ['Overview', 'README.md'],
  ['Command line', 'docs/cli.md'],
  ['Configuration', 'docs/configuration.md'],
  ['Batches', 'docs/batch.md'],
  ['Evidence', 'docs/evidence.md'],
  ['Secrets', 'docs/secrets.md'],
  ['Output, logs, documents', 'docs/output.md'],
];
const operations = [
  ['Hooks', 'docs/hooks.md'],
  ['The service', 'docs/service.md'],
  ['Metrics', 'docs/metrics.md'],
  ['Many machines', 'docs/many-machines.md'],
  ['CI and containers', 'docs/continuous-integration.md'],
  ['Alerts and dashboard', 'ops/README.md'],
  ['Compatibility', 'docs/compatibility.md'],
  ['Security', 'SECURITY.md'],
  ['Benchmarks', 'docs/benchmarks.md'],
  ['Scaling', 'docs/scaling.md'],
];
const design = [
  ['Format', 'docs/format.md'],
  ['Architecture', 'docs/architecture.md'],
  ['Glossary', 'docs/glossary.md'],
];
const contributing = [
  ['Contributing', 'CONTRIBUTING.md'],
  ['Releasing', 'docs/releasing.md'],
  ['Code of conduct', 'CODE_OF_CONDUCT.md'],
];

/** @returns {import('vitepress').DefaultTheme.SidebarItem[]} */
export function sidebar() {
  return [
    { text: 'Use', items: guides.map(item) },
    { text: 'Operate', items: operations.map(item) },
    {
      text: 'Design',
      items: [...design.map(item), { text: 'Decisions', collapsed: true, items: decisions() }],
    },
    {
      text: 'Packages',
      items: [
        item(['create-dump', 'apps/cli/README.md']),
        item(['create-dump-batch', 'apps/batch-orchestrator/README.md']),
        ...packages.map(packageItem),
      ],
    },
    {
      text: 'Contribute',
      items: [...contributing.map(item), { text: 'Tooling', collapsed: true, items: tooling() }],
    },
  ];
}

/** @param {readonly string[]} row */
function item([text = '', document = '']) {
  return { text, link: `/${sitePath(document)?.replace(/(?:(^|\/)index)?\.md$/, '$1')}` };
}

/** @param {string} name */
function packageItem(name) {
  return {
    text: name,
    collapsed: true,
    items: [
      item(['README', `packages/${name}/README.md`]),
      item(['API', `${apiFolder}/${name}.md`]),
    ],
  };
}

function decisions() {
  const names = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d.*\.md$/.test(name));
  const documents = names.sort().map((name) => `docs/decisions/${name}`);
  return [
    item(['All', 'docs/decisions/README.md']),
    ...documents.map((document) => item([headingOf(document), document])),
  ];
}

function tooling() {
  const folders = readdirSync(join(root, 'tooling'), { withFileTypes: true });
  return folders
    .filter((folder) => folder.isDirectory())
    .map(({ name }) => ({ name, document: `tooling/${name}/README.md` }))
    .filter(({ document }) => readdirSync(join(root, document, '..')).includes('README.md'))
    .map(({ name, document }) => item([name, document]));
}

/** @param {string} document */
function headingOf(document) {
  return /^# (.*)$/m.exec(readFileSync(join(root, document), 'utf8'))?.[1] ?? document;
}
