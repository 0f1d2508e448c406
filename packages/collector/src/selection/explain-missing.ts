import { type Answer, type FileKind, notChosen } from './apply-options.js';

/**
 * Explains a path that doesn't exist. As `git check-ignore -v`, names the rule that would leave the file out.
 * @param explain Explains the path as if there were such a file.
 */
export function explainMissing(
  explain: (supposed: FileKind) => Answer,
  isDirectory: boolean,
): Answer {
  const supposed: FileKind = {
    isDirectory: () => isDirectory,
    isFile: () => !isDirectory,
    isSymbolicLink: () => false,
    size: 0,
  };
  const { chosen, reason } = explain(supposed);
  if (!chosen && reason.kind !== 'not a file') return { chosen, reason, exists: false };
  const rule = reason.kind === 'untracked' ? reason.rule : undefined;
  return notChosen({ kind: 'missing', ...(rule && { rule }) });
}
