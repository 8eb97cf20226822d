// Runs before the page's scripts, and records what a reader would see.
globalThis.bench = { shift: 0, moved: new Set() };

new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (hadRecentInput) continue;
    bench.shift += value;
    sources.forEach(({ node }) => node && bench.moved.add(node.localName ?? node.nodeName));
  }
}).observe({ type: 'layout-shift', buffered: true });

/** bench.painted returns the time of the first frame in which isShown() is true. */
bench.painted = (isShown) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => resolve(performance.now()); // the first task after the frame
  const frame = () => (isShown() ? port1.postMessage(0) : requestAnimationFrame(frame));
  requestAnimationFrame(frame);
});

// Only attributes are read: reading a size or position would force a layout.
bench.shows = (node) => node && !node.closest('[hidden]');

/** bench.cost counts the requests before a time: {requests, code, data}, the latter two in bytes. */
bench.cost = (before) => {
  const all = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < before);
  const bytes = (list) => list.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const isData = ({ name }) => /\.json$|\/api\/|signed\/checkpoint$/.test(name);
  return { requests: all.length, code: bytes(all.filter((r) => !isData(r))), data: bytes(all.filter(isData)) };
};

bench.paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
bench.seen = bench.painted(() => { {{isShown}} }).then((at) => {
  performance.mark('seen'); // chrome.Mark
  return at;
});
