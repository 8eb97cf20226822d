// The entry point: registers <board-view>. Pages load it, bundlers import it.
// It does nothing on a server, where there are no custom elements, so that it
// can be imported anywhere. What the element does is in element.js.

import { BoardView } from './element.js';

if (globalThis.customElements) BoardView.define();

export { BoardView };
