import type { BatchEvent } from '@create-dump/batching';
import { type DumpEvent, skipReasons } from '@create-dump/core';
import type { LogLevel } from './output-options.js';
import { isBatchEvent, type RunEvent } from './observer.js';

/** One line of a log, without the fields that every line has. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The log entry of an event; undefined for events that are too frequent to be logged. */
export function logEntryOf(event: RunEvent): LogEntry | undefined {
  if (event.type === 'problem-found') {
    const { type: _, message, ...fields } = event;
    return { level: 'error', message, fields };
  }
  return isBatchEvent(event) ? ofBatch(event) : ofDump(event);
}

function ofBatch(event: BatchEvent): LogEntry | undefined {
  switch (event.type) {
    case 'batch-started':
      return info('batch started', { projects: event.projects.length });
    case 'project-started':
      return info('project started', { project: event.project.directory });
    case 'project-event': {
      const entry = ofDump(event.event);
      return entry && { ...entry, fields: { project: event.project.directory, ...entry.fields } };
    }
    case 'project-finished': {
      const { outcome, project, reason } = event;
      const level = outcome === 'failed' ? 'error' : outcome === 'partly' ? 'warn' : 'info';
      const why = reason && { code: reason.code, reason: reason.message };
      const fields = { project: project.directory, outcome, ...why };
      return { level, message: 'project finished', fields };
    }
    case 'batch-event':
      return ofDump(event.event);
  }
}

function ofDump(event: DumpEvent): LogEntry | undefined {
  switch (event.type) {
    case 'progressed':
      return undefined;
    case 'queue-counted':
      return { level: 'debug', message: 'jobs of the queue', fields: event.jobs };
    case 'job-stalled':
      return { level: 'warn', message: 'job given to another worker' };
    case 'phase-started': {
      const { type: _, ...fields } = event;
      return { level: 'debug', message: 'phase started', fields };
    }
    case 'phase-finished':
      return { level: 'debug', message: 'phase finished', fields: { phase: event.phase } };
    case 'discovered': {
      const { type: _, ...fields } = event;
      return info('files chosen', fields);
    }
    case 'file-skipped': {
      const { skipped: reason, ...fields } = event.file;
      const level = skipReasons[reason].fault ? 'warn' : 'debug';
      return { level, message: 'file skipped', fields: { reason, ...fields } };
    }
    case 'file-unstable': {
      const message = 'file changed while it was read';
      return { level: 'warn', message, fields: { path: event.path } };
    }
    case 'secret-found': {
      const { type: _, ...fields } = event;
      const level = levelOf[event.action];
      return { level, message: 'secret found', fields };
    }
    case 'warned':
      return { level: 'warn', message: event.message };
    case 'published':
      return info('dump published', { path: event.path, bytes: event.bytes });
    case 'signed':
      return info('dump signed', { path: event.path });
    case 'unchanged': {
      const { type: _, ...fields } = event;
      return info('nothing changed since the newest dump', fields);
    }
    case 'archived': {
      const { type: _, ...fields } = event;
      return info('snapshot archived', fields);
    }
    case 'quarantined':
      return {
        level: 'warn',
        message: 'file quarantined',
        fields: { path: event.path, to: event.to },
      };
    case 'audited': {
      const { type: _, state, ...fields } = event;
      const level = state === 'damaged' ? 'error' : 'debug';
      return { level, message: `snapshot ${state}`, fields };
    }
    case 'audit-finished': {
      const { type: _, ...fields } = event;
      return info('audit finished', fields);
    }
    case 'pruned':
      return info('file removed', { path: event.path });
    case 'hook-output':
      return info('hook output', { hook: event.hook, text: event.text });
    case 'hook-finished': {
      const { hook, succeeded } = event;
      return {
        level: succeeded ? 'info' : 'error',
        message: 'hook finished',
        fields: { hook, succeeded },
      };
    }
    case 'retried': {
      const { type: _, ...fields } = event;
      return { level: 'warn', message: 'tried again', fields };
    }
  }
}

const levelOf = {
  warned: 'warn',
  redacted: 'info',
  refused: 'error',
  allowed: 'debug',
} as const;

function info(message: string, fields: LogEntry['fields'] & object): LogEntry {
  return { level: 'info', message, fields };
}
