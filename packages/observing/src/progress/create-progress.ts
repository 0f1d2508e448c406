import { displayPath, type DumpEvent } from '@create-dump/core';
import type { Paint } from '../paint.js';
import { isBatchEvent, type Observer, type RunEvent } from '../observer.js';
import { createBatchCount } from './batch-count.js';
import type { Canvas } from './canvas.js';
import { fitText, textWidth } from './cut-text.js';
import { progressLine, type ProgressView } from './progress-line.js';
import { viewBatch, viewTask } from './progress-views.js';
import { createSpeed } from './speed.js';
import { advanceTask, fractionOf, newTask } from './task.js';

export interface ProgressOptions {
  readonly canvas: Canvas;
  readonly now: () => Date;
  readonly paint: Paint;
  /** Whether the terminal can show characters outside ASCII. */
  readonly unicode: boolean;
}

export interface Progress extends Observer {
  /** Clears the drawing before `print`. The next tick draws it again. */
  readonly aside: (print: () => void) => void;
}

/** Milliseconds. Shorter runs show nothing. */
const firstDrawing = 300;
/** The most projects with a line of their own. */
const shownProjects = 8;
/** The most columns for a project's name. */
const longestName = 24;

/** Draws a run's progress: one line, or in a batch one for each running project and a total. */
export function createProgress({ canvas, now, paint, unicode }: ProgressOptions): Progress {
  const time = () => now().getTime();
  const startedAt = time();
  const work = createWork(time);
  const projects = new Map<string, ProjectWork>();
  const batch = createBatchCount();
  const speed = createSpeed();
  const views = (): readonly ProgressView[] => {
    if (!batch.isOne()) return [work.view()];
    const running = [...projects.values()];
    const counts = batch.counts(running.reduce((sum, project) => sum + project.fraction(), 0));
    speed.add(time(), counts.bytes);
    const total = viewBatch(counts, speed, time() - startedAt);
    return [...viewProjects(running, unicode), total, ...(work.isIdle() ? [] : [work.view()])];
  };
  const draw = () => {
    if (time() - startedAt < firstDrawing) return;
    const style = { width: canvas.columns() - 1, paint, unicode };
    canvas.draw(views().map((view) => progressLine(view, style)));
  };
  const timer = setInterval(draw, canvas.interval).unref();
  return {
    observe(event) {
      batch.observe(event);
      observeWork(event, { work, projects, time });
    },
    aside(print) {
      canvas.clear();
      print();
    },
    settle() {
      clearInterval(timer);
      canvas.clear();
    },
  };
}

function viewProjects(running: readonly ProjectWork[], unicode: boolean): readonly ProgressView[] {
  const shown = running.slice(0, shownProjects);
  const width = Math.min(longestName, Math.max(0, ...shown.map(({ name }) => textWidth(name))));
  return shown.map((project) => project.view(fitText(project.name, width, unicode)));
}

interface Works {
  readonly work: Work;
  readonly projects: Map<string, ProjectWork>;
  readonly time: () => number;
}

function observeWork(event: RunEvent, { work, projects, time }: Works): void {
  if (event.type === 'problem-found') return;
  if (!isBatchEvent(event)) work.observe(event);
  else if (event.type === 'batch-event') work.observe(event.event);
  else if (event.type !== 'batch-started') {
    const { directory, name } = event.project;
    if (event.type === 'project-started') {
      projects.set(directory, { ...createWork(time), name: displayPath(name) });
    } else if (event.type === 'project-finished') projects.delete(directory);
    else projects.get(directory)?.observe(event.event);
  }
}

type Work = ReturnType<typeof createWork>;

interface ProjectWork extends Work {
  /** Safe to print. */
  readonly name: string;
}

/** Tracks a task, its speed and the start of its phase. */
function createWork(time: () => number) {
  let task = newTask;
  let speed = createSpeed();
  let startedAt = time();
  return {
    observe(event: DumpEvent) {
      if (event.type === 'phase-started') {
        speed = createSpeed();
        startedAt = time();
      }
      task = advanceTask(task, event);
    },
    fraction: () => (task.phase === 'publish' ? 1 : (fractionOf(task) ?? 0)),
    isIdle: () => task.phase === undefined,
    view(label?: string): ProgressView {
      speed.add(time(), task.bytes);
      return viewTask({ task, speed, elapsed: time() - startedAt }, label);
    },
  };
}
