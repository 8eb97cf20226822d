// The scroll positions around the element. opening.js saves them when a post
// opens, and restores them when it closes.

/** keepPlace returns a function that restores the scroll positions of all ancestors. */
export function keepPlace(element) {
  const ways = [];
  for (let node = element; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    const { scrollTop: top, scrollLeft: left } = node;
    if (top || left) ways.push(() => node.scrollTo({ top, left, behavior: 'instant' }));
  }
  return () => ways.forEach((back) => back());
}
