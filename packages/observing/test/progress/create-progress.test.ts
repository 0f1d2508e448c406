import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src/observer.js';
import { createProgress } from '../../src/progress/create-progress.js';
import { createPaint } from '../../src/paint.js';

let drawn: (readonly string[])[] = [];
const canvas = {
  interval: 100,
  columns: () => 80,
  draw: (lines: readonly string[]) => drawn.push(lines),
  clear: () => drawn.push([]),
};
const start = () =>
  createProgress({ canvas, now: () => new Date(), paint: createPaint(false), unicode: false });

describe('createProgress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    drawn = [];
  });
  afterEach(() => vi.useRealTimers());

  it('draws at most ten times a second, and nothing for a short run', () => {
    const progress = start();
    progress.observe({
      type: 'phase-started',
      phase: 'verify',
      name: '/d/x.md',
      files: 10,
      bytes: 0,
    });
    vi.advanceTimersByTime(250);
    expect(drawn).toEqual([]);
    for (let file = 0; file < 1000; file++)
      progress.observe({ type: 'progressed', files: 0, bytes: 1 });
    progress.observe({ type: 'progressed', files: 5, bytes: 0 });
    vi.advanceTimersByTime(1000);
    expect(drawn).toHaveLength(10);
    expect(drawn.at(-1)?.[0]).toMatch(/^Verifying x\.md {2}50% =+-+ {2} 5\/10 files/);
    progress.settle?.();
    vi.advanceTimersByTime(1000);
    expect(drawn.slice(10)).toEqual([[]]);
  });

  it('is cleared before anything else is printed', () => {
    const progress = start();
    vi.advanceTimersByTime(400);
    drawn = [];
    progress.aside(() => drawn.push(['printed']));
    expect(drawn).toEqual([[], ['printed']]);
    progress.settle?.();
  });

  it('has a line for each running project and a total', () => {
    const progress = start();
    const projects = ['a', 'b', 'c'].map((name) => ({ directory: `p/${name}`, name }));
    const [a, b] = projects;
    if (a === undefined || b === undefined) throw new Error('no projects');
    const events: RunEvent[] = [
      { type: 'batch-started', projects },
      { type: 'project-started', project: a },
      { type: 'project-started', project: b },
      { type: 'project-event', project: b, event: { type: 'phase-started', phase: 'discover' } },
      {
        type: 'project-event',
        project: b,
        event: { type: 'discovered', files: 4, bytes: 400, ignored: 0 },
      },
      { type: 'project-event', project: b, event: { type: 'phase-started', phase: 'render' } },
      { type: 'project-event', project: b, event: { type: 'progressed', files: 2, bytes: 200 } },
      { type: 'project-finished', project: a, outcome: 'dumped' },
    ];
    for (const event of events) progress.observe(event);
    vi.advanceTimersByTime(1000);
    const [line, total, ...others] = drawn.at(-1) ?? [];
    expect(line).toMatch(/^b {2}dumping {2}50%.*2\/4 files/);
    expect(total).toMatch(/^All projects {2}50%.*1\/3 projects/);
    expect(others).toEqual([]);
    progress.settle?.();
  });
});
