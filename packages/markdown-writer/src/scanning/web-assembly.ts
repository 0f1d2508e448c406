/** A WebAssembly memory. Declared here, as TypeScript declares `WebAssembly` for browsers only. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBufferLike;
}

interface WebAssemblyGlobal {
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => WebAssemblyMemory;
  readonly Module: new (program: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyGlobal })
  .WebAssembly;

/** Bytes of a page, the unit of memory sizes (WebAssembly core specification, 4.2.8). */
export const pageBytes = 2 ** 16;

/** Allocates shared memory of a fixed size. Throws a `RangeError` where the address space is limited. */
export function allocatePages(count: number): WebAssemblyMemory {
  return new Memory({ initial: count, maximum: count, shared: true });
}

export function isWebAssemblyMemory(memory: object): memory is WebAssemblyMemory {
  return memory instanceof Memory;
}

/** Instantiates a program and returns its exports. */
export function assemble(
  program: Uint8Array,
  imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Readonly<Record<string, unknown>> {
  return new Instance(new Module(program), imports).exports;
}
