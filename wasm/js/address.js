// Addresses in feeds and posts. They mean the feed's, never the page's.

import { schemes } from './policy.js';

const maxAddress = 2048;
const absolute = /^https?:\/\//i;

const isText = (value) => typeof value === 'string' && value !== '' && value.length <= maxAddress;

/** asWritten reports whether the host is the one a reader sees: not ｅvil.example, not 0x7f.1. */
function asWritten(value, { hostname }) {
  const [, host] = /^\w+:\/\/([^/?#:]*|\[[^/?#]*\])(:\d*)?(?![^/?#])/.exec(value) ?? [];
  return host === host?.normalize('NFKC') && (/[^\0-\x7f]/.test(host) || host.toLowerCase() === hostname);
}

/**
 * webAddress resolves an address against the feed's: http or https, or ''.
 * One without a scheme stays on the feed's origin, whatever tricks it plays
 * with slashes; one with a user name in it looks like another host.
 */
export function webAddress(value, base) {
  if (!isText(value)) return '';
  try {
    const url = new URL(value, base);
    const own = absolute.test(value) ? asWritten(value, url) : url.origin === new URL(base).origin;
    return own && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : '';
  } catch {
    return '';
  }
}

// A fragment leads nowhere; the others are not read as they look.
const doubtful = /^#|[\\\p{Cc}\ufffd]/u;
const contact = /^\w+:[^\s:/<>]+$/; // mailto: and tel:

/** linkAddress is an address in a post as the policy lets it out, or ''. */
export function linkAddress(value, base) {
  if (!isText(value) || doubtful.test(value)) return '';
  const scheme = /^([^/?#]*):/.exec(value)?.[1].toLowerCase();
  if (scheme === undefined) return webAddress(value, base);
  const proper = /^https?$/.test(scheme) ? absolute.test(value) && webAddress(value, base) : contact.test(value);
  return proper && schemes.includes(scheme) ? value : '';
}

/** fileName is the last part of an address's path. */
export const fileName = (address) => address.split('?')[0].split('/').filter(Boolean).pop() ?? '';
