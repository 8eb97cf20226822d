// The picture of a post in the list.

import { el } from '../dom.js';
import { webAddress } from '../feed/address.js';
import { line, record, records } from '../feed/values.js';

/**
 * picture shows the post's first picture, if the options let it come. Its
 * place stays where it does not come, and if wanted where there is none.
 */
export function picture({ item, base }, images, always) {
  const [photo = {}] = records(record(item._board).photos);
  const src = allowed(item.image ?? photo.url ?? item.banner_image, base, images);
  return (always || src) && el('div', { part: 'picture' }, src && el('img', {
    src, alt: line(photo.alt), loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer', error: ({ target }) => target.remove(),
  }));
}

/** allowed is the address of a picture that may be loaded, or ''. */
function allowed(value, base, images) {
  const address = webAddress(value, base);
  if (!address || images === 'off') return '';
  const { origin, protocol } = new URL(address);
  return origin === new URL(base).origin || (images === 'any' && protocol === 'https:') ? address : '';
}
