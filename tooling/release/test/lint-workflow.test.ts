import { expect, test } from 'vitest';
import { lintWorkflow } from '../src/lint-workflow.mjs';

const pinned = `actions/checkout@${'0'.repeat(40)} # v7.0.1`;
const workflow = (step: string, permissions = 'permissions: {}') =>
  `${permissions}\njobs:\n  a:\n    steps:\n      - ${step}\n`;
const lint = (text: string) => lintWorkflow(text, 'pnpm@10.34.9');

test('a pinned action, an expression in env and the right pnpm pass', () => {
  const step = 'run: npx -y pnpm@10.34.9 test "$A"\n        env: { A: "${{ github.ref }}" }';
  expect(lint(workflow(`uses: ${pinned}`))).toEqual([]);
  expect(lint(workflow(step))).toEqual([]);
});

test.each([
  ['a tag', 'uses: actions/checkout@v7'],
  ['a commit without its version', `uses: actions/checkout@${'0'.repeat(40)}`],
  ['a short commit', 'uses: actions/checkout@3d3c42e # v7.0.1'],
])('%s is refused', (_, step) => {
  expect(lint(workflow(step))).toEqual([expect.stringContaining('must be pinned by its commit')]);
});

test('an expression in a script is refused, in workflows and actions', () => {
  const complaint = [expect.stringContaining('through env')];
  expect(lint(workflow('run: echo "${{ github.head_ref }}"'))).toEqual(complaint);
  expect(lint('runs:\n  steps:\n    - run: echo "${{ inputs.args }}"\n')).toEqual(complaint);
});

test.each(['', 'permissions: write-all', 'permissions: { contents: read }'])(
  'workflow permissions "%s" are refused',
  (permissions) => {
    expect(lint(workflow(`uses: ${pinned}`, permissions))).toEqual([
      expect.stringContaining('permissions: {}'),
    ]);
  },
);

test('another pnpm is refused', () => {
  expect(lint(workflow('run: npx -y pnpm@9.0.0 test'))).toHaveLength(1);
});
