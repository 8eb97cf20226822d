// Which pictures of a post are shown. article.js, sanitize.js and postview.js call
// it. A picture is asked for without cookies, wherever its server redirects it
// to; one that its server does not let other sites read then fails, and is held
// back like those of other sites. What the reader asks for is loaded as on any page.

import { outLink } from '../dom.js';
import { fileName } from './href.js';

/** withoutCookies has the pictures of an article asked for without cookies. */
export function withoutCookies(article) {
  article.querySelectorAll('img').forEach((img) => { img.crossOrigin = 'anonymous'; });
}

/** isRefused reports whether a picture that failed might be shown if it is asked for with cookies. */
export const isRefused = ({ crossOrigin }) => crossOrigin !== null;

/** hold keeps the pictures of an article from being loaded before they are verified. release loads them. */
export function hold(article) {
  for (const img of article.querySelectorAll('img')) {
    img.dataset.src = img.getAttribute('src');
    for (const name of ['src', 'srcset', 'sizes']) img.removeAttribute(name);
  }
}

/** release shows held pictures: verified returns the address of one, and refuse is called with one that is not what was signed. */
export function release(article, verified, refuse) {
  for (const img of article.querySelectorAll('img[data-src]')) {
    verified(img.dataset.src).then((address) => { img.src = address; }, () => refuse(img));
  }
}

/** instead returns what stands in the place of a picture: a link to it, or the words of one that is in a link. */
export function instead(img, address) {
  const words = img.alt.trim() ? img.alt : fileName(address);
  return img.closest('a') ? words : outLink(address, {}, words);
}
