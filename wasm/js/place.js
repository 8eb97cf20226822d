// Where the reader was: how far everything around the widget is scrolled.

/** keepPlace gives a function that scrolls everything back. */
export function keepPlace(element) {
  const places = [];
  for (let node = element; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (node.scrollTop || node.scrollLeft) places.push([node, node.scrollTop, node.scrollLeft]);
  }
  return () => places.forEach(([node, top, left]) => node.scrollTo({ top, left, behavior: 'instant' }));
}
