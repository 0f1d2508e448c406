import { formatByteSize } from '@create-dump/core';
import type { Paint } from '../paint.js';
import { cutText, textWidth } from './cut-text.js';

/** The contents of one line of progress. Unknown parts are left out. */
export interface ProgressView {
  readonly what: string;
  /** From 0 to 1. */
  readonly fraction: number | undefined;
  readonly counts: string;
  readonly bytes: number;
  /** Bytes per second. */
  readonly speed: number | undefined;
  readonly secondsLeft: number | undefined;
  readonly secondsGone: number;
}

export interface LineStyle {
  /** Available columns. */
  readonly width: number;
  readonly paint: Paint;
  /** Whether the terminal can show characters outside ASCII. */
  readonly unicode: boolean;
}

const longestBar = 40;
const shortestBar = 8;

/** Formats one line of at most `width` columns. The least important parts are dropped first. */
export function progressLine(view: ProgressView, style: LineStyle): string {
  const { fraction, bytes, speed, secondsLeft, secondsGone, counts } = view;
  const percent = fraction === undefined ? '' : `${Math.floor(fraction * 100)}%`.padStart(4);
  const time =
    secondsLeft === undefined ? clock(secondsGone) : `${clock(secondsLeft).padStart(5)} left`;
  const parts = [
    { text: counts, rank: 2 },
    { text: bytes > 0 ? formatByteSize(bytes).padStart(8) : '', rank: 3 },
    {
      text: speed === undefined ? '' : `${formatByteSize(Math.round(speed))}/s`.padStart(10),
      rank: 4,
    },
    { text: time, rank: 1 },
  ].filter(({ text }) => text !== '');
  const widthOf = (list: readonly { readonly text: string }[]) =>
    list.reduce((sum, { text }) => sum + 2 + text.length, 0);
  const head = fraction === undefined ? 0 : percent.length + 1;
  const shortestName = Math.min(textWidth(view.what), 12);
  while (parts.length > 0 && shortestName + head + widthOf(parts) > style.width) {
    const least = Math.max(...parts.map(({ rank }) => rank));
    parts.splice(
      parts.findIndex(({ rank }) => rank === least),
      1,
    );
  }
  const room = style.width - head - widthOf(parts);
  const what = cutText(view.what, Math.max(room, 0), style.unicode);
  const barLength = Math.min(room - textWidth(what) - 1, longestBar);
  const bar =
    fraction === undefined || barLength < shortestBar
      ? ''
      : ` ${drawBar(fraction, barLength, style)}`;
  const tail = parts.map(({ text }) => `  ${text}`).join('');
  return `${style.paint('bold', what)}${percent === '' ? '' : ` ${percent}`}${bar}${tail}`;
}

function drawBar(fraction: number, length: number, { paint, unicode }: LineStyle): string {
  const full = Math.round(fraction * length);
  const [done, ahead] = unicode ? ['━', '─'] : ['=', '-'];
  return paint('cyan', done.repeat(full)) + paint('dim', ahead.repeat(length - full));
}

/** `0:07`, `12:34`, `1:02:03`. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
