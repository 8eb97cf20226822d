// The sizes of a post's pictures. article.js calls it with an article that is
// sanitised, whoever sanitised it: no HTML of a publisher brings srcset. What it
// adds stands in the feed under _board, and each address in it is judged like any
// picture's.

import { pictureAddress, webAddress } from '../feed/address.js';
import { line, record, records, wholeNumber } from '../feed/values.js';

const maxSizes = 8;

/** fit gives pictures their width and height, and copies for the browser to choose from, as far as the feed has them. */
export function fit(article, { item, base, root }, { images }) {
  const { folder, photos, images: pictures } = record(item._board);
  const known = new Map([
    ...records(pictures).map((picture) => [webAddress(picture.url, base), picture]),
    ...records(photos).map((photo) => [webAddress(within(line(folder), photo.url), root), photo]),
  ]);
  for (const img of article.querySelectorAll('img')) {
    const picture = known.get(img.getAttribute('src'));
    if (!picture) continue;
    const [width, height] = [wholeNumber(picture.width), wholeNumber(picture.height)];
    if (width && height && !img.hasAttribute('width') && !img.hasAttribute('height')) Object.assign(img, { width, height });
    const sizes = records(picture.sizes).slice(0, maxSizes)
      .map((size) => [pictureAddress(size.url, base, images), wholeNumber(size.width)])
      .filter(([address, width]) => address && width)
      .map(([address, width]) => `${address.replaceAll(',', '%2C')} ${width}w`); // a comma may end an address
    if (sizes[0] && width && img.hasAttribute('width')) Object.assign(img, { sizes: `auto, min(${width}px, 100vw, 42rem)`, srcset: sizes.join() });
  }
}

/** within returns an address that starts in a post's folder. */
const within = (folder, address) => (/^\/|^\w+:/.test(address) ? address : folder + address);
