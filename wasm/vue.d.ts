// <board-view> in the templates of Vue 3:
//
//     import type {} from 'board-view/vue';

import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { BoardEvents, BoardView, BoardViewProperties } from './board-view.js';

type Listeners = {
  [K in keyof BoardEvents as `on${Capitalize<K>}`]?: (event: BoardEvents[K]) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'board-view': new () => BoardView & {
      $props: Omit<HTMLAttributes, keyof Listeners> & PublicProps & BoardViewProperties & Listeners;
      $emit: EmitFn<{ [K in keyof BoardEvents]: (event: BoardEvents[K]) => void }>; // for editors and templates
    };
  }
}
