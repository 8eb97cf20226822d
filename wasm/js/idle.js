// When to fetch what is not needed yet.

const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 500)); // Safari

const connection = () => navigator.connection ?? {};

/** isDear reports whether the reader wants few bytes. */
export const isDear = () => connection().saveData;

/** afterPaint runs something once what is new on the page is painted. */
export const afterPaint = (run) => requestAnimationFrame(() => setTimeout(run));

/** whenIdle runs something when besides the browser has nothing to do; never where data is dear or slow. */
export function whenIdle(run) {
  const { saveData, effectiveType = '4g' } = connection();
  if (!saveData && effectiveType === '4g') requestAnimationFrame(() => later(run));
}
