// <board-view> in React 19 and later:
//
//     import type {} from 'board-view/react';
//
// React listens to an event by its name as it is, after "on": onload, onopen. It
// sets properties, by their own names or those of their attributes.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { BoardEvents, BoardView, BoardViewAttributes, BoardViewProperties } from './board-view.js';

type Listeners = {
  [K in keyof BoardEvents as `on${K}`]?: (event: BoardEvents[K]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'board-view': DetailedHTMLProps<HTMLAttributes<BoardView>, BoardView> & BoardViewAttributes & BoardViewProperties & Listeners;
    }
  }
}
