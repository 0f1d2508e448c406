/*
 * Runs on a schedule. Patterns of five fields and time zones become schedules (`schedule/`), what has run is kept in a file that survives
 * crashes (`history/`), a pure function decides what is due (`planning/`), and a loop starts it (`running/`). What a run does is the
 * caller's.
 */
export { createSchedule, type ScheduleOptions } from './schedule/create-schedule.js';
export { patternRule } from './schedule/pattern-rule.js';
export type { Schedule } from './schedule/schedule.js';
export { timezoneRule } from './schedule/timezone-rule.js';
export type { History } from './history/history.js';
export { type HistoryOptions, openHistory } from './history/open-history.js';
export type { HistoryRecord, RunRecord, WatchRecord } from './history/run-record.js';
export { type DueOptions, type DueRun, planDue, type ScheduledRun } from './planning/plan-due.js';
export {
  type Act,
  createScheduler,
  type RunResult,
  type Scheduler,
  type SchedulerOptions,
} from './running/create-scheduler.js';
export type { ScheduleEvent } from './running/schedule-event.js';
