// Style sheets as objects. All elements on a page share one sheet, and a page's
// policy allows it where it forbids a <style>. The list, the reader and the
// finder call it, each with its own CSS.

/** sheet returns a style sheet, or null on a server. */
export function sheet(css) {
  if (!globalThis.CSSStyleSheet) return null;
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
