import { stripVTControlCharacters } from 'node:util';
import { displayPath } from '@create-dump/core';

/** The output of a command, as it comes. */
export interface OutputLines {
  readonly write: (chunk: Uint8Array) => void;
  /** Passes on the rest, and says how much was dropped. */
  readonly end: () => void;
}

/** The most lines of one command's output that are passed on. */
const mostLines = 200;

/** The longest line, in characters. */
const longestLine = 1000;

/**
 * Splits output into lines without control characters, and passes on the beginning: at most 200 lines of at most 1000 characters.
 * The rest is counted and dropped, so that a command that floods its output can't fill a log or the memory.
 */
export function createOutputLines(put: (line: string) => void): OutputLines {
  const decoder = new TextDecoder();
  let lines = 0;
  let dropped = 0;
  let line = '';
  const endLine = () => {
    const text = clean(line);
    line = '';
    if (text === '') return;
    lines++;
    put(text);
  };
  const add = (text: string) => {
    const kept = text.slice(0, longestLine - line.length);
    line += kept;
    dropped += text.length - kept.length;
  };
  const write = (text: string) => {
    for (const [at, part] of text.split(/\r?\n|\r/).entries()) {
      if (at > 0) endLine();
      if (lines >= mostLines) {
        dropped += part.length;
        continue;
      }
      add(part);
    }
  };
  return {
    write(chunk) {
      // Decoding a flood would take more time than counting it.
      if (lines >= mostLines) dropped += chunk.length;
      else write(decoder.decode(chunk, { stream: true }));
    },
    end() {
      if (lines < mostLines) write(decoder.decode());
      endLine();
      if (dropped > 0) put(`(${dropped} more characters of output were dropped)`);
    },
  };
}

/** Without colors and cursor movements. Backslashes stay as they are: this is text, not a path. */
function clean(line: string): string {
  const text = stripVTControlCharacters(line).replaceAll('\t', ' ').trimEnd();
  return text.split('\\').map(displayPath).join('\\');
}
