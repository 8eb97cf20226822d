// Addresses in posts, as the policy allows them. frame.js and sanitize.js call
// it. The engine applies the same rules in Go.

import { schemes } from '../engine/policy.js';
import { absolute, isText, webAddress } from '../feed/address.js';

// A fragment has no target here; the other characters may hide where a link goes.
const doubtful = /^#|[\\\p{Cc}\ufffd]/u;
const contact = /^\w+:[^\s:/<>]+$/; // mailto: and tel:

/** linkAddress returns an address in a post if the policy allows it, else ''. */
export function linkAddress(value, base) {
  if (!isText(value) || doubtful.test(value)) return '';
  const scheme = /^([^/?#]*):/.exec(value)?.[1].toLowerCase();
  if (scheme === undefined) return webAddress(value, base);
  const proper = /^https?$/.test(scheme) ? absolute.test(value) && webAddress(value, base) : contact.test(value);
  return proper && schemes.includes(scheme) ? value : '';
}

/** fileName returns the last part of an address's path. */
export const fileName = (address) => address.split('?')[0].split('/').filter(Boolean).pop() ?? '';
