// Scheduling: when to do work that is not needed yet. All scripts call it. It
// does not know what the work is.

const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200)); // Safari

const connection = () => navigator.connection ?? {};

/** idle resolves when the browser is idle, or after a second. */
export const idle = () => new Promise((resolve) => later(resolve, { timeout: 1000 }));

/** isDear reports whether the reader has asked for less data. */
export const isDear = () => connection().saveData;

/** painted resolves after the next paint; a hidden page does not paint. */
export const painted = () => new Promise((resolve) => {
  if (document.hidden) setTimeout(resolve);
  else requestAnimationFrame(() => setTimeout(resolve));
});

/** whenIdle runs a function when the browser is idle after the next frame; on a slow connection never. */
export function whenIdle(run) {
  const { effectiveType = '4g' } = connection();
  if (effectiveType === '4g') requestAnimationFrame(() => later(run));
}
