/**
 * @typedef {{ id: number, callFrame: { functionName: string, url: string, lineNumber: number } }} ProfileNode `lineNumber` counts from 0
 * @typedef {{ nodes: ProfileNode[], samples: number[], timeDeltas: number[] }} Profile of V8; microseconds
 * @typedef {{ name: string, place: string, seconds: number }} FunctionTime without what it calls
 */

/**
 * @param {Profile} profile
 * @returns {{ seconds: number, functions: FunctionTime[] }} the longest first
 */
export function summarizeProfile({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  /** @type {Map<string, FunctionTime>} */
  const functions = new Map();
  let microseconds = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined) continue;
    // A delta is the time since the sample before: what ran from this sample on has the next one.
    const delta = timeDeltas[index + 1] ?? 0;
    const { name, place } = describeFrame(frame);
    const entry = functions.get(`${name} ${place}`) ?? { name, place, seconds: 0 };
    entry.seconds += delta / 1e6;
    functions.set(`${name} ${place}`, entry);
    microseconds += delta;
  }
  const sorted = [...functions.values()].sort((a, b) => b.seconds - a.seconds);
  return { seconds: microseconds / 1e6, functions: sorted };
}

/** @param {ProfileNode['callFrame']} frame */
function describeFrame({ functionName, url, lineNumber }) {
  const file = url.split('/').at(-1) ?? '';
  const name = functionName === '' ? '(anonymous)' : functionName;
  return { name, place: file === '' ? '' : `${file}:${lineNumber + 1}` };
}
