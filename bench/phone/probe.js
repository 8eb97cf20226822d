// Runs before anything of the page, and notes what a reader would see.
globalThis.bench = { shift: 0, moved: new Set() };

new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (hadRecentInput) continue;
    bench.shift += value;
    sources.forEach(({ node }) => node && bench.moved.add(node.localName ?? node.nodeName));
  }
}).observe({ type: 'layout-shift', buffered: true });

/** bench.painted gives the time of the first frame that has what look looks for. */
bench.painted = (look) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => resolve(performance.now()); // the first task after the frame
  const frame = () => (look() ? port1.postMessage(0) : requestAnimationFrame(frame));
  requestAnimationFrame(frame);
});

// Asking for more than the attribute would make the page lay itself out for us.
bench.shows = (node) => node && !node.closest('[hidden]');

/** bench.cost is what was asked for before a time: {requests, code, data}, the latter two in bytes. */
bench.cost = (before) => {
  const all = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < before);
  const bytes = (list) => list.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const isData = ({ name }) => /\.json$|\/api\//.test(name);
  return { requests: all.length, code: bytes(all.filter((r) => !isData(r))), data: bytes(all.filter(isData)) };
};

bench.paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
bench.seen = bench.painted(() => { {{isShown}} });
