// When to fetch what is not needed yet.

const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 500)); // Safari

/**
 * whenIdle runs something once what is new on the page is painted and the
 * browser has nothing to do; never where data is dear or slow.
 */
export function whenIdle(run) {
  const { saveData, effectiveType = '4g' } = navigator.connection ?? {};
  if (!saveData && effectiveType === '4g') requestAnimationFrame(() => later(run));
}
