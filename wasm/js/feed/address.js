// Addresses in feeds. They mean the feed's, never the page's.

const maxAddress = 2048;
export const absolute = /^https?:\/\//i;

export const isText = (value) => typeof value === 'string' && value !== '' && value.length <= maxAddress;

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
    return own && /^https?:$/.test(url.protocol) && !(url.username + url.password) ? url.href : '';
  } catch {
    return '';
  }
}
