import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Converter, ReflectionKind } from 'typedoc';
import { packages } from './packages.mjs';
import { apiFolder } from './site-path.mjs';
import { root } from './workspace-root.mjs';

/** Writes one Markdown page for each package, with everything that it exports, to the folder for API pages. */
export async function writeApiPages() {
  const application = await Application.bootstrapWithPlugins(/** @type {object} */ (options));
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? []) module.name = packageOf(module.name);
  });
  application.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter))
      if (parameter.name === '__namedParameters') parameter.name = nameByType(parameter);
  });
  const project = await application.convert();
  if (project === undefined) throw new Error('typedoc could not read the packages; see above');
  application.validate(project);
  await application.generateOutputs(project);
  // A list of the packages, which the sidebar has.
  rmSync(join(root, apiFolder, 'index.md'));
  if (application.logger.hasErrors() || application.logger.hasWarnings())
    throw new Error('typedoc found something wrong in the comments of the packages; see above');
}

/** @param {string} entry `packages/core/src` */
function packageOf(entry) {
  return entry.split('/')[1] ?? entry;
}

/**
 * A parameter that is taken apart where it is declared has no name: `options`, or `knownFile` for a `KnownFile`.
 *
 * @param {import('typedoc').Reflection} parameter
 */
function nameByType(parameter) {
  const { type } = /** @type {import('typedoc').ParameterReflection} */ (parameter);
  const name = type?.type === 'reference' ? type.name : 'Options';
  return name.endsWith('Options') ? 'options' : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

const options = {
  entryPoints: packages.map((name) => join(root, 'packages', name, 'src/index.ts')),
  basePath: root,
  tsconfig: join(root, 'tooling/docs-site/tsconfig.api.json'),
  // The types are checked by `check:lint`.
  skipErrorChecking: true,
  out: join(root, apiFolder),
  plugin: ['typedoc-plugin-markdown'],
  router: 'module',
  readme: 'none',
  logLevel: 'Warn',
  disableSources: true,
  githubPages: false,
  sort: ['alphabetical'],
  groupOrder: ['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables'],
  // Options of the plugin for Markdown.
  entryFileName: 'index',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  pageTitleTemplates: { module: '@create-dump/{name}: API', index: 'API' },
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  classPropertiesFormat: 'table',
  // Its guess of a heading's fragment is wrong where a function and a type have one name.
  useHTMLAnchors: true,
  anchorPrefix: 'api-',
  useCodeBlocks: true,
  expandObjects: true,
  sanitizeComments: true,
  tableColumnSettings: {
    hideInherited: true,
    hideOverrides: true,
    hideModifiers: true,
    hideSources: true,
  },
};
