// When to do what is not needed yet.

const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200)); // Safari

const connection = () => navigator.connection ?? {};

/** idle is kept once the browser has nothing else to do, or soon. */
export const idle = () => new Promise((resolve) => later(resolve, { timeout: 1000 }));

/** isDear reports whether the reader wants few bytes. */
export const isDear = () => connection().saveData;

/** painted is kept once what is new on the page is painted; a page that nobody sees does not paint. */
export const painted = () => new Promise((resolve) => {
  if (document.hidden) setTimeout(resolve);
  else requestAnimationFrame(() => setTimeout(resolve));
});

/** whenIdle runs something once the browser is idle after the next frame; never on a slow connection. */
export function whenIdle(run) {
  const { effectiveType = '4g' } = connection();
  if (effectiveType === '4g') requestAnimationFrame(() => later(run));
}
