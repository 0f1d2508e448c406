import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolveSettings, settings } from '../src/index.js';

const keys = settings.filter(({ spells }) => spells === undefined).map(({ key }) => key);
const layer = fc
  .dictionary(fc.constantFrom(...keys), fc.string())
  .map((values) => Object.entries(values));

it('takes each value from the first layer that has it, whatever the others have', () => {
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 5 }), (given) => {
      const layers = given.map(
        (entries, at) =>
          new Map(
            entries.map(([key, value]) => [
              key,
              { value, origin: { from: 'flag', flag: String(at) } as const },
            ]),
          ),
      );
      const { values, origins } = resolveSettings(layers);
      expect(Object.keys(values)).toStrictEqual(keys);
      for (const { key, default: fallback, spells } of settings) {
        if (spells !== undefined) continue;
        const first = layers.findIndex((one) => one.has(key));
        expect(values[key]).toStrictEqual(first === -1 ? fallback : layers[first]?.get(key)?.value);
        expect(origins[key]).toStrictEqual(
          first === -1 ? { from: 'default' } : { from: 'flag', flag: String(first) },
        );
      }
    }),
  );
});
