// The picture of a post in the list. layouts.js calls it.

import { el } from '../dom.js';
import { pictureAddress } from '../feed/address.js';
import { line, record, records, wholeNumber } from '../feed/values.js';

/**
 * picture returns the post's first picture, if images allows it, in the smallest
 * size that is sharp: cards are about 300 pixels wide. Its frame stays if it fails
 * to load, and with always also if there is none. It is asked for without cookies,
 * as in post/pictures.js.
 */
export function picture({ item, base }, images, always) {
  const [{ alt, sizes } = {}] = records(record(item._board).photos);
  const { url = item.image ?? item.banner_image } = records(sizes).find(({ width }) => wholeNumber(width) > 250 * devicePixelRatio) ?? {};
  const src = pictureAddress(url, base, images);
  return (always || src) && el('div', { part: 'picture' }, src && el('img', {
    src, alt: line(alt), loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer', crossorigin: 'anonymous', error: ({ target }) => target.remove(),
  }));
}
