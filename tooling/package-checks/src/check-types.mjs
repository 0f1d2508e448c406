import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';
import ts from 'typescript';

const nodeTypes = fileURLToPath(new URL('../node_modules/@types', import.meta.url));

/**
 * Complaints of the compiler about the types of a package that is installed in `project`, as a strict project with Node's types
 * sees them. The declarations of other publishers aren't judged, only ours.
 */
export function checkTypes({ name, manifest }, project) {
  if (manifest.exports?.['.'] === undefined) return [];
  const user = join(project, 'user.ts');
  writeFileSync(user, `export * from '${name}';\n`);
  const program = ts.createProgram([user], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    strict: true,
    noEmit: true,
    typeRoots: [nodeTypes],
    types: ['node'],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || isOurs(file.fileName, user))
    .map(({ file, messageText }) => {
      const where = file === undefined ? '' : `${relative(project, file.fileName)}: `;
      return `${where}${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
}

function isOurs(path, user) {
  return path === user || path.includes('/node_modules/@create-dump/');
}
