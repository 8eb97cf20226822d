// Dates: parses, compares and formats them. All that read or show posts call it.
// A date without a time is a day of the calendar: it is compared with the
// reader's calendar, and shown as it is written in every time zone.

import { idle } from '../idle.js';

// ISO 8601 as feeds have it: RFC 3339, or a space for the T, or another form of the offset.
const form = /^(\d{4}-\d\d-\d\d)(?:[t ](\d\d:\d\d)(?:(:\d\d)(?:[.,]\d+)?)?(?: ?(z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?))?)?$/i;

/** isoOf writes a time in UTC, or '' if it is not in the years that the Go library reads, 1700 to 9999. */
const isoOf = (time) => (time >= -8520336e6 && time < 2534023008e5 ? new Date(time).toISOString() : '');

/**
 * readDate returns {iso, time, isDay}, or null if the text is not a date. iso is
 * in the form that the Go library writes. Without a zone a time is one of UTC.
 */
export function readDate(text) {
  const [, day, clock, seconds = ':00', zone, sign, hours, minutes = '00'] = (typeof text === 'string' && form.exec(text)) || [];
  const local = Date.parse(`${day}T${clock ?? '00:00'}${seconds}Z`);
  const offset = hours ? `${sign}1` * (hours * 60 + +minutes) : 0;
  const time = local - offset * 60_000;
  const iso = isoOf(local).slice(0, 19) + (offset ? `${sign}${hours}:${minutes}` : zone ? 'Z' : '');
  const exists = day && isoOf(Date.parse(day)).startsWith(day); // 2026-02-30 does not
  return exists && isoOf(local) && isoOf(time) && { iso: clock ? iso : day, time, isDay: !clock } || null;
}

/** begun reports whether a date has been reached, by the reader's clock and calendar. */
export const begun = ({ isDay, iso, time }) => (isDay ? iso <= today() : time <= Date.now());

// A day begins up to 12 hours earlier in the east, and a clock may be wrong by a day.
const slack = 36 * 3_600_000; // milliseconds

/** nearlyBegun reports whether a date may have been reached where and when the publisher looked. */
export const nearlyBegun = ({ time }) => time <= Date.now() + slack;

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

const formatter = (lang, options) => (formatters[`${lang} ${Object.values(options)}`] ??= new Intl.DateTimeFormat(lang, options));
