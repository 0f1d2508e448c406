import type { CodeBlock } from './code-blocks.js';
import type { Example } from './examples.js';

interface Script {
  readonly block: CodeBlock;
  readonly examples: readonly Example[];
}

/** Documents whose blocks continue one another, so that they are run as one script in one tree, as a reader types them. */
const continued = ['docs/index.md'];

/** Joins the blocks of such documents. Commands in running text stay on their own. */
export function joinContinued(scripts: readonly Script[]): Script[] {
  const isContinued = ({ block: { document, language } }: Script) =>
    continued.includes(document) && language !== 'span';
  const joined = continued.flatMap((name) => {
    const parts = scripts.filter((part) => isContinued(part) && part.block.document === name);
    const [first] = parts;
    if (first === undefined) return [];
    const block = { ...first.block, language: 'console' };
    return [{ block, examples: parts.flatMap(({ examples }) => examples) }];
  });
  return [...scripts.filter((script) => !isContinued(script)), ...joined];
}
