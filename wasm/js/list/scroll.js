// Where the reader was: how far everything around the widget is scrolled.

/** keepPlace gives a function that scrolls everything back. */
export function keepPlace(element) {
  const ways = [];
  for (let node = element; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    const { scrollTop: top, scrollLeft: left } = node;
    if (top || left) ways.push(() => node.scrollTo({ top, left, behavior: 'instant' }));
  }
  return () => ways.forEach((back) => back());
}
