// <board-view> in the templates of Vue 3:
//
//     import type {} from 'board-view/vue';

import type { HTMLAttributes, PublicProps } from 'vue';
import type { BoardView, BoardViewProperties, BoardViewEventMap } from './board-view.js';

type Listeners = {
  [K in 'load' | 'error' | 'open' | 'close' as `on${Capitalize<K>}`]?: (event: BoardViewEventMap[K]) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'board-view': new () => BoardView & { $props: Omit<HTMLAttributes, keyof Listeners> & PublicProps & BoardViewProperties & Listeners };
  }
}
