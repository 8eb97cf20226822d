// Addresses in posts.

import { schemes } from '../engine/policy.js';
import { absolute, isText, webAddress } from '../feed/address.js';

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
