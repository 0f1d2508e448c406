/** A WebAssembly memory. Declared here, as TypeScript declares `WebAssembly` for browsers only. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyGlobal {
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
  }) => WebAssemblyMemory;
  readonly Module: new (program: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyGlobal }).WebAssembly;

/** Bytes of a page, the unit of memory sizes (WebAssembly core specification, 4.2.8). */
const pageBytes = 2 ** 16;

/** Allocates memory of a fixed size. */
export function allocateBytes(count: number): WebAssemblyMemory {
  const pages = Math.ceil(count / pageBytes);
  return new webAssembly.Memory({ initial: pages, maximum: pages });
}

/** Instantiates a program and returns its exports. */
export function assemble(
  program: Uint8Array,
  imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Readonly<Record<string, unknown>> {
  return new webAssembly.Instance(new webAssembly.Module(program), imports).exports;
}
