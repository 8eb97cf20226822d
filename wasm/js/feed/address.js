// Addresses in feeds: resolves them and rejects those that may mislead. All that
// read a feed or a post call it. It knows of the feed's address, not the page's.

const maxAddress = 2048;
export const absolute = /^https?:\/\//i;

export const isText = (value) => typeof value === 'string' && value !== '' && value.length <= maxAddress;

/** asWritten reports whether the host is the one that a reader sees: not ｅvil.example, not 0x7f.1. */
function asWritten(value, { hostname }) {
  const [, host] = /^\w+:\/\/([^/?#:]*|\[[^/?#]*\])(:\d*)?(?![^/?#])/.exec(value) ?? [];
  return host === host?.normalize('NFKC') && (/[^\0-\x7f]/.test(host) || host.toLowerCase() === hostname);
}

/**
 * webAddress resolves an address against the feed's, and returns it if it is
 * http or https, else ''. An address without a scheme must stay on the feed's
 * origin, whatever its slashes say; one with a user name is rejected, since it
 * looks like another host.
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

/** ownAddress is the same for an address that must be on the origin of base. */
export function ownAddress(value, base) {
  const address = webAddress(value, base);
  return address && new URL(address).origin === new URL(base).origin ? address : '';
}

/** pictureAddress is the same for a picture that may be loaded as the images attribute says. */
export function pictureAddress(value, base, images) {
  const address = webAddress(value, base);
  if (!address || images === 'off') return '';
  const { origin, protocol } = new URL(address);
  return origin === new URL(base).origin || (images === 'any' && protocol === 'https:') ? address : '';
}
