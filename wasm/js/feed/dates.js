// Dates: parses, compares and formats them. All that read or show posts call it.
// A date without a time is a day of the calendar: it is compared with the
// reader's calendar, and shown as it is written in every time zone.

import { idle } from '../idle.js';

const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/** readDate returns {iso, time, isDay}, or null if the text is not a date. */
export function readDate(iso) {
  const found = typeof iso === 'string' && form.exec(iso);
  if (!found) return null;
  const [, clock, , , zone] = found;
  const time = Date.parse(clock && !zone ? `${iso}Z` : iso); // without a zone it is UTC, as in the Go library
  return Number.isNaN(time) ? null : { iso, time, isDay: !clock };
}

/** begun reports whether a date has been reached. */
export const begun = ({ isDay, iso, time }) => (isDay ? iso <= today() : time <= Date.now());

/** over reports whether a date has passed; a day has passed when it ends. */
export const over = (date) => begun(date) && date.iso !== today();

/** today returns the reader's day of the calendar. */
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/**
 * formatDate formats a date in a language, or as in the feed if the language
 * is not valid. The long style includes the time, if there is one.
 */
export function formatDate({ iso = '', time, isDay }, lang, dateStyle) {
  const options = { dateStyle };
  if (isDay) options.timeZone = 'UTC';
  else if (dateStyle === 'long') options.timeStyle = 'short';
  try {
    return formatter(lang, options).format(time);
  } catch { // not a language tag
    return dateStyle === 'long' ? iso : iso.slice(0, 10);
  }
}

/** isCold reports whether warmUp has not finished yet. */
export let isCold = true;

let warm;

/**
 * warmUp makes the first formatter, once, while the browser is idle. Chromium
 * then loads its list of languages, which takes 13 ms, and 75 ms on a slow
 * phone. Intl.Collator does two thirds of that in a task of its own.
 */
export const warmUp = (lang) => (warm ??= makeFirst(lang));

async function makeFirst(lang) {
  await idle();
  Intl.Collator();
  await idle();
  formatDate({ time: 0, isDay: true }, lang, 'medium');
  isCold = false;
}

const formatters = {}; // by language and options: a list needs one or two

const formatter = (lang, options) => (formatters[lang + JSON.stringify(options)] ??= new Intl.DateTimeFormat(lang, options));
