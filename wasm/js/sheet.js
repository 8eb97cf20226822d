// Style sheets. One sheet serves all elements on a page, and a page's policy
// allows it where it forbids a <style>.

/** sheet makes a style sheet, on a server nothing. */
export function sheet(css) {
  if (!globalThis.CSSStyleSheet) return null;
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
