/** The host and port of a text such as `127.0.0.1:9464` or `[::1]:9464`; undefined if it isn't one. */
export function readListen(
  text: string,
): { readonly host: string; readonly port: number } | undefined {
  const match = /^(?:\[(?<six>[\w:.%]+)\]|(?<name>[\w.-]+)):(?<port>\d{1,5})$/u.exec(text);
  const { six, name, port } = match?.groups ?? {};
  const host = six ?? name;
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host, port: Number(port) };
}
