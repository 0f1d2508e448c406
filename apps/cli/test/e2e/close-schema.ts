/** The same JSON Schema, but objects may have no properties that it doesn't describe. */
export function closeSchema<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map((part: unknown) => closeSchema(part)) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const closed = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closeSchema(value as unknown)]),
  );
  const isObject = closed['type'] === 'object' && 'properties' in closed;
  if (isObject) closed['additionalProperties'] ??= false;
  return closed as T;
}
