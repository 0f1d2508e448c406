import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import type { CodeStore } from './create-code-store.js';

export interface CompileCache {
  /** Loads a CommonJS module as Node does, but takes its code compiled, if there is any. */
  load(module: NodeJS.Module, path: string): void;
  /** Keeps what had to be compiled, for the next run. V8's flags must be those under which it will be loaded. */
  save(): void;
}

type ModuleFunction = (
  exports: unknown,
  require: (id: string) => unknown,
  module: NodeJS.Module,
  filename: string,
  directory: string,
) => void;

interface CompiledFile {
  readonly path: string;
  readonly source: string;
  readonly textCrc: number;
}

const crcBytes = 4;

export function createCompileCache(store: CodeStore): CompileCache {
  const tag = cachedDataVersionTag();
  const compiled: CompiledFile[] = [];

  return {
    load(module, path) {
      const text = readFileSync(path);
      const source = `(function (exports, require, module, __filename, __dirname) {${text.toString()}\n})`;
      const textCrc = crc32(text);
      const cachedData = unseal(store.read(nameOf(path)), textCrc);
      const script = new Script(source, { filename: path, ...(cachedData && { cachedData }) });
      if (script.cachedDataRejected !== false) compiled.push({ path, source, textCrc });
      const run = script.runInThisContext() as ModuleFunction;
      const require = (id: string) => module.require(id) as unknown;
      run.call(module.exports, module.exports, require, module, path, dirname(path));
    },
    save() {
      // Code that V8 would refuse is not worth making.
      if (cachedDataVersionTag() !== tag) return;
      for (const file of compiled)
        store.write(nameOf(file.path), () => seal(compileAll(file), file.textCrc));
    },
  };
}

/** `run-1a2b3c4d.js` is `run`, so that of several builds of a version only the last is kept. */
function nameOf(path: string): string {
  return basename(path).replace(/-.*/, '');
}

/**
 * Every function of it, so that it doesn't matter which of them this run has called. V8 is told to forget what it has
 * compiled of this text already.
 */
function compileAll({ source, path }: CompiledFile): Buffer {
  const flags = ['lazy', 'compilation-cache'];
  for (const flag of flags) setFlagsFromString(`--no-${flag}`);
  let script;
  try {
    script = new Script(source, { filename: path });
  } finally {
    for (const flag of flags) setFlagsFromString(`--${flag}`);
  }
  return script.createCachedData();
}

/**
 * V8 compares neither the source (but for its length) nor the code with what it was: code that is damaged crashes it. So the
 * code ends in a CRC-32 of both; behind it, where V8 finds its data aligned.
 */
function seal(code: Buffer, textCrc: number): Buffer {
  const sealed = Buffer.allocUnsafe(code.length + crcBytes);
  code.copy(sealed);
  sealed.writeUInt32LE(crc32(code, textCrc), code.length);
  return sealed;
}

function unseal(sealed: Buffer | undefined, textCrc: number): Buffer | undefined {
  if (sealed === undefined || sealed.length < crcBytes) return undefined;
  const code = sealed.subarray(0, -crcBytes);
  return crc32(code, textCrc) === sealed.readUInt32LE(code.length) ? code : undefined;
}
