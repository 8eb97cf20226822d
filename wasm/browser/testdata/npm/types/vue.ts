// What Vue's templates take the tag for.
import type {} from 'board-view/vue';
import type { BoardOpenEvent } from 'board-view';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['board-view']>['$props'];

export const right: Props = {
  class: 'news', lang: 'ko', src: '/feed.json', layout: 'tiles', limit: 8, headingLevel: 3, strings: { more: 'More' },
  onLoad: ({ detail }) => detail.count.toFixed(), onOpen: (event) => event.preventDefault(),
};

type Emit = InstanceType<GlobalComponents['board-view']>['$emit'];

export const emits = (emit: Emit, event: BoardOpenEvent) => emit('open', event);

// @ts-expect-error no such event
export const unknown = (emit: Emit, event: BoardOpenEvent) => emit('opened', event);
// @ts-expect-error the event of another name
export const other = (emit: Emit, event: BoardOpenEvent) => emit('page', event);
// @ts-expect-error no such layout
export const layout: Props = { layout: 'carousel' };
// @ts-expect-error no such detail
export const detail: Props = { onClose: ({ detail }) => detail.count };
