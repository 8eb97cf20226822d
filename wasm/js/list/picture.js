// The picture of a post in the list. layouts.js calls it. It decides from which
// sites pictures may come, by the images attribute.

import { el } from '../dom.js';
import { webAddress } from '../feed/address.js';
import { line, record, records } from '../feed/values.js';

/**
 * picture returns the post's first picture, if images allows it. Its frame
 * stays if it fails to load, and with always also if there is none. It is asked
 * for without cookies, as in post/pictures.js.
 */
export function picture({ item, base }, images, always) {
  const [photo = {}] = records(record(item._board).photos);
  const src = allowed(item.image ?? photo.url ?? item.banner_image, base, images);
  return (always || src) && el('div', { part: 'picture' }, src && el('img', {
    src, alt: line(photo.alt), loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer', crossorigin: 'anonymous', error: ({ target }) => target.remove(),
  }));
}

/** allowed returns the address of a picture that may be loaded, or ''. */
function allowed(value, base, images) {
  const address = webAddress(value, base);
  if (!address || images === 'off') return '';
  const { origin, protocol } = new URL(address);
  return origin === new URL(base).origin || (images === 'any' && protocol === 'https:') ? address : '';
}
