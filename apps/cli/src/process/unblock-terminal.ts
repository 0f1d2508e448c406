interface Handle {
  /** https://docs.libuv.org/en/v1.x/stream.html#c.uv_stream_set_blocking */
  setBlocking?(on: boolean): unknown;
}

/**
 * Makes writes to a terminal wait in memory. Node's block instead, so a stopped terminal (Ctrl-S) would stop the run in the middle
 * of a message, and no signal could end it. Node offers this only for pipes, hence the handle.
 */
export function unblockTerminal(stream: { readonly isTTY?: boolean }): void {
  if (stream.isTTY !== true) return;
  const { _handle } = stream as { readonly _handle?: Handle };
  _handle?.setBlocking?.(false);
}
