// Dates. A date without a time is a day of the calendar: it is compared with
// the reader's calendar and shown as it is written, in every time zone.

import { idle } from '../idle.js';

const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/** readDate gives {iso, time, isDay}; null for what is no date. */
export function readDate(iso) {
  const found = typeof iso === 'string' && form.exec(iso);
  if (!found) return null;
  const [, clock, , , zone] = found;
  const time = Date.parse(clock && !zone ? `${iso}Z` : iso); // without a zone it is UTC, as in the Go library
  return Number.isNaN(time) ? null : { iso, time, isDay: !clock };
}

/** begun reports whether a date has come. */
export const begun = ({ isDay, iso, time }) => (isDay ? iso <= today() : time <= Date.now());

/** over reports whether a date has passed; a day passes when it ends. */
export const over = (date) => begun(date) && date.iso !== today();

/** today is the reader's day of the calendar. */
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/**
 * formatDate writes a date for readers; a long one has the time too, if there
 * is one. Where there is no language it is as the feed has it.
 */
export function formatDate({ iso = '', time, isDay }, lang, dateStyle) {
  const options = { dateStyle };
  if (isDay) options.timeZone = 'UTC';
  else if (dateStyle === 'long') options.timeStyle = 'short';
  try {
    return formatter(lang, options).format(time);
  } catch { // no language tag
    return dateStyle === 'long' ? iso : iso.slice(0, 10);
  }
}

/** isCold reports whether warmUp is still to be done. */
export let isCold = true;

let warm;

/**
 * warmUp makes the first formatter, once, while there is nothing else to do.
 * Chromium then looks up all languages that it knows, for 13 ms, and for 75
 * on a slow phone; two thirds of that it can do before, for another class.
 */
export const warmUp = (lang) => (warm ??= makeFirst(lang));

async function makeFirst(lang) {
  await idle();
  Intl.Collator();
  await idle();
  formatDate({ time: 0, isDay: true }, lang, 'medium');
  isCold = false;
}

const formatters = {}; // a list needs one or two

const formatter = (lang, options) => (formatters[lang + JSON.stringify(options)] ??= new Intl.DateTimeFormat(lang, options));
