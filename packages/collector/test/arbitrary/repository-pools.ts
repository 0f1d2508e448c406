// What random states of repositories are made of.

export const names = [
  'a.txt', 'A.txt', 'b.c', 'B.C', 'É.txt', 'é.txt', 'k.txt', '\u212A.txt', 'd/x.txt', 'd/X.txt', 'D/x.txt', 'd/e/y.c', 'd/e/Y.c',
  'ign/z.o', 'ign/Z.o', 'ign/t.txt', 's p', 'i.o', 'dd/x.txt', 'run',
]; // oxfmt-ignore

export const contents = [
  'a\n', 'b\n', 'A\n', 'a\r\n', 'b\r\n', '', 'x\r\ny\n', 'bin\0\r\n', 'lone\rx\r\n', '$Id$\n', '$Id: 12$\n', '$Id: 12\n', '$Id$\r\n', 'upper\n', 'UPPER\n', '\u0001\u0002\r\n', 'eof\r\n\u001a',
]; // oxfmt-ignore

export const attributes = [
  '* text', '* text=auto', '*.txt -text', '*.txt text', '*.txt text eol=crlf', '*.c binary', 'a.txt text=auto', 'A.TXT -text', 'A.txt text',
  'd/* text', '*.txt ident', '*.c filter=f', '*.txt filter=none', '*.o filter=s', '[attr]m text=auto', '*.c m', '*.txt -m', '* !text', '*.c crlf', '*.txt -crlf',
  '*.c crlf=input', '* eol=lf', '"a.txt" -text', '* te!xt', '*.txt text=auto eol=lf', 'd/ text', '/d/x.txt text', 'é.txt -text', '!a.txt text',
  '*.c working-tree-encoding=UTF-16LE', '*.txt working-tree-encoding=utf8', '[attr]binary text', '*.txt text=what', '*.C text',
]; // oxfmt-ignore

export const ignores = ['*.o', 'ign/', '!z.o', 'A.TXT', '*.TXT', 'é.txt', '/d/e', 'K.txt', 's p', '!*', 'd/X.txt', '*.c', 'D/']; // oxfmt-ignore

export const settings: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['core.autocrlf', ['true', 'false', 'input', 'yes', '1', '0', 'Input', 'on']],
  ['core.autocrlf', ['true', 'input', 'false']],
  ['core.eol', ['lf', 'crlf']],
  ['core.filemode', ['false', '0', '0x0', '00', 'no', 'true', '1', '', 'off', '0k']],
  ['core.filemode', ['false', '0x0', '00']],
  ['core.symlinks', ['false', 'true']],
  ['core.ignorecase', ['true', 'yes', '1', 'false']],
  ['core.trustctime', ['false', 'no']],
  ['core.checkStat', ['minimal', 'default']],
  ['core.excludesFile', ['~/ex', '../home/ex', '~/none', '']],
  ['core.attributesFile', ['~/at', '../home/at', '']],
  ['diff.ignoreSubmodules', ['all', 'dirty', 'none']],
  ['submodule.s.ignore', ['all', 'dirty', 'untracked', 'none']],
  ['filter.f.clean', ['tr a-z A-Z', '']],
  ['filter.s.smudge', ['cat']],
  ['sparse.expectFilesOutsideOfPatterns', ['true', 'false']],
];

/** Places for settings: the repository's file, the user's, and files that these include. */
export const places = [
  { file: '../r/.git/config', by: undefined },
  { file: '../r/.git/config', by: undefined },
  { file: '../home/.gitconfig', by: undefined },
  { file: '../home/.config/git/config', by: undefined },
  { file: '../home/inc1', by: ['../home/.gitconfig', 'include', 'inc1'] },
  { file: '../home/inc2', by: ['../home/.gitconfig', 'includeIf.gitdir:~/../r/.path', 'inc2'] },
  { file: '../home/inc3', by: ['../home/.gitconfig', 'includeIf.gitdir:**/r/.path', '~/inc3'] },
  { file: '../home/inc4', by: ['../home/.gitconfig', 'includeIf.onbranch:ma*.path', '~/inc4'] },
  { file: '../home/inc5', by: ['../r/.git/config', 'includeIf.onbranch:other.path', '~/inc5'] },
  { file: '../r/.git/inc6', by: ['../r/.git/config', 'include', 'inc6'] },
  {
    file: '../home/inc7',
    by: ['../home/.gitconfig', 'includeIf.hasconfig:remote.*.url:https://e/**.path', 'inc7'],
  },
] as const;
