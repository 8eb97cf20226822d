// <board-view> in React 19 and later:
//
//     import type {} from 'board-view/react';
//
// React listens to an event by its name as it is, after "on": onload, onopen.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { BoardView, BoardViewAttributes, BoardViewEventMap } from './board-view.js';

type Listeners = {
  [K in 'load' | 'error' | 'open' | 'close' as `on${K}`]?: (event: BoardViewEventMap[K]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'board-view': DetailedHTMLProps<HTMLAttributes<BoardView>, BoardView> & BoardViewAttributes & Listeners;
    }
  }
}
