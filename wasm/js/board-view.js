// The entry: registers <board-view>. On a server, where there are no custom
// elements, it does nothing, so that it can be imported anywhere.

import { BoardView } from './element.js';

if (globalThis.customElements) BoardView.define();

export { BoardView };
